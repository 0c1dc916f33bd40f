"""The processes of a run: started one by one, looked after, stopped in order whatever happens."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from greenroom.errors import GreenroomError
from greenroom.labs.webhooks.place import Place

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""
READY = 60.0
STOP = 15.0


class LabFailed(GreenroomError):
    """A process of the lab ended before it should."""

    code = "lab-failed"


@dataclass
class Processes:
    """Use as a context: leaving it ends whatever still runs."""

    place: Place
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.running.values()):
            if process.poll() is None:
                process.terminate()
        for name in list(self.running):
            self.stop(name)

    def start(self, name: str, module: str, *more: str) -> str:
        """Start it and wait until it says that it is ready; gives what it said besides. Raises LabFailed."""
        command = [sys.executable, "-m", f"greenroom.labs.webhooks.{module}", str(self.place.folder), *more]
        with self._errors(name).open("w", encoding="utf-8") as errors:
            self.running[name] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment())
        out = self.running[name].stdout
        assert out is not None
        said = out.readline()
        if not said.startswith("ready"):
            self.running[name].wait(READY)
            raise self._failed(name)
        return said.removeprefix("ready").strip()

    def ended(self, name: str) -> bool:
        """Whether it has ended well. Raises LabFailed where it has ended badly."""
        code = self.running[name].poll()
        if code is not None and code != 0:
            raise self._failed(name)
        return code == 0

    def all_well(self, but: str) -> None:
        """Raises LabFailed when any other than `but` has ended."""
        for name, process in self.running.items():
            if name != but and process.poll() is not None:
                raise self._failed(name)

    def stop(self, name: str) -> None:
        """End it: asked first, killed when it does not listen."""
        process = self.running.pop(name, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _errors(self, name: str) -> Path:
        return self.place.folder / f"{name}.err"

    def _failed(self, name: str) -> LabFailed:
        lines = self._errors(name).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = lines[-1] if lines else "it left no message"
        return LabFailed(f"The lab's process {name!r} ended early: {said}.", "If that names a line of your file, mend it; otherwise run it again. What was kept is still there.")


def environment() -> dict[str, str]:
    """The package must be found from wherever it was imported, installed or not."""
    source = str(Path(__file__).resolve().parents[3])
    path = os.environ.get("PYTHONPATH", "")
    return os.environ | {"PYTHONPATH": f"{source}{os.pathsep}{path}" if path else source, "PYTHONUNBUFFERED": "1"}

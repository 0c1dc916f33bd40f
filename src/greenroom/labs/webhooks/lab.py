"""The lab's folder: the files that the person edits, the last run of each kind, and how far one is. What is done is kept as it is done."""
from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from greenroom.errors import GreenroomError
from greenroom.labs.webhooks import count, log
from greenroom.labs.webhooks.dials import Dials, Fault
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.place import Place, write_json
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.run import run
from greenroom.labs.webhooks.worker_file import START

WALKTHROUGH = "dropped-webhooks"
PROGRESS, OUTCOME, LOG = "progress.json", "outcome.json", "delivery-log.db"
EDITED = ("pattern.sql", "interleaving.txt", "retry_worker.py", "dead_letter_alarm.py", "numbers.toml")


class NoRunYet(GreenroomError):
    """A step that needs a run which was not made."""

    code = "no-run-yet"


class BrokenProgress(GreenroomError):
    """Progress that cannot be read."""

    code = "broken-progress"


@dataclass(frozen=True)
class Lab:
    """The lab in `root`, which is made when something is first kept."""

    root: Path

    def begin(self) -> None:
        """Put the files there that are not there yet; what the person has edited is never touched."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in EDITED:
            if not (self.root / name).exists():
                shutil.copyfile(START / name, self.root / name)

    def file(self, name: str) -> Path:
        """One of the edited files."""
        self.begin()
        return self.root / name

    def untouched(self, name: str) -> bool:
        """Whether the file is still as it was at the start."""
        return self.file(name).read_bytes() == (START / name).read_bytes()

    def reset(self, only: str | None = None) -> Path | None:
        """Start again: everything, or one file. What there was is set aside in a folder beside it, which is given."""
        if only is not None:
            kept = self.file(only).with_suffix(f".before-reset{Path(only).suffix}")
            shutil.copyfile(self.file(only), kept)
            shutil.copyfile(START / only, self.root / only)
            return kept
        if not self.root.exists():
            return None
        number = 1
        while (aside := self.root.with_name(f"{self.root.name}-before-reset-{number}")).exists():
            number += 1
        self.root.rename(aside)
        shutil.rmtree(aside / "runs", ignore_errors=True)
        return aside

    def progress(self) -> dict[str, Any]:
        """By step's key: what its check found. Raises BrokenProgress."""
        path = self.root / PROGRESS
        try:
            held: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"steps": {}}
            return dict(held["steps"])
        except (OSError, ValueError, KeyError, TypeError):
            raise BrokenProgress(f"{path} cannot be read.", "Set it aside under another name; the steps can be checked again.") from None

    def passed(self, key: str, figures: dict[str, Any]) -> None:
        """Keep that a step was passed."""
        write_json(self.root / PROGRESS, {"schema": 1, "steps": self.progress() | {key: figures}})

    def run(self, dials: Dials, database: str | None, progress: Progress) -> Outcome:
        """Make a run and keep it as the last of its kind; the former one stays until this one is complete."""
        self.begin()
        coming, held = self.root / "runs" / f"{dials.fault}-under-way", self.root / "runs" / dials.fault
        shutil.rmtree(coming, ignore_errors=True)
        worker = self.file("retry_worker.py")
        mark = self.mark() if dials.fault == "mine" else ""
        outcome = replace(run(dials, coming, database, worker, progress), worker=mark)
        place = Place.read(coming)
        db = place.connect()
        try:
            log.pull(db, count.dropped(db, count.shop_record(place)[0]), coming / LOG)
        finally:
            db.close()
        write_json(coming / OUTCOME, outcome.to_dict())
        (coming / "run.json").unlink()  # it holds a secret, and perhaps a database's password
        shutil.rmtree(held, ignore_errors=True)
        coming.rename(held)
        return outcome

    def mark(self) -> str:
        """What tells this retry worker from another."""
        return hashlib.sha256(self.file("retry_worker.py").read_bytes()).hexdigest()[:16]

    def outcome(self, fault: Fault) -> Outcome | None:
        """The last run of this kind, or None."""
        path = self.root / "runs" / fault / OUTCOME
        return Outcome.of(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def needed(self, fault: Fault) -> Outcome:
        """The last run of this kind. Raises NoRunYet."""
        found = self.outcome(fault)
        if found is None:
            raise NoRunYet(f"There is no run with --fault {fault} yet.", f"Make one: greenroom lab webhooks run --fault {fault}")
        return found

    def log(self, fault: Fault = "retry-race") -> Path:
        """The delivery log of that run. Raises NoRunYet."""
        self.needed(fault)
        return self.root / "runs" / fault / LOG

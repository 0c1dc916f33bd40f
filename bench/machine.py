"""What is measured on and with: one CPU, processes from start to end, resident memory."""
from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

BUSY = 0.15
"""Share of the processors' time that others may take before times are said to be too high."""
WATCHED = 2.0
"""Seconds of looking on before a run."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of ru_maxrss."""


def pin() -> str:
    """Keep this process and its children on one CPU; says what was done."""
    if not hasattr(os, "sched_setaffinity"):
        return "NOT PINNED to one CPU: this system cannot do it."
    cpu = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpu})
    return "All processes pinned to one and the same CPU."


def load_note() -> str:
    """How busy others keep the machine in the two seconds before the run, in processors, and whether it spoils the times."""
    cpus = os.cpu_count() or 1
    before = _worked()
    if before is None:
        return "Load unknown."
    time.sleep(WATCHED)
    after = _worked()
    assert after is not None
    load = (after - before) / WATCHED
    spoilt = " OTHER WORK WAS RUNNING: the times are too high." if load > BUSY * cpus else ""
    return f"Before the run others kept {load:.1f} of {cpus} CPUs busy.{spoilt}"


def _worked() -> float | None:
    """Seconds that all processors have worked since the system began; None where it does not say."""
    try:
        user, nice, system, _, _, irq, soft, steal = map(int, Path("/proc/stat").read_text(encoding="ascii").split("\n")[0].split()[1:9])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """Processor, system and Python in one line."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{model}, {platform.system()}, Python {platform.python_version()}"


def processes(runs: int, command: list[str], fine: tuple[int, ...] = (0,)) -> tuple[list[float], float]:
    """Milliseconds of each of `runs` runs after one that is not counted, and the highest peak memory in MB.

    Raises RuntimeError with what the command wrote to standard error when its exit status is not in `fine`.
    """
    launcher = [sys.executable, "-S", str(Path(__file__).with_name("launch.py")), str(runs + 1), *command]
    done = subprocess.run(launcher, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} could not be started: {done.stderr.strip()}")
    rows = json.loads(done.stdout)
    bad = [code for _, _, code in rows if code not in fine]
    if bad:
        raise RuntimeError(f"{' '.join(command)} ended with {bad[0]}: {done.stderr.strip()}")
    return [1000 * seconds for seconds, _, _ in rows[1:]], max(peak for _, peak, _ in rows) * _UNIT / 1e6


def resident() -> float:
    """MB that this process holds in memory now."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return int(subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=True).stdout) * 1024 / 1e6


def peak() -> float:
    """The most MB that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6

"""Is a retry worker right? Judged by what it does under many interleavings, with hangs, refusals and kills; its text is not looked at."""
from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from greenroom.labs.webhooks.bench import LIMIT, Bench, moody
from greenroom.labs.webhooks.processes import environment
from greenroom.labs.webhooks.scheduler import Scheduler
from greenroom.labs.webhooks.worker_file import Service, load, where

SEEDS = 300
DELIVERIES = 3
UNTIL = 120.0
KILLS_IN = 2.0
"""Virtual seconds within which a worker is killed, in every second run; another takes its place."""
AT_MOST = 120.0


@dataclass
class Verdict:
    """Runs by what went wrong in them (a run may count under several), the first seed of each, and whether one slow call holds the others up."""

    runs: int = 0
    dropped: int = 0
    stranded: int = 0
    overlapped: int = 0
    false_dead: int = 0
    held_up: bool = False
    problem: str = ""
    seeds: dict[str, int] | None = None

    @property
    def right(self) -> bool:
        return not self.problem and self.runs > 0 and not (self.dropped or self.stranded or self.overlapped or self.false_dead)


def once(work: Callable[[Service], bool], seed: int) -> set[str]:
    """One run; what went wrong in it."""
    rng = random.Random(f"kill/{seed}")
    scheduler = Scheduler(seed)
    bench = Bench(work, scheduler, moody(seed), DELIVERIES)
    first, _ = bench.start("retry-1"), bench.start("retry-2")
    if seed % 2:
        def replaced() -> None:
            scheduler.kill(first)
            bench.start("retry-3")

        scheduler.at(rng.uniform(0, KILLS_IN), replaced)
    scheduler.run(UNTIL, lambda: not scheduler.later and not bench.pending() and not any(w.busy for w in scheduler.workers if not w.gone))
    wrong = set()
    for delivery in bench.lost():
        wrong.add("stranded" if bench.state(delivery) == "pending" else "dropped")
    if bench.told.overlaps:
        wrong.add("overlapped")
    if any(bench.state(n) == "dead" and bench.told.received[n] for n in range(1, DELIVERIES + 1)):
        wrong.add("false_dead")
    if bench.pending():
        wrong.add("stranded")
    return wrong


def holds_up(work: Callable[[Service], bool]) -> bool:
    """Whether the second worker leaves another delivery lying while the first waits for a call that hangs."""
    scheduler = Scheduler(1)
    took: list[float] = []

    def answers(delivery: int, begun: int) -> tuple[int | None, float]:
        if not took:
            took.append(float(delivery))
            return None, LIMIT
        return 200, 0.004

    bench = Bench(work, scheduler, answers, 2)
    bench.start("retry-1")
    bench.start("retry-2")
    scheduler.run(LIMIT * 0.9, lambda: bool(bench.told.received))
    return not bench.told.received


def judge(path: Path, seeds: int = SEEDS, progress: Callable[[int], None] = lambda _: None) -> Verdict:
    """Judge the file in this process. What it raises is the verdict's `problem`. Raises BrokenFile."""
    work, verdict = load(path), Verdict(seeds={})
    assert verdict.seeds is not None
    try:
        for seed in range(seeds):
            progress(seed)
            for wrong in once(work, seed):
                setattr(verdict, wrong, getattr(verdict, wrong) + 1)
                verdict.seeds.setdefault(wrong, seed)
            verdict.runs += 1
        verdict.held_up = holds_up(work)
    except Exception as problem:
        verdict.problem = where(problem, path)
    return verdict


def judged(path: Path, seeds: int = SEEDS) -> Verdict:
    """Judge the file in a process of its own, so that a loop without an end or an exit in it harms nobody. Raises BrokenFile."""
    load(path)
    command = [sys.executable, "-m", "greenroom.labs.webhooks.judge", str(path), str(seeds)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=AT_MOST, env=environment())
    except subprocess.TimeoutExpired:
        return Verdict(problem=f"it did not come to an end within {AT_MOST:g} s")
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        said = done.stderr.strip().splitlines()
        return Verdict(problem=said[-1] if said else f"it ended with status {done.returncode}")
    return Verdict(**json.loads(lines[-1]))


if __name__ == "__main__":
    print("\n" + json.dumps(asdict(judge(Path(sys.argv[1]), int(sys.argv[2])))))

"""Add the dead-letter alarm: one that a loss of 0.3 % cannot slip under, and that does not cry for each letter."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.step import Result, Step
from greenroom.labs.webhooks.worker_file import load, where

EVERY, SOON = 10, 600
"""Asked every ten seconds; somebody must know within ten minutes."""


@dataclass(frozen=True)
class Queue:
    """What the alarm sees."""

    accepted: int
    dead: int
    oldest: float | None
    told: bool


@dataclass(frozen=True)
class Case:
    """A day of the queue: events a second, and the seconds at which letters died. `heard` is whether anybody must be told."""

    name: str
    per_second: float
    deaths: tuple[float, ...]
    heard: bool


CASES = (
    Case("a quiet day, no dead letters", 5.0, (), False),
    Case("the night, no events at all", 0.0, (), False),
    Case("one dead letter among 40,000 events", 12.0, (1800.0,), True),
    Case("0.3 % lost, as in the story", 12.0, tuple(28.0 * n for n in range(1, 120)), True),
    Case("everything dies", 12.0, tuple(n / 12 for n in range(600, 1200)), True),
)
HOURS = 3600.0


def check(lab: Lab, progress: Progress) -> Result:
    """The alarm is asked through five days; the person's last run with the fault tells the rest."""
    path = lab.file("dead_letter_alarm.py")
    alarm = load(path, "alarm")
    lines: list[str] = []
    ok = True
    for case in CASES:
        try:
            times = rings(alarm, case)
        except Exception as problem:
            return Result(False, (*lines, f"dead_letter_alarm.py failed: {where(problem, path)}."))
        good, said = judged(case, times)
        ok = ok and good
        lines.append(f"{'ok ' if good else 'NO '} {case.name}: {said}")
    found = lab.outcome("retry-race")
    if found is not None:
        percent = 100 * found.rate
        lines.append(f"In your run with the fault {percent:.2f} % were lost. An alarm at one per cent is silent there; the alarm on failed attempts {'rang' if found.attempts.fires else 'was silent too'}.")
    return Result(ok, tuple(lines), {"cases": len(CASES)})


def rings(alarm, case: Case) -> list[float]:  # type: ignore[no-untyped-def]
    """When the alarm rang, in seconds; nobody empties the queue, and once told somebody stays told."""
    out: list[float] = []
    now = 0.0
    while now <= HOURS:
        dead = [t for t in case.deaths if t <= now]
        if alarm(Queue(int(case.per_second * now), len(dead), now - dead[0] if dead else None, bool(out))):
            out.append(now)
        now += EVERY
    return out


def judged(case: Case, times: list[float]) -> tuple[bool, str]:
    """Whether it rang as it must, and what it did."""
    if not case.heard:
        return not times, "silent, as it should be" if not times else f"rang {len(times)} times for nothing"
    if not times:
        return False, "silent; nobody would ever know"
    late = times[0] - case.deaths[0]
    if late > SOON:
        return False, f"rang only {late / 60:.0f} minutes after the first letter had died"
    if len(times) > 1:
        return False, f"rang {len(times)} times for one and the same thing; look at queue.told"
    return True, f"rang once, {late:.0f} s after the first letter had died"


STEP = Step(
    "alarm", "Add the dead-letter alarm",
    "No percentage alarm notices 0.3 %. An alert on the age of the oldest dead letter does, and the Platform team made it a standard part of its template.",
    ("The alarm in the file goes by a percentage. Mend it so that one dead letter is heard of within ten minutes, once.",),
    check, "dead_letter_alarm.py",
)

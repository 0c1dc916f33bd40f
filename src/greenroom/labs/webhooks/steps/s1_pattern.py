"""Pull the delivery log and find what the lost deliveries have in common."""
from __future__ import annotations

import statistics
from collections import defaultdict

from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.log import ask
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.step import Result, Step
from greenroom.webhooks.stores.database import Row

ENOUGH, COVER, WRONG = 8, 0.9, 0.1
CLOSE = 0.002
"""Seconds by which a gap may be off what the log says."""


def check(lab: Lab, progress: Progress) -> Result:
    """The query's rows are compared with the log: are those two attempts there, by two workers, at the same time, and do they account for what is missing?"""
    path = lab.log()
    missing = {r[0] for r in ask(path, "SELECT event FROM missing")}
    if len(missing) < ENOUGH:
        return Result(False, (f"Only {len(missing)} events were lost in your run: too few for a pattern.", "Make a longer one: greenroom lab webhooks run --fault retry-race --events 10000"))
    rows = ask(path, lab.file("pattern.sql").read_text(encoding="utf-8"))
    if not rows or len(rows[0]) != 4:
        return Result(False, (f"pattern.sql gives {len(rows)} rows{f' of {len(rows[0])} columns' if rows else ''}.", "It needs rows of four columns: event, one worker, another worker, seconds apart."))
    true, gaps = _true(_attempts(ask(path, "SELECT event, worker, started, ended FROM attempt")), rows)
    events = {r[0] for r in rows}
    covered, extra = len(true & missing), len(events - missing)
    lines = [
        f"Your query names {len(events)} events; {len(events & missing)} of them are missing, out of {len(missing)} missing in all.",
        f"For {len(true)} the log bears you out: two attempts by two workers, the second begun before the first had ended.",
    ]
    if covered < COVER * len(missing):
        return Result(False, (*lines, "That does not yet account for nine in ten of the missing."))
    if extra > WRONG * len(events):
        return Result(False, (*lines, f"{extra} events that you name did arrive: what tells the lost from those?"))
    gap = statistics.median(gaps)
    return Result(True, (*lines, f"Half of the pairs began less than {1000 * gap:.0f} ms apart. Two workers with one row: that is the pattern."), {"matched": covered, "missing": len(missing), "gap": gap})


def _attempts(rows: list[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for event, *rest in rows:
        out[event].append(tuple(rest))
    return out


def _true(attempts: dict[str, list[Row]], rows: list[Row]) -> tuple[set[str], list[float]]:
    """Events whose row is borne out by the log, and the gaps."""
    true: set[str] = set()
    gaps = []
    for event, one, other, apart in rows:
        for a in attempts.get(event, []):
            for b in attempts[event]:
                named = {a[0], b[0]} == {one, other} and a[0] != b[0]
                if named and a[1] <= b[1] < a[2] and isinstance(apart, int | float) and abs(abs(apart) - (b[1] - a[1])) <= CLOSE and event not in true:
                    true.add(event)
                    gaps.append(b[1] - a[1])
    return true, gaps


STEP = Step(
    "pattern", "Pull the delivery log and find the pattern",
    "Platform's on-call gave read access to the log: about 392,000 deliveries, 1,176 dead. The attempts of one dead delivery, laid side by side, were two, from two hosts, forty milliseconds apart.",
    (
        "Run the service with the fault: greenroom lab webhooks run --fault retry-race",
        "Look at the attempts of some lost events: greenroom lab webhooks log",
        "Write a query that finds what they have in common. The file says which tables there are.",
    ),
    check, "pattern.sql",
)

"""Measure before and after over windows of equal length, with intervals, and say it in money."""
from __future__ import annotations

from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.step import Result, Step

LEAST = 2_000
"""Events of each run at the least."""


def check(lab: Lab, progress: Progress) -> Result:
    """Both runs of the same length, the second with the file that was found right, and intervals that do not touch."""
    before, after = lab.needed("retry-race"), lab.needed("mine")
    lines = [line("Before", before), line("After", after)]
    mark = lab.progress().get("fix", {}).get("mark")
    if mark is None or after.worker != mark:
        return Result(False, (*lines, "The run after was not made with a retry worker that step 3 found right. Check step 3, then: greenroom lab webhooks run --fault mine"))
    if min(before.accepted, after.accepted) < LEAST or abs(before.dials.events - after.dials.events) > 0.1 * before.dials.events:
        return Result(False, (*lines, f"Give both runs the same number of events, {LEAST:,} or more: greenroom lab webhooks run --fault mine --events {max(LEAST, before.dials.events)}"))
    if after.interval[1] >= before.interval[0]:
        return Result(False, (*lines, f"The intervals touch, so chance could explain the difference. Run both with more events, say --events {4 * before.dials.events}."))
    b, a = before.money(), after.money()
    lines += [
        f"In a week of {b.weekly:,} webhooks at {b.mean:.0f} dollars, {b.lapse:.0%} of the lost lapse for good: about {b.week:,.0f} dollars a week ({b.low:,.0f} to {b.high:,.0f}).",
        f"After: {a.week:,.0f} dollars; with so many events it cannot be shown to be below {a.high:,.0f}.",
        "The intervals do not touch: chance does not explain it.",
    ]
    return Result(True, tuple(lines), {
        "dropped_before": before.dropped, "of_before": before.accepted, "rate_before": 100 * before.rate, "low_before": 100 * before.interval[0], "high_before": 100 * before.interval[1],
        "dropped_after": after.dropped, "of_after": after.accepted, "high_after": 100 * after.interval[1], "dollars_a_week": b.week, "dollars_low": b.low, "dollars_high": b.high,
    })


def line(name: str, o: Outcome) -> str:
    """A run in a line."""
    low, high = o.interval
    return f"{name}: {o.dropped} of {o.accepted:,} lost, {100 * o.rate:.3f} % (95 % interval {100 * low:.3f} to {100 * high:.3f} %)."


STEP = Step(
    "measure", "Measure before and after, and say it in money",
    "From the delivery log, since the dashboard had been green all along: four weeks before, four weeks after, the same log. Finance made the money of it and left out what only came late.",
    (
        "Run the service with your fix, as many events as before: greenroom lab webhooks run --fault mine",
        "The check lays both runs side by side.",
    ),
    check,
)

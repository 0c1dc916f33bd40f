"""What goes wrong in a run, and when: drawn from the seed before the run begins."""
from __future__ import annotations

import random
from dataclasses import dataclass

KINDS = ("crash", "pause", "skew", "store-cut", "net-cut", "database-down", "outage", "slow", "gone", "doubles", "producer-crash", "disable", "hurry", "replay", "cancel", "twice", "brownout")
ACTIVE = 600.0
"""Seconds in which events come and things go wrong; afterwards all is mended and must settle."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong (or that the operator does): when, what, to which of them (an index, taken modulo), for how long, how much."""

    at: float
    kind: str
    which: int
    seconds: float
    size: float


def draw(rng: random.Random, count: int, active: float = ACTIVE) -> list[Fault]:
    """So many faults in order of time."""
    faults = []
    for _ in range(count):
        kind = rng.choice(KINDS)
        seconds = rng.choice((rng.uniform(0.5, 6), rng.uniform(6, 26), rng.uniform(26, 40), rng.uniform(40, 150)))
        faults.append(Fault(rng.uniform(1, active), kind, rng.randrange(1000), seconds, rng.uniform(-60, 60)))
    return sorted(faults, key=lambda f: f.at)

"""Value at risk: events may carry an amount, so that a rate of loss is also money a week."""
from __future__ import annotations

import math
from dataclasses import dataclass

from greenroom.webhooks.objective import Counts

WEEK = 7 * 86400.0
Z = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True)
class AtRisk:
    """Lost or late share of events with its 95 % interval (Wilson's), and the amount a week that it stands for, in the currency's smallest unit."""

    rate: float
    low: float
    high: float
    amount: int
    weekly: float
    weekly_low: float
    weekly_high: float


def wilson(bad: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (E. B. Wilson, 1927); (0, 1) when nothing was counted."""
    if of <= 0:
        return 0.0, 1.0
    p, z2 = bad / of, Z * Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    return max(0.0, middle - half) if bad else 0.0, min(1.0, middle + half) if bad < of else 1.0


def at_risk(counts: Counts, seconds: float) -> AtRisk:
    """What a window of `seconds` says about a week: the interval of the rate, times the amount that passes in a week."""
    if seconds <= 0:
        raise ValueError("a window needs a length")
    low, high = wilson(counts.bad, counts.all)
    passing = (counts.amount_good + counts.amount_bad) * WEEK / seconds
    rate = counts.bad / counts.all if counts.all else 0.0
    return AtRisk(rate, low, high, counts.amount_bad, counts.amount_bad * WEEK / seconds, low * passing, high * passing)

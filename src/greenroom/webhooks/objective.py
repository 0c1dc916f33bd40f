"""The promise and how fast it is being broken: success ratio, error budget, multi-window burn rates (Google, The Site Reliability Workbook, chapter 5)."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Objective:
    """Such a share (`target`) of events is delivered `within` seconds of being accepted, measured over `period` seconds."""

    target: float = 0.999
    within: float = 300.0
    period: float = 30 * 86400.0

    def __post_init__(self) -> None:
        if not (0 < self.target < 1 and self.within > 0 and self.period > 0):
            raise ValueError(f"an objective of {self.target} within {self.within} s cannot be held")


@dataclass(frozen=True)
class Counts:
    """Events judged in a window: `good` were delivered in time, `bad` were not, whatever was tried; amounts in the currency's smallest unit."""

    good: int = 0
    bad: int = 0
    amount_good: int = 0
    amount_bad: int = 0

    @property
    def all(self) -> int:
        return self.good + self.bad

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.good + other.good, self.bad + other.bad, self.amount_good + other.amount_good, self.amount_bad + other.amount_bad)


@dataclass(frozen=True)
class Rule:
    """An alert fires when the budget burns `rate` times too fast over the long window and still does over the short one."""

    severity: Literal["page", "ticket"]
    rate: float
    long: float
    short: float


RULES = (Rule("page", 14.4, 3600, 300), Rule("page", 6.0, 6 * 3600, 1800), Rule("ticket", 1.0, 3 * 86400, 6 * 3600))
"""The workbook's windows: 2 % of a 30-day budget in an hour, 5 % in six hours, 10 % in three days."""
LEAST_EVENTS = 100
"""A quiet endpoint is not alerted on by rate: below this many events in the long window one bad event would look like a fire."""


@dataclass(frozen=True)
class Burn:
    """One rule, looked at: the burn rate over both windows, and whether it fires."""

    rule: Rule
    long: float
    short: float
    fires: bool


def success_ratio(counts: Counts) -> float | None:
    """Share of events delivered in time, or None when there were none."""
    return counts.good / counts.all if counts.all else None


def burn_rate(counts: Counts, objective: Objective) -> float:
    """How many times faster than allowed the budget burns: 1 spends it exactly over the period."""
    return counts.bad / counts.all / (1 - objective.target) if counts.all else 0.0


def budget_left(counts: Counts, objective: Objective) -> float:
    """Share of the error budget that is left over the period: 1 is untouched, below 0 the promise is broken."""
    return 1.0 - burn_rate(counts, objective)


def burns(window: Callable[[float], Counts], objective: Objective, rules: Sequence[Rule] = RULES, least: int = LEAST_EVENTS) -> list[Burn]:
    """Every rule, looked at. `window(seconds)` gives the counts of the last so many seconds."""
    out = []
    for rule in rules:
        long, short = window(rule.long), window(rule.short)
        rates = burn_rate(long, objective), burn_rate(short, objective)
        out.append(Burn(rule, *rates, fires=long.all >= least and min(rates) >= rule.rate))
    return out


def hours_to_alert(loss: float, objective: Objective, rule: Rule) -> float | None:
    """Hours until a steady loss fires a rule (from no loss before), or None when it never does. Shows what a rate of loss does not wake anybody for."""
    steady = loss / (1 - objective.target)
    return None if steady < rule.rate else rule.long * rule.rate / steady / 3600

"""What a run showed: what was accepted, what truly arrived by the shop's own record, and what each kind of watching saw of it."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from greenroom.labs.webhooks.dials import Dials
from greenroom.webhooks.value import wilson

WEEKLY = 98_000
"""Webhooks a week at the shop of the story: 294 lost a week were 0.3 %."""
LAPSE = 0.34
"""Share of unconfirmed orders that lapse for good in the story: about a hundred of 294. The rest only come in late."""
WINDOW = 1000
"""Attempts that the attempt alarm looks at together."""


@dataclass(frozen=True)
class Attempts:
    """What the attempt log says: attempts at the shop, those that failed, the worst window, and what the alarm is set to. `conflicts` are 409."""

    all: int
    failed: int
    slow: int
    conflicts: int
    worst: float
    alarm: float

    @property
    def share(self) -> float:
        return self.failed / self.all if self.all else 0.0

    @property
    def fires(self) -> bool:
        return self.worst > self.alarm


@dataclass(frozen=True)
class Ledger:
    """What the conservation ledger says at the end, over all endpoints. `first` is the seconds from the run's beginning until it first showed something wrong,
    `shop` the same for the shop alone: the old test endpoint has dead letters in every run."""

    accepted: int
    delivered: int
    dead: int
    cancelled: int
    pending: int
    late: int
    first: float | None
    alarms: tuple[str, ...]
    shop: float | None = None

    @property
    def fires(self) -> bool:
        return self.shop is not None


@dataclass(frozen=True)
class Outcome:
    """Counts are of the shop's events; `dropped` were accepted, the shop never got them, and nobody tries any more; `pending` lie
    there still.

    `retried` is how many needed a second attempt, `twice` how many arrived more than once, `false_dead` are called dead and did arrive."""

    dials: Dials
    accepted: int
    delivered: int
    dropped: int
    dead: int
    pending: int
    false_dead: int
    retried: int
    twice: int
    begun: int
    slow: int
    mean_cents: float
    seconds: float
    attempts: Attempts
    ledger: Ledger
    database: str = "SQLite"
    worker: str = ""
    made_at: float = 0.0

    @property
    def rate(self) -> float:
        return self.dropped / self.settled if self.settled else 0.0

    @property
    def settled(self) -> int:
        """Events of which it is known what became of them."""
        return self.accepted - self.pending

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the drop rate."""
        return wilson(self.dropped, self.settled)

    def money(self, weekly: int = WEEKLY, lapse: float = LAPSE) -> Money:
        """What the drop rate costs in a week of `weekly` events, when `lapse` of the lost ones never come back."""
        passing = weekly * self.mean_cents * lapse / 100
        low, high = self.interval
        return Money(self.rate * passing, low * passing, high * passing, weekly, lapse, self.mean_cents / 100)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Outcome:
        ledger = Ledger(**(raw["ledger"] | {"alarms": tuple(raw["ledger"]["alarms"])}))
        return cls(**(raw | {"dials": Dials.of(raw["dials"]), "attempts": Attempts(**raw["attempts"]), "ledger": ledger}))


@dataclass(frozen=True)
class Money:
    """Dollars a week, with the interval that the rate's interval makes."""

    week: float
    low: float
    high: float
    weekly: int
    lapse: float
    mean: float

"""The dials of a run. None of them is a share of drops: drops come out of how slow the shop is and how much is tried again."""
from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from greenroom.errors import GreenroomError

Fault = Literal["retry-race", "none", "mine"]
"""Which sender runs: the one with the fault, Greenroom's own, or the one with the retry worker that the person mended."""
FAULTS: tuple[Fault, ...] = ("retry-race", "none", "mine")
MOST_EVENTS, MOST_WORKERS = 2_000_000, 8
RATE_BY_LIMIT = 100.0
"""Events a second, times the limit."""


class BadDial(GreenroomError):
    """A dial beyond what the lab can run."""

    code = "bad-dial"


@dataclass(frozen=True)
class Dials:
    """Shares are of attempts. `limit` seconds is how long a sender waits for an answer, and the unit of every other time here: in the story it is 25 s, in the
    lab half a second, so the lab runs fifty times faster; 0 has it measured, so that a busy machine does not pass for a slow shop.

    An attempt falls into the slow tail with `slow_share`; it then takes a time drawn from an exponential distribution with mean `slow_tail` limits. What takes
    longer than the limit gets no answer in time, and the shop undoes what it began. `retry_share` is the share of attempts that fail in all, so the shop
    refuses (503) as many as make it up. `rate` is events a second; 0 has it follow from the limit."""

    fault: Fault = "retry-race"
    events: int = 10_000
    seed: int = 1
    workers: int = 2
    slow_share: float = 0.12
    slow_tail: float = 1.4
    retry_share: float = 0.06
    rate: float = 0.0
    limit: float = 0.0
    old_endpoint: float = 0.0005
    """Share of events that also go to somebody's old test endpoint, which answers 404."""

    @property
    def beyond(self) -> float:
        """Share of attempts that get no answer in time."""
        return self.slow_share * math.exp(-1 / self.slow_tail)

    @property
    def refused(self) -> float:
        """Share of attempts in time that the shop refuses with 503."""
        return (self.retry_share - self.beyond) / (1 - self.beyond)

    @property
    def retry_after(self) -> float:
        """Seconds until a failed delivery is tried again."""
        return 2 * self.limit

    @property
    def within(self) -> float:
        """Seconds within which the objective wants a delivery: twenty-five minutes of the story, so that a few retries in a row are in time."""
        return 60 * self.limit

    def at(self, limit: float) -> Dials:
        """With a limit that was measured, and the rate that goes with it: two workers then spend about a third of their time waiting for the slow tail."""
        return replace(self, limit=limit, rate=self.rate or RATE_BY_LIMIT / limit)

    def checked(self) -> Dials:
        """Itself. Raises BadDial."""
        for name, value, least, most in (
            ("slow-share", self.slow_share, 0, 0.9), ("retry-share", self.retry_share, 0, 0.9), ("events", self.events, 1, MOST_EVENTS), ("workers", self.workers, 1, MOST_WORKERS),
            ("slow-tail", self.slow_tail, 0.01, 100), ("rate", self.rate, 0, 20_000), ("limit", self.limit, 0, 60),
        ):
            if not least <= value <= most:
                raise BadDial(f"--{name} is {value:g}.", f"Give {least:g} to {most:,g}.")
        if self.beyond > self.retry_share + 1e-9:
            raise BadDial(
                f"--retry-share is {self.retry_share:.3f}, but the slow tail alone makes {self.beyond:.3f} of attempts fail.", "Raise --retry-share, or lower --slow-share or --slow-tail.",
            )
        return self

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Dials:
        """From `to_dict`; what it does not know is passed over."""
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in raw.items() if k in known})

"""The dials of a run. None of them is a share of drops: drops come out of how slow the shop is and how much is tried again."""
from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from greenroom.errors import GreenroomError

Fault = Literal["retry-race", "none", "mine"]
"""Which sender runs: the one with the fault, Greenroom's own, or the one with the retry worker that the person mended."""
FAULTS: tuple[Fault, ...] = ("retry-race", "none", "mine")
MOST_EVENTS, MOST_WORKERS = 2_000_000, 8


class BadDial(GreenroomError):
    """A dial beyond what the lab can run."""

    code = "bad-dial"


@dataclass(frozen=True)
class Dials:
    """Shares are of attempts; times are seconds, and run about fifty times faster than in the story (a limit of 0.5 s stands for 25 s).

    An attempt falls into the slow tail with `slow_share`; it then takes a time drawn from an exponential distribution with mean `slow_tail`. What is slower than
    `limit` gets no answer in time, and the shop undoes what it began. `retry_share` is the share of attempts that fail in all, so the shop refuses
    (503) as many as make it up."""

    fault: Fault = "retry-race"
    events: int = 10_000
    seed: int = 1
    workers: int = 2
    slow_share: float = 0.11
    slow_tail: float = 0.7
    retry_share: float = 0.06
    rate: float = 200.0
    limit: float = 0.5
    retry_after: float = 1.0
    within: float = 20.0
    old_endpoint: float = 0.0005
    """Share of events that also go to somebody's old test endpoint, which answers 404."""

    @property
    def beyond(self) -> float:
        """Share of attempts that get no answer in time."""
        return self.slow_share * math.exp(-self.limit / self.slow_tail)

    @property
    def refused(self) -> float:
        """Share of attempts in time that the shop refuses with 503."""
        return (self.retry_share - self.beyond) / (1 - self.beyond)

    def checked(self) -> Dials:
        """Itself. Raises BadDial."""
        shares = {"slow-share": self.slow_share, "retry-share": self.retry_share}
        for name, value in shares.items():
            if not 0 <= value <= 0.9:
                raise BadDial(f"--{name} is {value:g}.", "Give a share from 0 to 0.9.")
        for name, number, most in (("events", self.events, MOST_EVENTS), ("workers", self.workers, MOST_WORKERS)):
            if not 1 <= number <= most:
                raise BadDial(f"--{name} is {number}.", f"Give 1 to {most}.")
        for name, seconds, least, longest in (("slow-tail", self.slow_tail, 0.001, 60.0), ("rate", self.rate, 1.0, 20_000.0)):
            if not least <= seconds <= longest:
                raise BadDial(f"--{name} is {seconds:g}.", f"Give {least:g} to {longest:g}.")
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

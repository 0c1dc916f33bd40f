"""A circuit for each endpoint: it opens when everything fails for a while, lets one probe through at a time, and closes when a probe succeeds."""
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Breaker:
    """When a circuit opens: `failures` in a row, over at least `span` seconds; a probe after `cool` seconds, doubled each time up to `most`."""

    failures: int = 10
    span: float = 30.0
    cool: float = 30.0
    most: float = 1800.0


@dataclass(frozen=True)
class Circuit:
    """State of one endpoint's circuit. Closed: `until` is 0. Open: nothing is sent before `until`; `probing` says that one probe is under way until then."""

    failures: int = 0
    since: float = 0.0
    until: float = 0.0
    opens: int = 0
    probing: bool = False

    @property
    def closed(self) -> bool:
        return self.until == 0.0

    def lets(self, now: float) -> bool:
        """Whether anything may be sent: all when closed, one probe when the wait is over."""
        return self.closed or now >= self.until

    def probe(self, now: float, lease: float) -> Circuit:
        """A probe begins. If its worker dies, the next one may begin after the lease."""
        return replace(self, until=now + lease, probing=True)

    def succeeded(self) -> Circuit:
        return Circuit()

    def failed(self, now: float, breaker: Breaker) -> Circuit:
        """A failed attempt. Late results of attempts that began before the circuit opened do not lengthen the wait."""
        if not self.closed:
            if not self.probing:
                return self
            opens = self.opens + 1
            return replace(self, failures=self.failures + 1, until=now + min(breaker.most, breaker.cool * 2 ** min(opens - 1, 20)), opens=opens, probing=False)
        since = self.since if self.failures else now
        counted = replace(self, failures=self.failures + 1, since=since)
        if counted.failures >= breaker.failures and now - since >= breaker.span:
            return replace(counted, until=now + breaker.cool, opens=1)
        return counted

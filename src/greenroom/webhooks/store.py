"""What the sender needs of a store. Every method is one transaction; whoever implements it passes the contract suite (tests/webhooks/test_contract_*.py)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from greenroom.errors import GreenroomError
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Accepted, Attempt, Busy, Claim, Delivery, Endpoint, Filter, Finish, Incident, Minute, NewEvent, State, Tended


class StoreUnavailable(GreenroomError):
    """The store did not answer, or not in time; what was asked for may or may not have happened."""

    code = "store-unavailable"


class EventConflict(GreenroomError):
    """An id that was accepted before with another type or body."""

    code = "event-conflict"


class NoSuchEndpoint(GreenroomError):
    """An endpoint that is not there."""

    code = "no-such-endpoint"


class Outbox(Protocol):
    """For those who have something to tell."""

    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        """Write the event and its deliveries down, both or neither; to one endpoint when it is named. The same event again changes nothing.

        Raises EventConflict, StoreUnavailable.
        """
        ...


class Queue(Protocol):
    """For the sender."""

    async def claim(self, limit: int, busy: Busy) -> Sequence[Claim]:
        """Lease up to `limit` due deliveries, fairly over endpoints, none beyond an endpoint's concurrency, one at a time where there is order or a probe."""
        ...

    async def finish(self, done: Finish) -> bool:
        """Log the attempt and move the delivery on. Success is final whatever the lease; a retry or death needs the lease. Says whether it moved."""
        ...

    async def next_due(self) -> float | None:
        """Seconds until something becomes due (0 when something is), or None when nothing is pending that could be sent."""
        ...

    async def tend(self) -> Tended:
        """Judge what is done or late, let expire what can no longer be tried, open and close incidents, balance the ledger. Any worker may, each minute or oftener."""
        ...

    async def alerts_due(self) -> Sequence[Incident]:
        """Incidents that nobody has been told of."""
        ...

    async def alerted(self, incident: int) -> None:
        """Somebody has been told."""
        ...


class Desk(Protocol):
    """For the operator."""

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        """Add an endpoint or change its settings; circuit and quiet are left as they are."""
        ...

    async def endpoints(self) -> Sequence[Endpoint]:
        """All of them by id."""
        ...

    async def enable(self, endpoint: str, on: bool, reason: str = "") -> None:
        """Disabled endpoints keep what is pending and what comes in until they are enabled again or it expires. Raises NoSuchEndpoint."""
        ...

    async def remove_endpoint(self, endpoint: str) -> int:
        """Cancel what is pending, keep the history, send nothing more. Returns how many were cancelled. Raises NoSuchEndpoint."""
        ...

    async def deliveries(self, where: Filter) -> Sequence[Delivery]:
        """Newest first."""
        ...

    async def attempts(self, where: Filter) -> Sequence[Attempt]:
        """The delivery log, newest first."""
        ...

    async def incidents(self, open_only: bool = False) -> Sequence[Incident]:
        """Newest first."""
        ...

    async def replay(self, where: Filter, states: tuple[State, ...] = ("dead",)) -> int:
        """Try dead (or, when named, cancelled or delivered) deliveries again under the same event id. Returns how many."""
        ...

    async def hurry(self, where: Filter) -> int:
        """Make pending deliveries due now, except those in work. The schedule they are on goes on. Returns how many."""
        ...

    async def cancel(self, where: Filter) -> int:
        """Give pending deliveries up, by the operator's will. Returns how many."""
        ...

    async def balance(self) -> Balance:
        """The ledger now."""
        ...

    async def minutes(self, since: float) -> Sequence[Minute]:
        """What was judged since then, for objectives."""
        ...

    async def purge(self, older_than: float) -> int:
        """Remove events accepted more than so many seconds ago of which nothing is pending, with their deliveries and attempts. Returns how many events."""
        ...


class Store(Outbox, Queue, Desk, Protocol):
    """All of it."""

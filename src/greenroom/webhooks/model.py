"""What a store holds and hands out: endpoints, events, deliveries, attempts, incidents. Times are seconds since the epoch by the store's clock."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from greenroom.webhooks.circuit import Circuit
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.outcome import Kind
from greenroom.webhooks.signing import Secret

State = Literal["pending", "delivered", "dead", "cancelled"]
"""The only states. There is none for 'in work': a delivery in work is pending under a lease, so a crash cannot strand it."""
STATES: tuple[State, ...] = ("pending", "delivered", "dead", "cancelled")
Order = Literal["none", "hold", "park"]
"""Order at an endpoint: none; strict, a failing event holds the line until it is delivered or dead; strict, a failing event is set aside."""
KEEP = 4 * 86400.0
"""Seconds after which a delivery that could not even be tried (circuit open, endpoint disabled) is dead; longer than the schedule."""


@dataclass(frozen=True)
class Endpoint:
    """Where events go. `concurrency` bounds the attempts in flight for each worker; `types` are patterns, none means every type."""

    id: str
    url: str
    secrets: tuple[Secret, ...]
    types: tuple[str, ...] = ()
    enabled: bool = True
    reason: str = ""
    order: Order = "none"
    concurrency: int = 8
    objective: Objective = field(default_factory=Objective)
    whole: bool = False
    """Whether it gets an event's whole body (with what the person wrote) where there is one; without it the thin one."""
    circuit: Circuit = field(default_factory=Circuit)
    quiet_until: float = 0.0


@dataclass(frozen=True)
class NewEvent:
    """An event to accept. `amount` in the currency's smallest unit. The same id with the same type and body is accepted once; with others it is refused."""

    id: str
    type: str
    body: bytes = field(repr=False)
    amount: int | None = None
    currency: str = ""
    whole: bytes | None = field(default=None, repr=False)
    """The body for endpoints that are set to want everything; the others get `body`."""


@dataclass(frozen=True)
class Accepted:
    """What became of an event: to how many endpoints it goes, and whether it was new."""

    id: str
    fanout: int
    new: bool


@dataclass(frozen=True)
class Claim:
    """One delivery leased to a worker for `lease` seconds. Only the holder of `token` may reschedule it; anybody may say that it was delivered."""

    delivery: int
    token: int
    lease: float
    failures: int
    event: str
    type: str
    body: bytes = field(repr=False)
    endpoint: Endpoint = field(repr=False)
    accepted_at: float = 0.0


@dataclass(frozen=True)
class Attempt:
    """One line of the delivery log. `latency` in seconds; `excerpt` is what the endpoint answered, bounded."""

    started_at: float
    latency: float
    status: int | None
    error: str | None
    excerpt: str = ""
    outcome: Kind = "retry"
    event: str = ""
    endpoint: str = ""
    type: str = ""
    id: int = 0


@dataclass(frozen=True)
class Finish:
    """What a worker reports of a claim. `delay` seconds from now by the store's clock, so that a worker's wrong clock moves nothing."""

    delivery: int
    token: int
    kind: Kind
    attempt: Attempt
    delay: float = 0.0
    reason: str = ""
    quiet: float = 0.0
    gone: bool = False


@dataclass(frozen=True)
class Delivery:
    """One event to one endpoint, as it stands."""

    id: int
    event: str
    endpoint: str
    type: str
    state: str
    failures: int
    due_at: float
    lease_until: float | None
    accepted_at: float
    deadline_at: float
    done_at: float | None
    reason: str
    amount: int | None


@dataclass(frozen=True)
class Incident:
    """Something that a person must hear of, once: it stays open while it goes on, counts, and closes after quiet."""

    id: int
    kind: str
    endpoint: str
    opened_at: float
    last_at: float
    count: int
    detail: str
    alerted_at: float | None
    closed_at: float | None


@dataclass(frozen=True)
class Filter:
    """Which deliveries or attempts: every field given must hold. `since` is a time of acceptance (attempts: of start)."""

    event: str | None = None
    endpoint: str | None = None
    type: str | None = None
    state: str | None = None
    since: float | None = None
    limit: int = 100


@dataclass(frozen=True)
class Tended:
    """What a round of tending found: how many were judged good or bad, expired, and the ledger."""

    good: int
    bad: int
    expired: int
    balance: Balance


@dataclass(frozen=True)
class Minute:
    """Deliveries judged in one minute for an endpoint and type; `minute` is whole minutes since the epoch."""

    minute: int
    endpoint: str
    type: str
    good: int
    bad: int
    amount_good: int
    amount_bad: int


Busy = Mapping[str, int]
"""Attempts in flight by endpoint, in the worker that asks for more."""

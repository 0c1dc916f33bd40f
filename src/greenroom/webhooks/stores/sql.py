"""The store protocol on the shared SQL; where and when a transaction runs is left to `_call`."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from greenroom.webhooks.circuit import Breaker
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Accepted, Attempt, Busy, Claim, Delivery, Endpoint, Filter, Finish, Incident, Minute, NewEvent, State, Tended
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.stores import accepting, claiming, desk, incidents, tending
from greenroom.webhooks.stores.database import Database

T = TypeVar("T")
LEASE = 60.0
"""Seconds. Must be longer than the request's limit plus a margin; the sender checks."""


class SqlStore(ABC):
    """Every method is one transaction, given to `_call` as a function of the connection that may be run again."""

    def __init__(self, sealer: Sealer, lease: float = LEASE, breaker: Breaker | None = None) -> None:
        self.sealer, self.lease, self.breaker = sealer, lease, breaker or Breaker()
        self._after = ""

    @abstractmethod
    async def _call(self, work: Callable[[Database], T]) -> T:
        """Run it in a transaction and give its result once that is committed. Raises StoreUnavailable."""

    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        return await self._call(lambda db: accepting.accept(db, event, only=only))

    async def claim(self, limit: int, busy: Busy) -> list[Claim]:
        after, held = self._after, dict(busy)
        claims, self._after = await self._call(lambda db: claiming.claim(db, limit, held, self.lease, after, self.sealer.unseal))
        return claims

    async def finish(self, done: Finish) -> bool:
        return await self._call(lambda db: claiming.finish(db, done, self.breaker))

    async def next_due(self) -> float | None:
        return await self._call(claiming.next_due)

    async def tend(self) -> Tended:
        return await self._call(tending.tend)

    async def alerts_due(self) -> list[Incident]:
        return await self._call(lambda db: incidents.listed(db, "alerted_at IS NULL"))

    async def alerted(self, incident: int) -> None:
        await self._call(lambda db: db.run("UPDATE webhook_incident SET alerted_at = ? WHERE id = ? AND alerted_at IS NULL", db.now(), incident))

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        await self._call(lambda db: desk.put_endpoint(db, endpoint, self.sealer.seal))

    async def endpoints(self) -> list[Endpoint]:
        return await self._call(lambda db: desk.endpoints(db, self.sealer.unseal))

    async def enable(self, endpoint: str, on: bool, reason: str = "") -> None:
        await self._call(lambda db: desk.enable(db, endpoint, on, reason))

    async def remove_endpoint(self, endpoint: str) -> int:
        return await self._call(lambda db: desk.remove_endpoint(db, endpoint))

    async def deliveries(self, where: Filter) -> list[Delivery]:
        return await self._call(lambda db: desk.deliveries(db, where))

    async def attempts(self, where: Filter) -> list[Attempt]:
        return await self._call(lambda db: desk.attempts(db, where))

    async def incidents(self, open_only: bool = False) -> list[Incident]:
        return await self._call(lambda db: incidents.listed(db, "closed_at IS NULL" if open_only else "1 = 1"))

    async def replay(self, where: Filter, states: tuple[State, ...] = ("dead",)) -> int:
        return await self._call(lambda db: desk.replay(db, where, states))

    async def hurry(self, where: Filter) -> int:
        return await self._call(lambda db: desk.hurry(db, where))

    async def cancel(self, where: Filter) -> int:
        return await self._call(lambda db: desk.cancel(db, where))

    async def balance(self) -> Balance:
        return await self._call(lambda db: tending.balance(db, db.now()))

    async def minutes(self, since: float) -> list[Minute]:
        return await self._call(lambda db: desk.minutes(db, since))

    async def purge(self, older_than: float) -> int:
        return await self._call(lambda db: desk.purge(db, older_than))

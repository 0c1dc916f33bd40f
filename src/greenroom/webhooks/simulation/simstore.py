"""The SQL store in virtual time: one database in memory, seen by each host over a link that is slow, cut, or loses the answer after the commit."""
from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, TypeVar

from greenroom.webhooks.circuit import Breaker
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.simulation.host import Host, true_time
from greenroom.webhooks.store import StoreUnavailable
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.schema import TABLES
from greenroom.webhooks.stores.sql import SqlStore
from greenroom.webhooks.stores.sqlite import SqliteDatabase

T = TypeVar("T")
LEASE = 30.0
BREAKER = Breaker(failures=6, span=20, cool=20, most=120)


class PlainSealer(Sealer):
    """Secrets as they are: sealing has tests of its own, and seeds should be many."""

    def __init__(self) -> None:
        super().__init__({"k": b"k" * 32}, "k", random.Random(0).randbytes)

    def seal(self, secrets: Any, endpoint: str) -> str:
        return ",".join(s.text for s in secrets)

    def unseal(self, sealed: str, endpoint: str) -> Any:
        from greenroom.webhooks.signing import Secret

        return tuple(Secret(s) for s in sealed.split(","))


class SharedDatabase:
    """What all hosts share: the database, whether it is down, and room for what a mutant keeps beside it."""

    def __init__(self, tables: tuple[str, ...] = TABLES) -> None:
        self.db = SqliteDatabase(":memory:", true_time, full=False)
        self.db.make() if tables is TABLES else self._make(tables)
        self.down_until = 0.0
        self.extra: dict[str, Any] = {}

    def _make(self, tables: tuple[str, ...]) -> None:
        from greenroom.webhooks.stores.sqlite import WORDS

        for sql in tables:
            for word, type_ in WORDS.items():
                sql = sql.replace(word, type_)
            self.db.run(sql)


class SimStore(SqlStore):
    """One host's view. A transaction happens at one instant; what comes before and after it can go wrong."""

    lease_seconds = LEASE
    tables: tuple[str, ...] = TABLES

    def __init__(self, shared: SharedDatabase, host: Host) -> None:
        super().__init__(PlainSealer(), self.lease_seconds, BREAKER)
        self.shared, self.host = shared, host

    async def _call(self, work: Callable[[Database], T]) -> T:
        host, rng = self.host, self.host.rng
        await host.gate(rng.uniform(0.0005, 0.02))
        await self._reach()
        with self.shared.db.transaction():
            result = work(self.shared.db)
        await host.gate(rng.uniform(0.0005, 0.02))
        await self._reach()
        return result

    async def _reach(self) -> None:
        if self.host.store_cut or true_time() < self.shared.down_until:
            await self.host.gate(self.host.rng.uniform(0.1, 2.0))
            raise StoreUnavailable("The store does not answer.", "")

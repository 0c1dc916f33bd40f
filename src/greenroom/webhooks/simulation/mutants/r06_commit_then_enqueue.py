"""The event is committed, then its deliveries; a crash between leaves none, and the client's retry hears that all is well."""
from __future__ import annotations

from greenroom.webhooks.model import KEEP, Accepted, NewEvent
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import accepting
from greenroom.webhooks.stores.database import Database


class Store(SimStore):
    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        sql = "INSERT INTO webhook_event (id, type, body, amount, currency, accepted_at, fanout) VALUES (?,?,?,?,?,?,0) ON CONFLICT (id) DO NOTHING"
        fresh = await self._call(lambda db: db.run(sql, event.id, event.type, event.body, event.amount, event.currency, db.now()))
        if not fresh:
            return Accepted(event.id, 0, False)

        def enqueue(db: Database) -> int:
            return accepting._fan_out(db, event, db.now(), KEEP)

        return Accepted(event.id, await self._call(enqueue), True)


MUTANT = Variant("commit, then enqueue; a crash between loses the event for good", "svix message endpoint, breeze#4095", store=Store)

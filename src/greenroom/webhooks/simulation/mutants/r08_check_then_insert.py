"""The same event twice at once: both look whether it is there, both find nothing, both write it."""
from __future__ import annotations

from greenroom.webhooks.model import KEEP, Accepted, NewEvent
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import accepting
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.schema import TABLES


class Store(SimStore):
    tables = tuple(sql.replace(", UNIQUE (event_id, endpoint_id)", "") for sql in TABLES)

    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        if await self._call(lambda db: db.rows("SELECT 1 FROM webhook_event WHERE id = ?", event.id)):
            return Accepted(event.id, 0, False)

        def write(db: Database) -> int:
            db.run("INSERT OR IGNORE INTO webhook_event (id, type, body, currency, accepted_at, fanout) VALUES (?,?,?,'',?,0)", event.id, event.type, event.body, db.now())
            before = db.rows("SELECT fanout FROM webhook_event WHERE id = ?", event.id)[0][0]
            added = accepting._fan_out(db, event, db.now(), KEEP)
            db.run("UPDATE webhook_event SET fanout = ? WHERE id = ?", before + added, event.id)
            return added

        return Accepted(event.id, await self._call(write), True)


MUTANT = Variant("deduplication by check, then insert", "convoy#2747", store=Store)

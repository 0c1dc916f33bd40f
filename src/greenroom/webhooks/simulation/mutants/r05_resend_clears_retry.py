"""A manual resend that fails clears the next attempt; the automatic retry finds nothing to do."""
from __future__ import annotations

from greenroom.webhooks.model import Filter, Finish
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import claiming
from greenroom.webhooks.stores.database import Database

NEVER = 1e12


class Store(SimStore):
    async def hurry(self, where: Filter) -> int:
        sql = "UPDATE webhook_delivery SET due_at = ?, reason = 'manual' WHERE endpoint_id = ? AND state = 'pending' AND lease_until IS NULL"
        return await self._call(lambda db: db.run(sql, db.now(), where.endpoint))

    async def finish(self, done: Finish) -> bool:
        def work(db: Database) -> bool:
            manual = db.rows("SELECT 1 FROM webhook_delivery WHERE id = ? AND reason = 'manual'", done.delivery)
            moved = claiming.finish(db, done, self.breaker)
            if manual and moved and done.kind == "retry":
                db.run("UPDATE webhook_delivery SET due_at = ? WHERE id = ?", NEVER, done.delivery)
            return moved

        return await self._call(work)


MUTANT = Variant("a failed manual resend clears the next attempt", "svix worker", store=Store)

"""The claim hands out a token; completing asks for it, rescheduling does not."""
from __future__ import annotations

from dataclasses import replace

from greenroom.webhooks.model import Finish
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import claiming
from greenroom.webhooks.stores.database import Database


class Store(SimStore):
    async def finish(self, done: Finish) -> bool:
        def work(db: Database) -> bool:
            ((token,),) = db.rows("SELECT token FROM webhook_delivery WHERE id = ?", done.delivery)
            return claiming.finish(db, replace(done, token=token), self.breaker)

        return await self._call(work)


MUTANT = Variant("a half-fenced lease: a reschedule does not check the claim", "convoy's PostgreSQL queue", store=Store)

"""A claim marks the job as being done, for ever; a worker that dies takes it along."""
from __future__ import annotations

from greenroom.webhooks.model import Busy, Claim
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import claiming
from greenroom.webhooks.stores.database import Database

NEVER = 1e12


class Store(SimStore):
    async def claim(self, limit: int, busy: Busy) -> list[Claim]:
        after, held = self._after, dict(busy)

        def work(db: Database) -> tuple[list[Claim], str]:
            claims, last = claiming.claim(db, limit, held, self.lease, after, self.sealer.unseal)
            for c in claims:
                db.run("UPDATE webhook_delivery SET due_at = ?, lease_until = ? WHERE id = ?", NEVER, NEVER, c.delivery)
            return claims, last

        claims, self._after = await self._call(work)
        return claims


MUTANT = Variant("a worker dies; its job stays 'doing'", "procrastinate#307, #1518", store=Store)

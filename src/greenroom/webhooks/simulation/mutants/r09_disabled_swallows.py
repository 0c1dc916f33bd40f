"""What is due at a disabled endpoint is taken off the queue and not put back."""
from __future__ import annotations

from greenroom.webhooks.model import Busy, Claim
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore


class Store(SimStore):
    async def claim(self, limit: int, busy: Busy) -> list[Claim]:
        sql = "UPDATE webhook_delivery SET state = 'cancelled', done_at = ? WHERE state = 'pending' AND due_at <= ? AND endpoint_id IN (SELECT id FROM webhook_endpoint WHERE state = 'disabled')"
        await self._call(lambda db: db.run(sql, db.now(), db.now()))
        return await super().claim(limit, busy)


MUTANT = Variant("a disabled endpoint swallows due retries", "outpost#611, #152", store=Store)

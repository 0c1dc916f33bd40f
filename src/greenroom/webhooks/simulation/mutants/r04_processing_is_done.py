"""A crash leaves the mark 'processing'; whoever gets the event next takes it for handled."""
from __future__ import annotations

from greenroom.webhooks.model import Busy, Claim
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore


class Store(SimStore):
    async def claim(self, limit: int, busy: Busy) -> list[Claim]:
        claims = await super().claim(limit, busy)
        fresh = []
        for c in claims:
            marked = await self._call(lambda db, c=c: db.run("UPDATE webhook_delivery SET reason = 'processing' WHERE id = ? AND reason <> 'processing'", c.delivery))  # type: ignore[misc]
            if marked:
                fresh.append(c)
            else:
                await self._call(lambda db, c=c: db.run("UPDATE webhook_delivery SET state = 'delivered', done_at = ? WHERE id = ?", db.now(), c.delivery))  # type: ignore[misc]
        return fresh


MUTANT = Variant("a crash leaves 'processing'; redelivery treats it as done", "convoy's retry handler", store=Store)

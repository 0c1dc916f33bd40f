"""A rescuer reads what looks stuck, and later writes 'retry' over whatever has become of it."""
from __future__ import annotations

from greenroom.webhooks.model import Tended
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore

LONG = 5.0
"""Seconds in work after which the rescuer thinks that a job is stuck."""


class Store(SimStore):
    async def tend(self) -> Tended:
        stuck = await self._call(lambda db: db.rows("SELECT id FROM webhook_delivery WHERE state = 'pending' AND lease_until < ?", db.now() + self.lease - LONG))
        await self.host.gate(self.host.rng.uniform(0.01, 1.0))
        for (delivery,) in stuck:
            sql = "UPDATE webhook_delivery SET state = 'pending', due_at = ?, lease_until = NULL WHERE id = ?"
            await self._call(lambda db, d=delivery, sql=sql: db.run(sql, db.now(), d))  # type: ignore[misc]
        return await super().tend()


MUTANT = Variant("a rescuer acts on an old snapshot and overwrites success with retry", "riverqueue/river#1302", store=Store)

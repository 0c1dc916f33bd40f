"""The retry is scheduled in one transaction and its attempt logged in a later one."""
from __future__ import annotations

from greenroom.webhooks.model import Finish
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import claiming
from greenroom.webhooks.stores.database import Database


class Store(SimStore):
    async def finish(self, done: Finish) -> bool:
        def move(db: Database) -> tuple[bool, list[tuple[object, ...]]]:
            moved = claiming.finish(db, done, self.breaker)
            columns = "delivery_id, event_id, endpoint_id, type, started_at, latency, status, error, excerpt, outcome"
            line = db.rows(f"SELECT {columns} FROM webhook_attempt WHERE delivery_id = ? ORDER BY id DESC LIMIT 1", done.delivery)
            if done.kind == "retry":
                db.run("DELETE FROM webhook_attempt WHERE id = (SELECT MAX(id) FROM webhook_attempt WHERE delivery_id = ?)", done.delivery)
                return moved, list(line)
            return moved, []

        moved, lines = await self._call(move)
        for line in lines:
            await self.host.gate(self.host.rng.uniform(0.01, 2.0))
            sql = "INSERT INTO webhook_attempt (delivery_id, event_id, endpoint_id, type, started_at, latency, status, error, excerpt, outcome) VALUES (?,?,?,?,?,?,?,?,?,?)"
            await self._call(lambda db, line=line, sql=sql: db.run(sql, *line))  # type: ignore[misc]
        return moved


MUTANT = Variant("the retry fires before its attempt is in the log", "outpost#663", store=Store)

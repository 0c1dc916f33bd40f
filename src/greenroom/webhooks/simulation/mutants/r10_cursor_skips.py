"""Events are fetched behind a cursor; a lower number that is committed later is never looked at."""
from __future__ import annotations

from greenroom.webhooks.model import Accepted, Busy, Claim, NewEvent
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore
from greenroom.webhooks.stores import accepting
from greenroom.webhooks.stores.database import Database

NEVER = 1e12


class Store(SimStore):
    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        number = self.shared.extra["number"] = self.shared.extra.get("number", 0) + 10
        # The number is drawn when the transaction begins; the commit comes when it comes.
        await self.host.gate(self.host.rng.uniform(0.0, 1.5))

        def work(db: Database) -> Accepted:
            got = accepting.accept(db, event)
            if got.new:
                for n, (delivery,) in enumerate(db.rows("SELECT id FROM webhook_delivery WHERE event_id = ? ORDER BY id", event.id)):
                    db.run("UPDATE webhook_delivery SET id = ?, due_at = ? WHERE id = ?", 1_000_000 + number + n, NEVER, delivery)
            return got

        return await self._call(work)

    async def claim(self, limit: int, busy: Busy) -> list[Claim]:
        def fetch(db: Database) -> None:
            cursor = self.shared.extra.get("cursor", 0)
            db.run("UPDATE webhook_delivery SET due_at = ? WHERE id > ? AND due_at = ?", db.now(), cursor, NEVER)
            ((last,),) = db.rows("SELECT MAX(id) FROM webhook_delivery")
            self.shared.extra["cursor"] = max(cursor, last or 0)

        await self._call(fetch)
        return await super().claim(limit, busy)

    async def next_due(self) -> float | None:
        return 5.0


MUTANT = Variant("an outbox cursor skips a lower id that commits later", "kamu-cli#1398", store=Store)

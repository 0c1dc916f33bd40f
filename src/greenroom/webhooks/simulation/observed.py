"""What a caller was told: acceptances and recorded successes are written into the history when the answer reaches whoever asked."""
from __future__ import annotations

import asyncio
from collections.abc import Sequence

from greenroom.webhooks.model import Accepted, Busy, Claim, Finish, Incident, NewEvent, Tended
from greenroom.webhooks.simulation.history import History
from greenroom.webhooks.simulation.simstore import SimStore


class Observed:
    """The store as the sender and the producers see it, with a witness."""

    def __init__(self, store: SimStore, history: History) -> None:
        self.store, self.history = store, history

    def _at(self) -> float:
        self.history.now = asyncio.get_running_loop().time()
        return self.history.now

    async def accept(self, event: NewEvent, only: str | None = None) -> Accepted:
        self.history.first_asked.setdefault(event.id, self._at())
        got = await self.store.accept(event)
        self.history.acknowledged.setdefault(event.id, self._at())
        self.history.note("acknowledged", event.id, got.new)
        return got

    async def claim(self, limit: int, busy: Busy) -> Sequence[Claim]:
        return await self.store.claim(limit, busy)

    async def finish(self, done: Finish) -> bool:
        moved = await self.store.finish(done)
        at = self._at()
        self.history.note("finished", done.delivery, done.kind, moved)
        if done.kind == "delivered":
            self.history.recorded.setdefault((done.attempt.event, done.attempt.endpoint), at)
        return moved

    async def next_due(self) -> float | None:
        return await self.store.next_due()

    async def tend(self) -> Tended:
        return await self.store.tend()

    async def alerts_due(self) -> Sequence[Incident]:
        return await self.store.alerts_due()

    async def alerted(self, incident: int) -> None:
        await self.store.alerted(incident)

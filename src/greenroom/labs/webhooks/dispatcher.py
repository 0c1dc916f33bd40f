"""The faulty service's first attempts, a process of its own: sends what is new, and puts what failed into the retry queue. The fault is not here."""
from __future__ import annotations

import asyncio
import time

from greenroom.labs.webhooks import child, tables
from greenroom.labs.webhooks.place import Place
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.signing import headers
from greenroom.webhooks.stores.database import Database, Row
from greenroom.webhooks.transport import HttpTransport

NAME = "first"
IN_FLIGHT = 32
IDLE = 0.01
NEW = (
    "SELECT d.id, d.event_id, d.endpoint_id, d.type, e.body FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id "
    "WHERE d.state = 'pending' AND d.failures = 0 ORDER BY d.due_at LIMIT ?"
)
Result = tuple[Row, float, float, int | None]
"""The delivery, when its attempt began (seconds since the epoch), how long it took, and the status."""


class Dispatcher:
    """Attempts in flight, and those that have ended and are not yet written down."""

    def __init__(self, place: Place, db: Database, transport: HttpTransport, urls: dict[str, str]) -> None:
        self.place, self.db, self.transport, self.urls = place, db, transport, urls
        self.flying: dict[int, asyncio.Task[None]] = {}
        self.ended: list[Result] = []

    def round(self) -> bool:
        """Write down what has ended, begin what is new. Says whether there was anything."""
        ended, self.ended = self.ended, []
        if ended:
            with self.db.transaction():
                for result in ended:
                    self._write(*result)
        for row, *_ in ended:
            del self.flying[row[0]]
        free = IN_FLIGHT - len(self.flying)
        new = [r for r in self.db.rows(NEW, free + len(self.flying)) if r[0] not in self.flying][:free] if free else []
        for row in new:
            self.flying[row[0]] = asyncio.ensure_future(self._send(row))
        return bool(ended or new)

    async def _send(self, row: Row) -> None:
        began, wall = asyncio.get_running_loop().time(), time.time()
        body = bytes(row[4])
        reply = await self.transport.post(self.urls[row[2]], headers(row[1], wall, body, [self.place.secret]), body, began + self.place.dials.limit)
        self.ended.append((row, wall, asyncio.get_running_loop().time() - began, reply.status))

    def _write(self, row: Row, started: float, latency: float, status: int | None) -> None:
        good, refused = status is not None and 200 <= status < 300, status is not None and 400 <= status < 500
        tables.log(self.db, row[0], row[1:4], NAME, started, latency, status, "delivered" if good else "dead" if refused else "retry")
        if good or refused:
            self.db.run("UPDATE webhook_delivery SET state = ?, done_at = ?, failures = ? WHERE id = ?", "delivered" if good else "dead", self.db.now(), int(refused), row[0])
            return
        self.db.run("UPDATE webhook_delivery SET failures = 1 WHERE id = ?", row[0])
        self.db.run("INSERT INTO retry (delivery, tries, due_at) VALUES (?, 1, ?)", row[0], self.db.now() + self.place.dials.retry_after)


async def main(place: Place, stop: asyncio.Event) -> None:
    """Send until stopped."""
    db, store = place.connect(), place.store()
    urls = {e.id: e.url for e in await store.endpoints()}
    store.close()
    async with HttpTransport(Guard(LOOPBACK)) as transport:
        dispatcher = Dispatcher(place, db, transport, urls)
        child.ready()
        while not stop.is_set():
            await asyncio.sleep(0 if dispatcher.round() else IDLE)
        await asyncio.gather(*dispatcher.flying.values())
        dispatcher.round()
    db.close()


if __name__ == "__main__":
    child.run(main)

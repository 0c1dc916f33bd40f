"""The shop's endpoint, a process of its own: checks the signature, is slow or refuses now and then, and writes down what it took.

How long an attempt takes and whether it is refused follow from the seed, the event and how often it was begun; nothing here knows of drops. While the
shop works on an event it answers a second call for it with 409. When the caller gives up, the shop undoes what it began."""
from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections import Counter

from aiohttp import web

from greenroom.labs.webhooks import child
from greenroom.labs.webhooks.dials import Dials
from greenroom.labs.webhooks.place import OLD, SHOP, Place
from greenroom.webhooks.signing import NotVerified, verify

FAST = 0.002
"""Mean seconds that the shop takes outside its slow tail."""
MOST = 60.0
FLUSH = 0.1


def manner(dials: Dials, event: str, time_begun: int) -> tuple[float, bool]:
    """Seconds that this attempt takes, and whether it is then refused."""
    rng = random.Random(f"{dials.seed}/{event}/{time_begun}")
    slow, refused = rng.random() < dials.slow_share, rng.random() < dials.refused
    return min(MOST, rng.expovariate(1 / (dials.slow_tail * dials.limit if slow else FAST))), refused


class Shop:
    """What the shop knows: which events it works on, and which it has taken."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.busy: set[str] = set()
        self.begun: Counter[str] = Counter()
        self.took: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        self.fresh: list[tuple[str, float]] = []
        self.db = sqlite3.connect(place.received)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("CREATE TABLE IF NOT EXISTS received (event TEXT PRIMARY KEY, at REAL NOT NULL)")
        self.db.execute("CREATE TABLE IF NOT EXISTS counted (what TEXT PRIMARY KEY, number INTEGER NOT NULL)")

    async def old(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(status=404)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            event = verify(request.headers, body, [self.place.secret], time.time()).id
        except NotVerified:
            self.counts["unverified"] += 1
            return web.Response(status=400)
        self.counts["attempts"] += 1
        if event in self.busy:
            self.counts["busy"] += 1
            return web.Response(status=409)
        self.busy.add(event)
        try:
            return web.Response(status=await self._work(event))
        finally:
            self.busy.discard(event)

    async def _work(self, event: str) -> int:
        seconds, refused = manner(self.place.dials, event, self.begun[event])
        self.begun[event] += 1
        self.counts["begun"] += 1
        if seconds > self.place.dials.limit:
            self.counts["slow"] += 1
        await asyncio.sleep(seconds)  # cancelled here when the caller gives up: nothing was written
        if refused:
            self.counts["refused"] += 1
            return 503
        if event in self.took:
            self.counts["again"] += 1
        else:
            self.fresh.append((event, time.time()))
        self.took[event] = self.took.get(event, 0) + 1
        return 200

    def flush(self) -> None:
        fresh, self.fresh = self.fresh, []
        with self.db:
            self.db.executemany("INSERT INTO received (event, at) VALUES (?, ?)", fresh)
            self.db.executemany("INSERT INTO counted (what, number) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET number = excluded.number", list(self.counts.items()))


async def main(place: Place, stop: asyncio.Event) -> None:
    """Serve until stopped."""
    shop = Shop(place)
    app = web.Application()
    app.router.add_post(f"/{SHOP}", shop.take)
    app.router.add_post(f"/{OLD}", shop.old)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    child.ready(runner.addresses[0][1])
    while not stop.is_set():
        await child.rest(FLUSH, stop)
        shop.flush()
    await runner.cleanup()
    shop.flush()
    shop.db.close()


if __name__ == "__main__":
    child.run(main)

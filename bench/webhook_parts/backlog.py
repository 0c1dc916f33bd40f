"""A long backlog drains at a flat rate and memory, and an endpoint that times out does not slow the others."""
from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from bench.machine import resident
from bench.webhook_parts.rate import AT_ONCE, BODY, SECRET, accept, away, drained, left, sealer
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.model import Endpoint, NewEvent
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.signing import Secret
from greenroom.webhooks.stores.threaded import open_store
from greenroom.webhooks.transport import HttpTransport

PARTS = 10


async def drain(where: str, events: int) -> dict[str, Any]:
    """Rate (a second) and memory (MB) at each tenth."""
    process, url = away()
    store = open_store(where, sealer())
    try:
        await store.put_endpoint(Endpoint("fast", url, (Secret(SECRET),), concurrency=AT_ONCE))
        await accept(store, events, "b")
        points: list[list[float]] = []
        async with HttpTransport(Guard(LOOPBACK)) as transport:
            sender = Sender(store, transport, Settings(concurrency=AT_ONCE, tend=10), time.time, random.Random(1))
            running = asyncio.ensure_future(sender.run())
            at, done = time.perf_counter(), 0
            for n in range(1, PARTS + 1):
                while sender.tally.delivered < events * n // PARTS:
                    await asyncio.sleep(0.05)
                now, count = time.perf_counter(), sender.tally.delivered
                points.append([(count - done) / (now - at), resident()])
                at, done = now, count
            await drained(store)
            sender.stop()
            await running
        return {"events": events, "points": points}
    finally:
        store.close()
        process.kill()
        process.wait()


async def beside_slow(where: str, seconds: float = 20.0) -> dict[str, Any]:
    """Deliveries a second to a fast endpoint alone, then beside one that never answers within the limit of 30 s and has a backlog too."""
    slow, slow_url = away(60.0)
    fast, fast_url = away()
    store = open_store(where, sealer(), lease=60)
    try:
        await store.put_endpoint(Endpoint("fast", fast_url, (Secret(SECRET),), ("fast",), concurrency=32))
        await store.put_endpoint(Endpoint("slow", slow_url, (Secret(SECRET),), ("slow",)))
        rates = []
        async with HttpTransport(Guard(LOOPBACK)) as transport:
            sender = Sender(store, transport, Settings(limit=30, concurrency=AT_ONCE, tend=10), time.time, random.Random(1))
            running = asyncio.ensure_future(sender.run())
            for with_slow in (False, True):
                if with_slow:
                    for n in range(200):
                        await store.accept(NewEvent(f"s{n}", "slow", BODY))
                    await asyncio.sleep(1)
                before, begun, n = sender.tally.delivered, time.perf_counter(), 0
                while time.perf_counter() - begun < seconds / 2:
                    await accept(store, 256, f"f{with_slow}{n}-", "fast")
                    n += 1
                    while await left(store) > 512:
                        await asyncio.sleep(0.005)
                rates.append((sender.tally.delivered - before) / (time.perf_counter() - begun))
            sender.stop()
            slow.kill()
            await running
        return {"alone": rates[0], "beside": rates[1]}
    finally:
        store.close()
        for process in (fast, slow):
            process.kill()
            process.wait()

"""How many deliveries a second, and how long from accepted to delivered, to a receiver that is never the limit."""
from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.model import Endpoint, NewEvent
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.signing import Secret, new_secret
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from greenroom.webhooks.transport import HttpTransport

SECRET = new_secret(b"s" * 32)
BODY = b'{"type":"bench.event","timestamp":"2026-01-01T00:00:00.000Z","data":{"id":"00000000-0000-4000-8000-000000000001","amount":1999}}'
AT_ONCE = 128
LEASE = 12.0
"""Seconds; of the senders that run as programs."""
LOAD = 500
"""Events a second while latency is measured."""


@dataclass(frozen=True)
class Rate:
    """Events accepted and delivered a second, and milliseconds from accepted to delivered at LOAD events a second."""

    events: int
    accepted: float
    delivered: float
    p50: float
    p99: float


def sealer() -> Sealer:
    return Sealer({"k": b"k" * 32}, "k")


def away(delay: float = 0.0) -> tuple[subprocess.Popen[str], str]:
    """A receiver in a process of its own, and its address."""
    code = (
        "import asyncio\nfrom bench.webhook_parts.receiver import Receiver, receiving\n"
        f"async def main():\n async with receiving(Receiver({delay})) as (url,):\n  print(url, flush=True)\n  await asyncio.sleep(1e6)\nasyncio.run(main())"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


async def accept(store: ThreadedStore, count: int, prefix: str, type_: str = "bench.event", at_once: int = 256) -> float:
    """Accept so many; seconds that it took."""
    begun = time.perf_counter()
    for start in range(0, count, at_once):
        await asyncio.gather(*(store.accept(NewEvent(f"{prefix}{n}", type_, BODY)) for n in range(start, min(start + at_once, count))))
    return time.perf_counter() - begun


async def left(store: ThreadedStore) -> int:
    """Deliveries that are pending."""
    return int((await store._call(lambda db: db.rows("SELECT COUNT(*) FROM webhook_delivery WHERE state = 'pending'")))[0][0])


async def drained(store: ThreadedStore, pause: float = 0.05) -> None:
    while await store._call(lambda db: db.rows("SELECT 1 FROM webhook_delivery WHERE state = 'pending' LIMIT 1")):
        await asyncio.sleep(pause)


async def together(where: str, events: int, senders: int = 2) -> dict[str, Any]:
    """Deliveries a second of several senders, each a process, that drain one store: from the first that arrives to the last."""
    process, url = away()
    store = open_store(where, sealer(), lease=LEASE)
    programs: list[subprocess.Popen[bytes]] = []
    try:
        await store.put_endpoint(Endpoint("fast", url, (Secret(SECRET),), concurrency=senders * AT_ONCE))
        await accept(store, events, "both")
        programs += [subprocess.Popen([sys.executable, "-m", "bench.webhook_parts.worker", "send", where]) for _ in range(senders)]
        while (first := await left(store)) == events:
            await asyncio.sleep(0.01)
        begun = time.perf_counter()
        await drained(store)
        return {"events": events, "senders": senders, "delivered": first / (time.perf_counter() - begun)}
    finally:
        for program in programs:
            program.kill()
            program.wait()
        store.close()
        process.kill()
        process.wait()


async def measure(where: str, events: int, seconds: float, threads: int = 4) -> dict[str, Any]:
    """A drain of `events` that were accepted before, then a steady load of so many seconds."""
    process, url = away()
    store = open_store(where, sealer(), threads=threads)
    try:
        await store.put_endpoint(Endpoint("fast", url, (Secret(SECRET),), concurrency=AT_ONCE))
        taken = await accept(store, events, "drain")
        async with HttpTransport(Guard(LOOPBACK)) as transport:
            sender = Sender(store, transport, Settings(concurrency=AT_ONCE, tend=10), time.time, random.Random(1))
            begun = time.perf_counter()
            running = asyncio.ensure_future(sender.run())
            await drained(store)
            drain = time.perf_counter() - begun
            end = time.perf_counter() + seconds
            n, due = 0, time.perf_counter()
            while time.perf_counter() < end:
                # open loop: a slow answer does not slow the next event down
                due += 10 / LOAD
                await asyncio.gather(*(store.accept(NewEvent(f"load{n + k}", "bench.event", BODY)) for k in range(10)))
                sender.wake()
                n += 10
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await drained(store)
            sender.stop()
            await running
        sql = "SELECT done_at - accepted_at FROM webhook_delivery WHERE event_id LIKE 'load%' ORDER BY 1"
        took = [r[0] * 1000 for r in await store._call(lambda db: db.rows(sql))]
        cuts = statistics.quantiles(took, n=100)
        return asdict(Rate(events, events / taken, events / drain, cuts[49], cuts[98]))
    finally:
        store.close()
        process.kill()
        process.wait()

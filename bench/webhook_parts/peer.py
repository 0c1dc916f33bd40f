"""procrastinate (PostgreSQL) doing the same: a job for each event that makes one signed POST, by one worker with as many at once."""
from __future__ import annotations

import asyncio
import statistics
import time
from typing import Any

import aiohttp
import psycopg

from bench.webhook_parts.rate import AT_ONCE, BODY, SECRET, away
from greenroom.webhooks.signing import headers

LOAD = 100
"""Events a second while latency is measured: a fifth of ours, since it drains a fraction of ours."""


async def measure(url: str, events: int, seconds: float) -> dict[str, Any]:
    """The figures of `rate.measure`, by procrastinate."""
    import procrastinate

    receiver, to = away()
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, min_size=4, max_size=20))
    took: list[float] = []
    done = 0
    async with app.open_async(), aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as client:
        await app.schema_manager.apply_schema_async()

        @app.task(name="deliver")
        async def deliver(name: str, at: float) -> None:
            nonlocal done
            signed = headers(name, time.time(), BODY, [SECRET])
            async with client.post(to, data=BODY, headers={"content-type": "application/json"} | signed) as answer:
                await answer.read()
            took.append((time.time() - at) * 1000)
            done += 1

        begun = time.perf_counter()
        for start in range(0, events, 256):
            await deliver.batch_defer_async(*({"name": f"d{n}", "at": time.time()} for n in range(start, min(start + 256, events))))
        accepted = events / (time.perf_counter() - begun)
        begun = time.perf_counter()
        worker = asyncio.ensure_future(app.run_worker_async(concurrency=AT_ONCE, install_signal_handlers=False, wait=True))
        while await _todo(url):
            await asyncio.sleep(0.1)
        rate = events / (time.perf_counter() - begun)
        took.clear()
        due, n = time.perf_counter(), 0
        while n < seconds * LOAD:
            due += 10 / LOAD
            await asyncio.gather(*(deliver.defer_async(name=f"l{n + k}", at=time.time()) for k in range(10)))
            n += 10
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        while await _todo(url):
            await asyncio.sleep(0.1)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
    receiver.kill()
    receiver.wait()
    cuts = statistics.quantiles(took, n=100)
    return {"events": events, "accepted": accepted, "delivered": rate, "p50": cuts[49], "p99": cuts[98]}


async def _todo(url: str) -> int:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")).fetchone()
    return int(row[0]) if row else 0

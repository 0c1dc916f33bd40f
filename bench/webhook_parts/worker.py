"""A program to be killed: `send STORE` delivers until it is stopped; `accept STORE LOG EVENTS` accepts, and writes down each id that it was told is safe."""
from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from pathlib import Path

from bench.webhook_parts.rate import BODY, LEASE, sealer
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.model import NewEvent
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.store import StoreUnavailable
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from greenroom.webhooks.transport import HttpTransport

SETTINGS = Settings(limit=4.0, margin=2.0, concurrency=128, poll=0.2, tend=1.0, schedule=Schedule(first=0.2, factor=2, most=5, attempts=1000))
AT_ONCE = 256


def opened(where: str) -> ThreadedStore:
    """The store, as soon as its database answers."""
    while True:
        try:
            return open_store(where, sealer(), lease=LEASE)
        except Exception:
            time.sleep(0.1)


async def send(where: str) -> None:
    async with HttpTransport(Guard(LOOPBACK)) as transport:
        await Sender(opened(where), transport, SETTINGS, time.time, random.Random(), None).run()


async def accept(where: str, log: Path, events: int) -> None:
    """Go on with what is not in the log; an id that was accepted without our having heard of it is accepted again, once."""
    store = opened(where)
    safe = set(log.read_text().split()) if log.exists() else set()
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(out, b"\n")

    async def one(name: str) -> None:
        while True:
            try:
                await store.accept(NewEvent(name, "bench.event", BODY))
                os.write(out, f"{name}\n".encode())
                return
            except StoreUnavailable:
                await asyncio.sleep(0.1)

    todo = [name for n in range(events) if (name := f"e{n}") not in safe]
    for start in range(0, len(todo), AT_ONCE):
        await asyncio.gather(*(one(name) for name in todo[start : start + AT_ONCE]))
    store.close()


if __name__ == "__main__":
    if sys.argv[1] == "send":
        asyncio.run(send(sys.argv[2]))
    else:
        asyncio.run(accept(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))

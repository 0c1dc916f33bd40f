"""A sender in a process of its own, to be killed: `python -m tests.webhooks.sender_process STORE`."""
from __future__ import annotations

import asyncio
import random
import sys
import time

from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.stores.threaded import open_store
from greenroom.webhooks.transport import HttpTransport
from tests.webhooks.conftest import sealer

LEASE = 8.0
"""Seconds. On a machine that is busy with other things a claim alone can take one; with a lease that tight nothing is ever begun."""
SETTINGS = Settings(limit=2.0, margin=0.5, concurrency=16, poll=0.1, least_poll=0.02, tend=0.5, schedule=Schedule(first=0.05, factor=1.5, most=0.5, attempts=12))


async def main(where: str) -> None:
    store = open_store(where, sealer(), lease=LEASE)
    async with HttpTransport(Guard(LOOPBACK)) as transport:
        await Sender(store, transport, SETTINGS, time.time, random.Random(), None).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

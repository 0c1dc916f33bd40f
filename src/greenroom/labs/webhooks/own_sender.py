"""Greenroom's own sender as a process of the lab, with its schedule on the lab's scale of time. Nothing of it is changed for the lab."""
from __future__ import annotations

import asyncio
import random
import time

from greenroom.labs.webhooks import child
from greenroom.labs.webhooks.place import Place
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.transport import HttpTransport

IN_FLIGHT = 16


def settings(place: Place) -> Settings:
    """The product's own settings, on the lab's scale of time."""
    d = place.dials
    return Settings(
        limit=d.limit, margin=d.limit, concurrency=IN_FLIGHT, poll=0.1, least_poll=0.01, tend=2.0,
        schedule=Schedule(first=d.retry_after, factor=1.5, most=6 * d.limit, attempts=12),
    )


async def main(place: Place, stop: asyncio.Event) -> None:
    """Deliver until stopped."""
    store = place.store()
    async with HttpTransport(Guard(LOOPBACK)) as transport:
        sender = Sender(store, transport, settings(place), time.time, random.Random())
        child.ready()
        running = asyncio.ensure_future(sender.run())
        await stop.wait()
        sender.stop()
        await running
    store.close()


if __name__ == "__main__":
    child.run(main)

"""What every process of a run has in common: it ends when it is told to, and when the run that started it is no more."""
from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable

from greenroom.labs.webhooks.place import Place

LOOK = 0.25
"""Seconds between looks at whether the run is still there."""


def run(main: Callable[[Place, asyncio.Event], Awaitable[None]]) -> None:
    """Run `main(place, stop)` for the folder that the command line names."""
    place, parent = Place.read(sys.argv[1]), os.getppid()

    async def whole() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.add_signal_handler(signal.SIGINT, lambda: None)  # Ctrl-C goes to all; the run ends us in order
        watching = asyncio.ensure_future(_orphaned(parent, stop))
        await main(place, stop)
        watching.cancel()

    asyncio.run(whole())


async def _orphaned(parent: int, stop: asyncio.Event) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(LOOK)
    stop.set()


async def rest(seconds: float, stop: asyncio.Event) -> None:
    """Wait, but not beyond `stop`."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def ready(what: object = "") -> None:
    """Tell the run that this process can be used."""
    print(f"ready {what}", flush=True)

"""Delivery in the background of `greenroom serve`: it begins when an endpoint is set up and asks the database now and then until there is one."""
from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from concurrent.futures import Future
from threading import Thread

from greenroom.errors import GreenroomError
from greenroom.services.door import stores
from greenroom.services.keep import there
from greenroom.services.webhook_store import DATABASE, store

LOOK = 3.0
"""Seconds between looks for an endpoint while there is none."""
_log = logging.getLogger("greenroom.webhooks")


class Background:
    """A thread with a loop of its own, so that a rating does not hold up a delivery. Nothing is sent, and no table made, while no endpoint is set up."""

    def __init__(self, look: float = LOOK) -> None:
        self._look = look
        self._told: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._work()), name="webhook-delivery", daemon=True)

    def start(self) -> None:
        """Begin. With GREENROOM_WEBHOOKS set nothing is delivered here: that place has its own `greenroom webhooks serve`."""
        if not os.environ.get(DATABASE):
            self._thread.start()

    def stop(self) -> None:
        """End what is in flight and come back; a request that hangs holds it up for its limit at most."""
        if self._thread.ident is None:
            return
        loop, stopping = self._told.result()
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(stopping.set)
        self._thread.join()

    async def _work(self) -> None:
        stopping, said, delivers = asyncio.Event(), "", False
        self._told.set_result((asyncio.get_running_loop(), stopping))
        while not stopping.is_set():
            try:
                if await asyncio.to_thread(lambda: there() and stores().webhooks_set_up()):
                    delivers = True
                    await self._deliver(stopping)
                said = ""
            except GreenroomError as problem:
                if problem.code != said:
                    _log.warning("%s %s%s", problem.message, problem.remedy, " Webhooks are not delivered now." if delivers else "")
                said = problem.code
            await _pause(stopping, self._look)

    async def _deliver(self, stopping: asyncio.Event) -> None:
        # here, so that a start without endpoints does not pay for the client
        from greenroom.services.serve_webhooks import Serving, delivering
        from greenroom.services.webhook_alerts import from_environment

        how = Serving(from_environment(), concurrency=16)
        opened = await asyncio.to_thread(store)
        try:
            async with delivering(opened, how) as (_, running):
                while not (stopping.is_set() or running.done()):
                    await _pause(stopping, self._look)
        finally:
            opened.close()


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()

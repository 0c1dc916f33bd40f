"""Run the sender until it is told to stop: deliver, tend, purge, tell of incidents, and show metrics and status to the teams concerned."""
from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from greenroom.services.webhook_alerts import Alerts, alerter
from greenroom.services.webhook_store import guard, store
from greenroom.webhooks.sender import Observe, Sender, Settings, Tally
from greenroom.webhooks.stores.threaded import ThreadedStore
from greenroom.webhooks.transport import HttpTransport

KEEP_DAYS = 30.0
"""Days for which delivered and dead events are kept with their log, unless another time is asked for."""
TIDY = 3600.0
"""Seconds between purges."""


@dataclass(frozen=True)
class Serving:
    """How to serve. `listen` is a host and port for metrics and status; `keep` is in seconds."""

    alerts: Alerts = field(default_factory=Alerts)
    loopback: bool = False
    concurrency: int = 128
    once: bool = False
    listen: tuple[str, int] | None = None
    keep: float = KEEP_DAYS * 86400


def serve(how: Serving) -> Tally:
    """Deliver until SIGINT or SIGTERM (with `once`, until nothing is due), ending what is in flight. Gives what was done. Raises CannotListen."""
    opened = store()
    try:
        return asyncio.run(_until_told(opened, how))
    finally:
        opened.close()


async def _until_told(opened: ThreadedStore, how: Serving) -> Tally:
    observe: Observe | None = None
    async with contextlib.AsyncExitStack() as held:
        if how.listen is not None:
            from greenroom.services.webhook_board import board
            from greenroom.services.webhook_metrics import Attempts

            attempts = Attempts()
            observe = attempts.add
            await held.enter_async_context(board(opened, how.listen, attempts))
        async with delivering(opened, how, observe) as (sender, running):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, sender.stop)
            while how.once and not running.done():
                await asyncio.sleep(0.1)
                due = await opened.next_due()
                if due is None or due > 1:
                    sender.stop()
                    break
            await running
            return sender.tally


@asynccontextmanager
async def delivering(opened: ThreadedStore, how: Serving, observe: Observe | None = None) -> AsyncIterator[tuple[Sender, asyncio.Future[None]]]:
    """A sender at work; when it is left, what is in flight has ended."""
    async with HttpTransport(guard(how.loopback)) as transport:
        sender = Sender(opened, transport, Settings(concurrency=how.concurrency), time.time, random.Random(), alerter(how.alerts, transport), observe)
        running, tidying = asyncio.ensure_future(sender.run()), asyncio.ensure_future(tidy(opened, how.keep))
        try:
            yield sender, running
        finally:
            tidying.cancel()
            sender.stop()
            await running


async def tidy(opened: ThreadedStore, keep: float, pause: float = TIDY) -> None:
    """Purge what is older than `keep` seconds, at once and then each `pause` seconds, in parts so that nobody waits for it."""
    while True:
        with contextlib.suppress(Exception):  # a purge that fails is tried again; delivery must not end with it
            while await opened.purge(keep):
                await asyncio.sleep(0.05)
        await asyncio.sleep(pause)

"""Run the sender until it is told to stop: deliver, tend, tell of incidents by a command of the operator's or on standard error."""
from __future__ import annotations

import asyncio
import json
import random
import shlex
import signal
import sys
import time
from dataclasses import asdict

from greenroom.services.webhook_store import guard, store
from greenroom.webhooks.model import Incident
from greenroom.webhooks.sender import Alert, Sender, Settings, Tally
from greenroom.webhooks.transport import HttpTransport

ALERT_LIMIT = 30.0
"""Seconds that the operator's command may take."""


def serve(alert_command: str | None, loopback: bool, concurrency: int, once: bool = False) -> Tally:
    """Deliver until SIGINT or SIGTERM (with `once`, until nothing is due), ending what is in flight. Gives what was done."""
    opened = store()

    async def run() -> Tally:
        async with HttpTransport(guard(loopback)) as transport:
            sender = Sender(opened, transport, Settings(concurrency=concurrency), time.time, random.Random(), alerter(alert_command))
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, sender.stop)
            running = asyncio.ensure_future(sender.run())
            while once and not running.done():
                await asyncio.sleep(0.1)
                due = await opened.next_due()
                if due is None or due > 1:
                    sender.stop()
                    break
            await running
            return sender.tally

    try:
        return asyncio.run(run())
    finally:
        opened.close()


def alerter(command: str | None) -> Alert:
    """Tells of an incident: the command gets it as JSON on its standard input, and has told when it ends with status 0."""
    async def by_line(incident: Incident) -> bool:
        where = f" at {incident.endpoint}" if incident.endpoint else ""
        print(f"ALERT {incident.kind}{where}: {incident.detail}", file=sys.stderr, flush=True)
        return True

    async def by_command(incident: Incident) -> bool:
        assert command is not None
        process = await asyncio.create_subprocess_exec(*shlex.split(command), stdin=asyncio.subprocess.PIPE)
        try:
            async with asyncio.timeout(ALERT_LIMIT):
                await process.communicate(json.dumps(asdict(incident)).encode())
        except TimeoutError:
            process.kill()
            await process.wait()
            return False
        return process.returncode == 0

    return by_command if command else by_line

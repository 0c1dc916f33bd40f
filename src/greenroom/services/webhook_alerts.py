"""Who is told of an incident: the operator's command, a signed webhook of the operator's, both, or standard error where there is neither."""
from __future__ import annotations

import asyncio
import json
import os
import shlex
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from greenroom.errors import GreenroomError
from greenroom.webhooks.envelope import envelope
from greenroom.webhooks.model import Incident
from greenroom.webhooks.sender import Alert
from greenroom.webhooks.signing import headers, key_of
from greenroom.webhooks.transport import Transport

COMMAND, URL, SECRET = "GREENROOM_WEBHOOK_ALERT_COMMAND", "GREENROOM_WEBHOOK_ALERT_URL", "GREENROOM_WEBHOOK_ALERT_SECRET"
"""Environment variables: a command, an address, and the `whsec_` secret that what goes to the address is signed with."""
TYPE = "webhooks.incident"
LIMIT = 30.0
"""Seconds that the operator's command, or the operator's address, may take."""


class CannotAlert(GreenroomError):
    """An alert set up so that nobody could be told."""

    code = "cannot-alert"


@dataclass(frozen=True)
class Alerts:
    """Whom to tell. An incident is told when each of them has taken it: the command by exit status 0, the address by a 2xx; it is tried again until then."""

    command: str | None = None
    url: str | None = None
    secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.url and not self.secret:
            raise CannotAlert("The address for alerts has no secret to sign with.", f"Give one in {SECRET}: whsec_ and base64 of 24 to 64 random bytes.")
        if self.url:
            key_of(self.secret)
        try:
            words = shlex.split(self.command) if self.command else ["-"]
        except ValueError:
            words = []
        if not words:
            raise CannotAlert("The command for alerts cannot be read.", "Close its quotation marks; it is split as a shell does, but no shell runs it.")


def from_environment(command: str | None = None, url: str | None = None) -> Alerts:
    """What is given, else what the environment names. Raises CannotAlert, BadSecret."""
    return Alerts(command or os.environ.get(COMMAND) or None, url or os.environ.get(URL) or None, os.environ.get(SECRET, ""))


def alerter(alerts: Alerts, transport: Transport) -> Alert:
    """What the sender calls with each incident that nobody was told of. A part that took it is not told again when another did not."""
    took: set[tuple[int, str]] = set()

    async def tell(incident: Incident) -> bool:
        ways = {}
        if alerts.command:
            ways["command"] = _by_command(shlex.split(alerts.command), incident)
        if alerts.url:
            ways["url"] = _by_webhook(transport, alerts.url, alerts.secret, incident)
        if not ways:
            print(f"ALERT {line(incident)}", file=sys.stderr, flush=True)
            return True
        for name, way in ways.items():
            if (incident.id, name) in took:
                way.close()
            elif await way:
                took.add((incident.id, name))
        done = all((incident.id, name) in took for name in ways)
        if done:
            took.difference_update({(incident.id, name) for name in ways})
        return done

    return tell


def line(incident: Incident) -> str:
    """An incident on one line."""
    return f"{incident.kind}{f' at {incident.endpoint}' if incident.endpoint else ''}: {incident.detail}"


async def _by_command(words: Sequence[str], incident: Incident) -> bool:
    """The command gets the incident as JSON on its standard input."""
    try:
        process = await asyncio.create_subprocess_exec(*words, stdin=asyncio.subprocess.PIPE)
    except OSError:
        print(f"ALERT {line(incident)} (the command for alerts could not be started)", file=sys.stderr, flush=True)
        return False
    try:
        async with asyncio.timeout(LIMIT):
            await process.communicate(json.dumps(asdict(incident)).encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        return False
    return process.returncode == 0


async def _by_webhook(transport: Transport, url: str, secret: str, incident: Incident) -> bool:
    """A webhook as any other: signed, with an id that stays the same when it is told again."""
    now = time.time()
    body = envelope(TYPE, incident.opened_at, asdict(incident))
    signed = headers(f"incident_{incident.id}_{int(incident.opened_at)}", now, body, [secret])
    reply = await transport.post(url, signed, body, asyncio.get_running_loop().time() + LIMIT)
    return reply.error is None and reply.status is not None and 200 <= reply.status < 300

"""What a person can do with webhooks: endpoints, send, look, replay. Each call opens the store, does one thing, and closes it."""
from __future__ import annotations

import asyncio
import base64
import binascii
import json
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from greenroom.errors import GreenroomError
from greenroom.services.keep import data_folder
from greenroom.webhooks.envelope import ID, checked_type, envelope, new_id
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Accepted, Attempt, Delivery, Endpoint, Filter, Incident, NewEvent, Order
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.reliability import Reliability, reliability
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.signing import Secret, new_secret, rotate
from greenroom.webhooks.store import NoSuchEndpoint
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store

T = TypeVar("T")
DATABASE = "GREENROOM_WEBHOOKS"
"""Environment variable: the PostgreSQL URL, or the path of the SQLite file; without it, webhooks.db in the data folder."""
KEY = "GREENROOM_WEBHOOK_KEY"
"""Environment variable: base64 of the 32 bytes that seal the secrets; without it, webhook.key in the data folder, made at first use."""
OVERLAP = 86400.0


class CannotUseKey(GreenroomError):
    """The key that seals the secrets cannot be read or made."""

    code = "cannot-use-key"


class BadData(GreenroomError):
    """Data for an event that are not JSON, or a name that cannot be one."""

    code = "bad-data"


def sealer() -> Sealer:
    """With the key of the environment, or of the data folder. Raises CannotUseKey, CannotUnseal."""
    given = os.environ.get(KEY)
    if given:
        try:
            return Sealer({"env": base64.b64decode(given, validate=True)}, "env")
        except binascii.Error:
            raise CannotUseKey(f"{KEY} is not base64.", "It needs 32 random bytes as base64.") from None
    path = data_folder() / "webhook.key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return Sealer({"file": path.read_bytes()}, "file")
        with os.fdopen(handle, "wb") as stream:
            key = os.urandom(32)
            stream.write(key)
            stream.flush()
            os.fsync(stream.fileno())
        return Sealer({"file": key}, "file")
    except OSError as problem:
        raise CannotUseKey(f"{path} cannot be used: {problem.strerror}.", f"Check its rights, or give a key in {KEY}.") from None


def store() -> ThreadedStore:
    """The store of the environment or the data folder; close it."""
    return open_store(os.environ.get(DATABASE) or Path(data_folder()) / "webhooks.db", sealer())


def _with(work: Callable[[ThreadedStore], Awaitable[T]]) -> T:
    opened = store()

    async def run() -> T:
        return await work(opened)

    try:
        return asyncio.run(run())
    finally:
        opened.close()


def add_endpoint(name: str, url: str, types: tuple[str, ...], order: Order, target: float, within: float, loopback: bool) -> str:
    """Add an endpoint and give its secret, which is shown this once. Raises Refused, BadEvent, BadData."""
    if not ID.fullmatch(name):
        raise BadData(f"{name[:40]!r} cannot be an endpoint's name.", "Use up to 96 letters, digits, '_' and '-'.")
    Guard(LOOPBACK if loopback else ()).url(url)
    for pattern in types:
        if pattern != "*":
            checked_type(pattern.removesuffix(".*"))
    secret = new_secret(os.urandom(32))
    _with(lambda s: s.put_endpoint(Endpoint(name, url, (Secret(secret),), types, order=order, objective=Objective(target, within))))
    return secret


def endpoints() -> list[Endpoint]:
    """All of them."""
    return _with(lambda s: s.endpoints())


def rotate_secret(name: str) -> str:
    """A new secret; the former one signs beside it for a day. Raises NoSuchEndpoint."""
    held = _named(name)
    secret = new_secret(os.urandom(32))
    _with(lambda s: s.put_endpoint(replace(held, secrets=rotate(held.secrets, secret, time.time(), OVERLAP))))
    return secret


def _named(name: str) -> Endpoint:
    found = [e for e in endpoints() if e.id == name]
    if not found:
        raise NoSuchEndpoint(f"There is no endpoint {name!r}.", "See `greenroom webhooks endpoints list`.")
    return found[0]


def enable(name: str, on: bool) -> None:
    """Raises NoSuchEndpoint."""
    _with(lambda s: s.enable(name, on, "" if on else "disabled by hand"))


def remove(name: str) -> int:
    """How many pending deliveries were cancelled. Raises NoSuchEndpoint."""
    return _with(lambda s: s.remove_endpoint(name))


def send(type_: str, data: str, amount: int | None, currency: str, event_id: str | None) -> Accepted:
    """Accept an event; a running `serve` delivers it. Raises BadData, BadEvent, EventConflict."""
    try:
        held: Any = json.loads(data)
    except ValueError:
        raise BadData("The data are not JSON.", "Give an object such as '{\"id\": 7}'.") from None
    now = time.time()
    event = NewEvent(event_id or new_id(now, os.urandom(10)), type_, envelope(type_, now, held), amount, currency)
    return _with(lambda s: s.accept(event))


def log(where: Filter) -> list[Attempt]:
    """The delivery log, newest first."""
    return _with(lambda s: s.attempts(where))


def dead(where: Filter) -> list[Delivery]:
    """Dead letters, newest first."""
    return _with(lambda s: s.deliveries(replace(where, state="dead")))


def replay(where: Filter) -> int:
    """Try dead letters again under their ids."""
    return _with(lambda s: s.replay(where))


def status() -> tuple[Balance, list[Incident], list[Reliability]]:
    """The ledger, what is open, and the promise to each endpoint and type."""
    async def look(s: ThreadedStore) -> tuple[Balance, list[Incident], list[Reliability]]:
        now = time.time()
        minutes = await s.minutes(now - 30 * 86400)
        out = [reliability(e.id, [m for m in minutes if m.endpoint == e.id], e.objective, now) for e in await s.endpoints()]
        out += [reliability(f"type {t}", [m for m in minutes if m.type == t], Objective(), now) for t in sorted({m.type for m in minutes})]
        return await s.balance(), await s.incidents(open_only=True), out

    return _with(look)

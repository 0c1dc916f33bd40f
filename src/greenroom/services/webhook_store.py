"""Where webhooks are kept, the key of their secrets, and which networks they may go to."""
from __future__ import annotations

import asyncio
import base64
import binascii
import ipaddress
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from greenroom.errors import GreenroomError
from greenroom.services.keep import data_folder, open_stores, place
from greenroom.storage.address import address_of
from greenroom.webhooks.guard import ALLOW, LOOPBACK, Guard, Network
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store

T = TypeVar("T")
DATABASE = "GREENROOM_WEBHOOKS"
"""Environment variable: a PostgreSQL URL or the path of a SQLite file, for events of other systems; without it, the person's own database.

Greenroom's own events are accepted in the person's database only: there alone are they committed together with what they tell of."""
KEY = "GREENROOM_WEBHOOK_KEY"
"""Environment variable: base64 of the 32 bytes that seal the secrets; without it, webhook.key in the data folder, made at first use."""
KEY_FILE = "webhook.key"


class CannotUseKey(GreenroomError):
    """The key that seals the secrets cannot be read or made."""

    code = "cannot-use-key"


class BadNetwork(GreenroomError):
    """A network in GREENROOM_WEBHOOK_ALLOW that is none."""

    code = "bad-network"


def sealer() -> Sealer:
    """With the key of the environment, or of the data folder. Raises CannotUseKey, CannotUnseal."""
    given = os.environ.get(KEY)
    if given:
        try:
            return Sealer({"env": base64.b64decode(given, validate=True)}, "env")
        except binascii.Error:
            raise CannotUseKey(f"{KEY} is not base64.", "It needs 32 random bytes as base64.") from None
    path = data_folder() / KEY_FILE
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


def where() -> str:
    """A path or a URL, as `open_store` takes it."""
    elsewhere = os.environ.get(DATABASE)
    if elsewhere:
        return elsewhere
    address = address_of(place())
    return str(address.path) if address.path else address.url.set(drivername="postgresql").render_as_string(hide_password=False)


def store() -> ThreadedStore:
    """The store; close it. Raises DatabaseProblem, CannotUseKey, NewerTables."""
    if not os.environ.get(DATABASE):
        open_stores().close()  # makes the person's database where there is none: it must be marked as ours before other tables lie in it
    return open_store(where(), sealer())


def with_store(work: Callable[[ThreadedStore], Awaitable[T]]) -> T:
    """Open the store, do one thing, close it. Not from within a running loop."""
    opened = store()

    async def run() -> T:
        return await work(opened)

    try:
        return asyncio.run(run())
    finally:
        opened.close()


def guard(loopback: bool = False) -> Guard:
    """What may be sent to, by the environment; with `loopback` this machine too. Raises BadNetwork."""
    found: list[Network] = list(LOOPBACK) if loopback else []
    for name in filter(None, (part.strip() for part in os.environ.get(ALLOW, "").split(","))):
        if name == "loopback":
            found += LOOPBACK
            continue
        try:
            found.append(ipaddress.ip_network(name))
        except ValueError:
            raise BadNetwork(f"{name[:60]!r} in {ALLOW} is no network.", "Write networks as 10.1.0.0/16, or loopback, separated by commas.") from None
    return Guard(tuple(found))

"""What a person can do with webhooks: endpoints, send, look, replay. Each call opens the store, does one thing, and closes it."""
from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from typing import Any

from greenroom.errors import GreenroomError
from greenroom.services.webhook_store import DATABASE, guard, with_store
from greenroom.storage.happenings import TYPES as TYPES
from greenroom.webhooks.envelope import ID, checked_type, envelope, new_id, wanted
from greenroom.webhooks.model import Accepted, Attempt, Delivery, Endpoint, NewEvent, Order
from greenroom.webhooks.model import Filter as Filter
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.signing import Secret, new_secret, rotate
from greenroom.webhooks.store import NoSuchEndpoint
from greenroom.webhooks.stores.desk import NAMES
from greenroom.webhooks.stores.threaded import ThreadedStore

TEST = "webhook.test"
"""Type of an event that tries an endpoint out."""
LONGEST_WITHIN = 7 * 86400.0
"""Seconds that may count as in time at most."""
OVERLAP = 86400.0
"""Seconds for which a former secret goes on signing."""


class BadData(GreenroomError):
    """Data for an event that are not JSON, or a name that cannot be one."""

    code = "bad-data"


def order_of(name: str) -> Order:
    """An order by its name; none for any other."""
    return "hold" if name == "hold" else "park" if name == "park" else "none"


def add_endpoint(name: str, url: str, types: tuple[str, ...], order: Order, target: float, within: float, loopback: bool, whole: bool = False) -> str:
    """Add an endpoint and give its secret, which is shown this once; a `whole` one gets what the person wrote too. Raises Refused, BadEvent, BadData."""
    if not ID.fullmatch(name):
        raise BadData(f"{name[:40]!r} cannot be an endpoint's name.", "Use up to 96 letters, digits, '_' and '-'.")
    guard(loopback).url(url)
    for pattern in types:
        if pattern != "*":
            checked_type(pattern.removesuffix(".*"))
    if not (0 < target < 1 and 0 < within <= LONGEST_WITHIN):
        remedy = "Give a share between 0 and 1, such as 0.999, and a time above 0 and up to a week in seconds."
        raise BadData(f"A promise of {target:g} within {within:g} s cannot be held.", remedy)
    secret = new_secret(os.urandom(32))
    made = Endpoint(name, url, (Secret(secret),), types, order=order, objective=Objective(target, within), whole=whole)

    async def add(s: ThreadedStore) -> None:
        if any(e.id == name for e in await s.endpoints()):
            raise BadData(f"There is an endpoint {name!r} already.", "Choose another name, or remove that one first; its secret can be changed without that.")
        await s.put_endpoint(made)

    with_store(add)
    return secret


def own_types(patterns: tuple[str, ...]) -> None:
    """Refuse types of which Greenroom never tells; where other systems send through it, any type may come. Raises BadData."""
    for pattern in () if os.environ.get(DATABASE) else patterns:
        if pattern != "*":
            checked_type(pattern.removesuffix(".*"))
        if not any(wanted(type_, (pattern,)) for type_ in (*TYPES, TEST)):
            raise BadData(f"No event is called {pattern[:40]!r}.", f"Choose from {', '.join(TYPES)}, or a group such as story.*; or leave it empty for all.")


def endpoints() -> list[Endpoint]:
    """All of them."""
    return with_store(lambda s: s.endpoints())


def rotate_secret(name: str) -> str:
    """A new secret; the former one signs beside it for a day. Raises NoSuchEndpoint."""
    held = named(name)
    secret = new_secret(os.urandom(32))
    with_store(lambda s: s.put_endpoint(replace(held, secrets=rotate(held.secrets, secret, time.time(), OVERLAP))))
    return secret


def named(name: str) -> Endpoint:
    """One of them. Raises NoSuchEndpoint."""
    found = [e for e in endpoints() if e.id == name]
    if not found:
        raise _nobody(name)
    return found[0]


def _nobody(name: str) -> NoSuchEndpoint:
    return NoSuchEndpoint(f"There is no endpoint {name[:40]!r}.", NAMES)


def enable(name: str, on: bool) -> None:
    """Raises NoSuchEndpoint."""
    with_store(lambda s: s.enable(name, on, "" if on else "disabled by hand"))


def remove(name: str) -> int:
    """How many pending deliveries were cancelled. Raises NoSuchEndpoint."""
    return with_store(lambda s: s.remove_endpoint(name))


def send(type_: str, data: str, amount: int | None, currency: str, event_id: str | None) -> Accepted:
    """Accept an event; a running `serve` delivers it. Raises BadData, BadEvent, EventConflict."""
    try:
        held: Any = json.loads(data)
    except ValueError:
        raise BadData("The data are not JSON.", "Give an object such as '{\"id\": 7}'.") from None
    now = time.time()
    event = NewEvent(event_id or new_id(now, os.urandom(10)), type_, envelope(type_, now, held), amount, currency)
    return with_store(lambda s: s.accept(event))


def test(name: str) -> str:
    """Send one endpoint an event that says nothing, whatever types it wants; its id. Raises NoSuchEndpoint."""
    now = time.time()
    event = NewEvent(new_id(now, os.urandom(10)), TEST, envelope(TEST, now, {"endpoint": name}))

    async def only(s: ThreadedStore) -> None:
        if name not in {e.id for e in await s.endpoints()}:
            raise _nobody(name)
        await s.accept(event, only=name)

    with_store(only)
    return event.id


def deliveries(where: Filter) -> list[Delivery]:
    """Events with where they went and how each stands, newest first."""
    return with_store(lambda s: s.deliveries(where))


def log(where: Filter) -> list[Attempt]:
    """The delivery log, newest first."""
    return with_store(lambda s: s.attempts(where))


def dead(where: Filter) -> list[Delivery]:
    """Dead letters, newest first."""
    return with_store(lambda s: s.deliveries(replace(where, state="dead")))


def replay(where: Filter) -> int:
    """Try dead letters again under their ids."""
    return with_store(lambda s: s.replay(where))

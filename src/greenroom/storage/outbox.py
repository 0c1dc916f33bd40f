"""Webhook events accepted in the transaction of the change that they tell of: both are committed or neither. Nothing is written while no endpoint asks."""
from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from greenroom.storage.happenings import Happening
from greenroom.webhooks.envelope import BadEvent, envelope, new_id, wanted
from greenroom.webhooks.model import NewEvent
from greenroom.webhooks.stores.accepting import accept
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.schema import HOLDING

LEFT_OUT = {"words_left_out": True}
"""Stands where what the person wrote would make the event too large to send."""


def listened(connection: Connection, type_: str) -> bool:
    """Whether an endpoint gets events of this type. One small read."""
    return bool(_listeners(_tables(connection), type_))


def tell(connection: Connection, type_: str, made: Callable[[], Happening]) -> None:
    """Accept an event in the transaction that is under way, for the endpoints that want it; `made` is asked only when there is one. Raises NewerTables."""
    db = _tables(connection)
    listeners = _listeners(db, type_)
    if db is None or not listeners:
        return
    db.renew()
    now, what = time.time(), made()
    body = envelope(what.type, now, what.data)
    whole = _whole(what, now) if any(listeners) and what.words else None
    accept(db, NewEvent(new_id(now, os.urandom(10)), what.type, body, whole=whole))


def listening(connection: Connection) -> bool:
    """Whether any endpoint is set up."""
    db = _tables(connection)
    return db is not None and bool(db.rows("SELECT 1 FROM webhook_endpoint WHERE state <> 'removed' LIMIT 1"))


@dataclass(frozen=True, slots=True)
class Listener:
    """An endpoint that is enabled: its name, the types that it asks for (none: all), and whether it gets what the person wrote."""

    id: str
    types: tuple[str, ...]
    whole: bool

    def wants(self, type_: str) -> bool:
        """Whether events of this type go to it."""
        return wanted(type_, self.types)


def enabled(connection: Connection) -> list[Listener]:
    """The endpoints to which something goes now, by name. One small read."""
    db = _tables(connection)
    if db is None:
        return []
    held = db.rows(f"SELECT id, {_asked(db)} FROM webhook_endpoint WHERE state = 'enabled' ORDER BY id")
    return [Listener(id, tuple(json.loads(types)), bool(whole)) for id, types, whole in held]


def exported(connection: Connection) -> dict[str, Any]:
    """What was set up and told to others: endpoints without their secrets, and events with where they went."""
    db = _tables(connection)
    if db is None:
        return {"endpoints": [], "events": []}
    endpoints = [{"id": i, "url": u, "types": json.loads(t), "state": s} for i, u, t, s in db.rows("SELECT id, url, types, state FROM webhook_endpoint ORDER BY id")]
    went: dict[str, dict[str, str]] = {}
    for event, endpoint, state in db.rows("SELECT event_id, endpoint_id, state FROM webhook_delivery ORDER BY id"):
        went.setdefault(event, {})[endpoint] = state
    held = db.rows("SELECT id, type, accepted_at, body FROM webhook_event ORDER BY accepted_at, id")
    events = [{"id": i, "type": t, "accepted": a, "body": json.loads(bytes(b)), "endpoints": went.get(i, {})} for i, t, a, b in held]
    return {"endpoints": endpoints, "events": events}


def delete_all(connection: Connection) -> None:
    """Endpoints, events, deliveries, the log: all of it, in the transaction that is under way."""
    db = _tables(connection)
    for table in HOLDING if db is not None else ():
        db.run(f"DELETE FROM {table}")  # type: ignore[union-attr]


def _whole(what: Happening, now: float) -> bytes:
    try:
        return envelope(what.type, now, what.data | what.words)
    except BadEvent:
        return envelope(what.type, now, what.data | LEFT_OUT)


def _tables(connection: Connection) -> Database | None:
    """The webhook tables beside the person's own, seen through the same connection; None where nobody ever set an endpoint up."""
    raw = connection.connection.driver_connection
    db: Database
    if connection.dialect.name == "sqlite":
        from greenroom.webhooks.stores.sqlite import SqliteDatabase

        db = SqliteDatabase(raw)  # type: ignore[arg-type]
    else:
        from greenroom.webhooks.stores.postgres import PostgresDatabase

        db = PostgresDatabase(raw)  # type: ignore[arg-type]
    return db if db.there() else None


def _listeners(db: Database | None, type_: str) -> list[bool]:
    """For each endpoint that wants the type, whether it wants everything that was written."""
    if db is None:
        return []
    held = db.rows(f"SELECT {_asked(db)} FROM webhook_endpoint WHERE state <> 'removed'")
    return [bool(whole) for types, whole in held if wanted(type_, tuple(json.loads(types)))]


def _asked(db: Database) -> str:
    """The columns that say what an endpoint asks for; the first tables did not know of what was written."""
    return "types, whole" if db.rows("SELECT version FROM webhook_schema")[0][0] > 1 else "types, 0"

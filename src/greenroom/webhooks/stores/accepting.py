"""Accepting an event inside a transaction: the caller's own, so that the change and the event that tells of it are committed together or not at all."""
from __future__ import annotations

import json

from greenroom.webhooks.envelope import MOST_BYTES, BadEvent, checked_id, checked_type, wanted
from greenroom.webhooks.model import KEEP, Accepted, NewEvent
from greenroom.webhooks.store import EventConflict
from greenroom.webhooks.stores.database import Database, marks


def accept(db: Database, event: NewEvent, keep: float = KEEP, only: str | None = None) -> Accepted:
    """Write the event and its deliveries: to whoever wants its type, or to the endpoint `only`, whatever it wants. No transaction is begun or ended here. Raises BadEvent, EventConflict.

    A second, concurrent writer of the same id waits for the first at the primary key, so there is no moment between a check and an insert."""
    checked_id(event.id)
    checked_type(event.type)
    size = max(len(event.body), len(event.whole or b""))
    if size > MOST_BYTES:
        raise BadEvent(f"Event {event.id} has {size} bytes.", f"The limit is {MOST_BYTES}.")
    now = db.now()
    fresh = db.run(
        "INSERT INTO webhook_event (id, type, body, amount, currency, accepted_at, fanout, whole) VALUES (?,?,?,?,?,?,0,?) ON CONFLICT (id) DO NOTHING",
        event.id, event.type, event.body, event.amount, event.currency, now, event.whole,
    )
    if not fresh:
        ((type_, body, fanout),) = db.rows("SELECT type, body, fanout FROM webhook_event WHERE id = ?", event.id)
        if type_ != event.type or bytes(body) != event.body:
            raise EventConflict(f"Event {event.id} was accepted before with another type or body.", "Give a new event an id of its own.")
        return Accepted(event.id, fanout, False)
    return Accepted(event.id, _fan_out(db, event, now, keep, only), True)


def _fan_out(db: Database, event: NewEvent, now: float, keep: float, only: str | None = None) -> int:
    held = db.rows("SELECT id, types, line, objective FROM webhook_endpoint WHERE state <> 'removed' ORDER BY id")
    to = [r for r in held if (r[0] == only if only is not None else wanted(event.type, tuple(json.loads(r[1]))))]
    lines = [r[0] for r in to if r[2] != "none"]
    if lines and db.locks:
        # A number drawn earlier may be committed later: where there is order, draw and commit under the endpoint's lock.
        db.rows(f"SELECT id FROM webhook_endpoint WHERE id IN ({marks(lines)}) ORDER BY id{db.locks}", *lines)
    for endpoint, _, _, objective in to:
        db.run(
            "INSERT INTO webhook_delivery (event_id, endpoint_id, type, state, due_at, accepted_at, deadline_at, expires_at, amount) VALUES (?,?,?,'pending',?,?,?,?,?)",
            event.id, endpoint, event.type, now, now, now + json.loads(objective)[1], now + keep, event.amount,
        )
    if to:
        db.run("UPDATE webhook_event SET fanout = ? WHERE id = ?", len(to), event.id)
    return len(to)

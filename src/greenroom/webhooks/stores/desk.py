"""What the operator asks of the tables: endpoints, search, replay, cancel, purge."""
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from greenroom.webhooks.model import KEEP, Attempt, Delivery, Endpoint, Filter, Minute, State
from greenroom.webhooks.signing import Secret
from greenroom.webhooks.store import NoSuchEndpoint
from greenroom.webhooks.stores.claiming import ENDPOINT, Unseal, endpoint_of, or_none
from greenroom.webhooks.stores.database import Database, marks
from greenroom.webhooks.stores.incidents import closed

Seal = Callable[[tuple[Secret, ...], str], str]
SWITCHED_OFF, GIVEN_UP = ("endpoint-gone", "circuit-open"), ("dead-letters", "dead-rate")
"""Kinds of incidents that are over once the endpoint is enabled, and once its dead letters are tried again."""
NAMES = "Their names stand on the page Webhooks; in the terminal, greenroom webhooks endpoints list shows them."
MOST_CHANGED = 100_000
"""Deliveries that one replay, hurry or cancel changes at most; call again for more."""
MINUTES_KEPT = 100 * 86400.0
"""Seconds for which judgements by the minute and closed incidents are kept at least: longer than an objective's period."""


def put_endpoint(db: Database, e: Endpoint, seal: Seal) -> None:
    """Add or change; circuit and quiet stay as they are."""
    settings = (e.url, seal(e.secrets, e.id), json.dumps(e.types), "enabled" if e.enabled else "disabled", e.reason, e.order, e.concurrency,
                json.dumps([e.objective.target, e.objective.within, e.objective.period]), int(e.whole))
    db.run(
        "INSERT INTO webhook_endpoint (id, url, secrets, types, state, reason, line, concurrency, objective, whole) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET url = excluded.url, "
        "secrets = excluded.secrets, types = excluded.types, state = excluded.state, reason = excluded.reason, line = excluded.line, concurrency = excluded.concurrency, objective = excluded.objective, whole = excluded.whole",
        e.id, *settings,
    )


def endpoints(db: Database, unseal: Unseal) -> list[Endpoint]:
    """Those that were not removed, by id; without secrets where the key at hand does not open them."""
    return [endpoint_of(r, lambda sealed, name: or_none(unseal, sealed, name)) for r in db.rows(f"SELECT {ENDPOINT} FROM webhook_endpoint WHERE state <> 'removed' ORDER BY id")]


def enable(db: Database, endpoint: str, on: bool, reason: str) -> None:
    """On also closes the circuit and what was open because of it: somebody has looked. Raises NoSuchEndpoint."""
    reset = ", c_failures = 0, c_since = 0, c_until = 0, c_opens = 0, c_probing = 0, quiet_until = 0" if on else ""
    if not db.run(f"UPDATE webhook_endpoint SET state = ?, reason = ?{reset} WHERE id = ? AND state <> 'removed'", "enabled" if on else "disabled", reason, endpoint):
        raise NoSuchEndpoint(f"There is no endpoint {endpoint!r}.", NAMES)
    if on:
        closed(db, SWITCHED_OFF, endpoint, db.now())


def remove_endpoint(db: Database, endpoint: str) -> int:
    """Raises NoSuchEndpoint."""
    if not db.run("UPDATE webhook_endpoint SET state = 'removed', secrets = '' WHERE id = ? AND state <> 'removed'", endpoint):
        raise NoSuchEndpoint(f"There is no endpoint {endpoint!r}.", NAMES)
    cancelled = "UPDATE webhook_delivery SET state = 'cancelled', done_at = ?, reason = 'the endpoint was removed', token = token + 1 WHERE endpoint_id = ? AND state = 'pending'"
    return db.run(cancelled, db.now(), endpoint)


def _where(f: Filter, time: str, state: str) -> tuple[str, list[Any]]:
    named = [("event_id = ?", f.event), ("endpoint_id = ?", f.endpoint), ("type = ?", f.type), (f"{state} = ?", f.state), (f"{time} >= ?", f.since)]
    held = [(sql, value) for sql, value in named if value is not None]
    return " AND ".join(["1 = 1", *(sql for sql, _ in held)]), [value for _, value in held]


def deliveries(db: Database, f: Filter) -> list[Delivery]:
    """Newest first."""
    where, args = _where(f, "accepted_at", "state")
    columns = "id, event_id, endpoint_id, type, state, failures, due_at, lease_until, accepted_at, deadline_at, done_at, reason, amount"
    return [Delivery(*r) for r in db.rows(f"SELECT {columns} FROM webhook_delivery WHERE {where} ORDER BY id DESC LIMIT ?", *args, f.limit)]


def attempts(db: Database, f: Filter) -> list[Attempt]:
    """Newest first; `state` is the outcome."""
    where, args = _where(f, "started_at", "outcome")
    columns = "started_at, latency, status, error, excerpt, outcome, event_id, endpoint_id, type, id"
    return [Attempt(*r) for r in db.rows(f"SELECT {columns} FROM webhook_attempt WHERE {where} ORDER BY id DESC LIMIT ?", *args, f.limit)]


def replay(db: Database, f: Filter, states: tuple[State, ...]) -> int:
    """The id stays, the schedule begins anew, out of line, under a new token so that no late report of the former life counts.

    A delivery that was replayed keeps its judgement: it was bad when it died. An endpoint without a dead letter left has no open incident of them."""
    where, args = _where(f, "accepted_at", "state")
    found = _found(db, f"{where} AND state IN ({marks(states)})", [*args, *states], f.limit)
    now = db.now()
    changed = 0
    for ids in _parts(found):
        changed += db.run(
            "UPDATE webhook_delivery SET state = 'pending', due_at = ?, lease_until = NULL, failures = 0, parked = 1, expires_at = ?, done_at = NULL, "
            f"token = token + 1 WHERE id IN ({marks(ids)}) AND state IN ({marks(states)})", now, now + KEEP, *ids, *states,
        )
    for (endpoint,) in db.rows("SELECT id FROM webhook_endpoint e WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'dead')"):
        closed(db, GIVEN_UP, endpoint, now)
    return changed


def hurry(db: Database, f: Filter) -> int:
    """Only the due time moves: an attempt that then fails goes on with the schedule."""
    where, args = _where(f, "accepted_at", "state")
    now = db.now()
    found = _found(db, f"{where} AND state = 'pending' AND (lease_until IS NULL OR lease_until <= ?)", [*args, now], f.limit)
    free = "state = 'pending' AND (lease_until IS NULL OR lease_until <= ?)"
    return sum(db.run(f"UPDATE webhook_delivery SET due_at = ? WHERE id IN ({marks(ids)}) AND {free}", now, *ids, now) for ids in _parts(found))


def cancel(db: Database, f: Filter) -> int:
    """What is in work may still arrive; if it does, it is delivered."""
    where, args = _where(f, "accepted_at", "state")
    found = _found(db, f"{where} AND state = 'pending'", args, f.limit)
    sql = "UPDATE webhook_delivery SET state = 'cancelled', done_at = ?, reason = 'cancelled', token = token + 1 WHERE id IN ({}) AND state = 'pending'"
    return sum(db.run(sql.format(marks(ids)), db.now(), *ids) for ids in _parts(found))


def _found(db: Database, where: str, args: list[Any], limit: int) -> list[int]:
    return [r[0] for r in db.rows(f"SELECT id FROM webhook_delivery WHERE {where} ORDER BY id LIMIT ?", *args, min(limit, MOST_CHANGED))]


def _parts(ids: list[int], most: int = 500) -> list[list[int]]:
    return [ids[i : i + most] for i in range(0, len(ids), most)]


def minutes(db: Database, since: float) -> list[Minute]:
    """What was judged since then."""
    sql = "SELECT minute, endpoint_id, type, good, bad, amount_good, amount_bad FROM webhook_minute WHERE minute >= ? ORDER BY minute, endpoint_id, type"
    return [Minute(*r) for r in db.rows(sql, int(since // 60))]


def purge(db: Database, older_than: float) -> int:
    """Events, deliveries and attempts go together, so the ledger stays balanced; what is not judged yet stays."""
    before = db.now() - older_than
    busy = "SELECT 1 FROM webhook_delivery d WHERE d.event_id = e.id AND (d.state NOT IN ('delivered', 'dead', 'cancelled') OR d.judged IN (0, 3))"
    whole = "(SELECT COUNT(*) FROM webhook_delivery d WHERE d.event_id = e.id) = e.fanout"
    found = [r[0] for r in db.rows(f"SELECT id FROM webhook_event e WHERE accepted_at < ? AND NOT EXISTS ({busy}) AND {whole} LIMIT 2000", before)]
    for start in range(0, len(found), 500):
        ids = found[start : start + 500]
        for table, column in (("attempt", "event_id"), ("delivery", "event_id"), ("event", "id")):
            db.run(f"DELETE FROM webhook_{table} WHERE {column} IN ({marks(ids)})", *ids)
    db.run("DELETE FROM webhook_minute WHERE minute < ?", int((db.now() - max(MINUTES_KEPT, older_than)) // 60))
    db.run("DELETE FROM webhook_incident WHERE closed_at IS NOT NULL AND closed_at < ?", db.now() - max(MINUTES_KEPT, older_than))
    return len(found)

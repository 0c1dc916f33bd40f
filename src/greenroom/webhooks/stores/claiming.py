"""Leasing due deliveries and moving them on. The lease is the due time itself: a claim moves it past the lease, and whoever dies leaves it to come due again."""
from __future__ import annotations

import json
from collections.abc import Callable

from greenroom.webhooks.circuit import Breaker, Circuit
from greenroom.webhooks.model import Busy, Claim, Endpoint, Finish
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.sealing import CannotUnseal
from greenroom.webhooks.signing import Secret
from greenroom.webhooks.stores.database import Database, Row, marks
from greenroom.webhooks.stores.incidents import opened

ENDPOINT = "id, url, secrets, types, state, reason, line, concurrency, objective, quiet_until, c_failures, c_since, c_until, c_opens, c_probing, whole"
Unseal = Callable[[str, str], tuple[Secret, ...]]
MOST_ENDPOINTS = 256
"""Endpoints looked at in one claim; the next claim goes on after the last of them."""


def endpoint_of(row: Row, unseal: Unseal) -> Endpoint:
    """An endpoint from its row."""
    circuit = Circuit(row[10], row[11], row[12], row[13], bool(row[14]))
    return Endpoint(row[0], row[1], unseal(row[2], row[0]), tuple(json.loads(row[3])), row[4] == "enabled", row[5], row[6], row[7], Objective(*json.loads(row[8])), bool(row[15]), circuit, row[9])


def claim(db: Database, limit: int, busy: Busy, lease: float, after: str, unseal: Unseal) -> tuple[list[Claim], str]:
    """Lease up to `limit` due deliveries, beginning with the endpoints after `after`; gives them and where to go on. Inside a transaction."""
    now = db.now()
    sql = (
        f"SELECT {ENDPOINT} FROM webhook_endpoint e WHERE state = 'enabled' AND quiet_until <= ? AND c_until <= ? AND id {{}} ? AND EXISTS "
        "(SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.due_at <= ?) ORDER BY id LIMIT ?"
    )
    found = db.rows(sql.format(">"), now, now, after, now, MOST_ENDPOINTS)
    if len(found) < MOST_ENDPOINTS:
        found += db.rows(sql.format("<="), now, now, after, now, MOST_ENDPOINTS - len(found))
    out: list[Claim] = []
    last = after
    for left, row in zip(range(len(found), 0, -1), found, strict=True):
        free = limit - len(out)
        if free <= 0:
            break
        room = min(row[7] - busy.get(row[0], 0), -(-free // left))
        if row[12] > 0:
            room = min(room, 1) if busy.get(row[0], 0) == 0 else 0
        if room > 0:
            out += _from_endpoint(db, row, room, now, lease, unseal)
        last = row[0]
    return out, last


def _from_endpoint(db: Database, row: Row, room: int, now: float, lease: float, unseal: Unseal) -> list[Claim]:
    ids = _due(db, row[0], row[6] != "none", room, now)
    if not ids:
        return []
    if row[12] > 0 and not db.run("UPDATE webhook_endpoint SET c_until = ?, c_probing = 1 WHERE id = ? AND c_until = ?", now + lease, row[0], row[12]):
        return []  # another worker's probe was first
    leased = db.rows(
        f"UPDATE webhook_delivery SET token = token + 1, due_at = ?, lease_until = ? WHERE id IN ({marks(ids)}) RETURNING id, token, failures, event_id, type, accepted_at",
        now + lease, now + lease, *ids,
    )
    body = "COALESCE(whole, body)" if row[15] else "body"
    bodies = {r[0]: bytes(r[1]) for r in db.rows(f"SELECT id, {body} FROM webhook_event WHERE id IN ({marks(leased)})", *(r[3] for r in leased))}
    endpoint = endpoint_of(row, lambda sealed, name: or_none(unseal, sealed, name))
    return [Claim(r[0], r[1], lease, r[2], r[3], r[4], bodies[r[3]], endpoint, r[5]) for r in sorted(leased)]


def or_none(unseal: Unseal, sealed: str, endpoint: str) -> tuple[Secret, ...]:
    """Secrets that do not open fail the attempts of their endpoint, in the log for all to see; they do not stop the others."""
    try:
        return unseal(sealed, endpoint)
    except CannotUnseal:
        return ()


def _due(db: Database, endpoint: str, line: bool, room: int, now: float) -> list[int]:
    """Ids of due deliveries, locked where the database has row locks. In a line only its head may go, and those that were set aside."""
    due = "state = 'pending' AND due_at <= ?"
    if not line:
        return [r[0] for r in db.rows(f"SELECT id FROM webhook_delivery WHERE endpoint_id = ? AND {due} ORDER BY due_at LIMIT ?{db.skips}", endpoint, now, room)]
    heads = db.rows("SELECT id FROM webhook_delivery WHERE endpoint_id = ? AND state = 'pending' AND parked = 0 ORDER BY id LIMIT 1", endpoint)
    ids = [r[0] for head in heads for r in db.rows(f"SELECT id FROM webhook_delivery WHERE id = ? AND {due}{db.skips}", head[0], now)]
    if len(ids) < room:
        aside = f"SELECT id FROM webhook_delivery WHERE endpoint_id = ? AND parked = 1 AND {due} ORDER BY due_at LIMIT ?{db.skips}"
        ids += [r[0] for r in db.rows(aside, endpoint, now, room - len(ids))]
    return ids


def next_due(db: Database) -> float | None:
    """Seconds until something can be claimed: its due time, its endpoint's quiet and circuit; what stands in line behind another does not count."""
    pending = "FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'pending'"
    rows = db.rows(
        f"SELECT quiet_until, c_until, line, (SELECT MIN(due_at) {pending} AND (e.line = 'none' OR d.parked = 1)), "
        f"CASE WHEN line = 'none' THEN NULL ELSE (SELECT due_at {pending} AND d.parked = 0 ORDER BY d.id LIMIT 1) END FROM webhook_endpoint e WHERE state = 'enabled'"
    )
    whens = [max(quiet, until, min(d for d in (free, head) if d is not None)) for quiet, until, _, free, head in rows if free is not None or head is not None]
    return max(0.0, min(whens) - db.now()) if whens else None


def finish(db: Database, done: Finish, breaker: Breaker) -> bool:
    """Log the attempt, move the delivery on, count the endpoint's circuit. Inside a transaction."""
    now, a = db.now(), done.attempt
    found = db.rows(f"SELECT event_id, endpoint_id, type FROM webhook_delivery WHERE id = ?{db.locks}", done.delivery)
    if not found:
        return False
    event, endpoint, type_ = found[0]
    db.run(
        "INSERT INTO webhook_attempt (delivery_id, event_id, endpoint_id, type, started_at, latency, status, error, excerpt, outcome) VALUES (?,?,?,?,?,?,?,?,?,?)",
        done.delivery, event, endpoint, type_, a.started_at, a.latency, a.status, a.error, a.excerpt, done.kind,
    )
    moved = _move(db, done, now)
    if done.kind == "delivered":
        db.run("UPDATE webhook_endpoint SET c_failures = 0, c_since = 0, c_until = 0, c_opens = 0, c_probing = 0 WHERE id = ? AND (c_failures > 0 OR c_until > 0)", endpoint)
        return moved
    _count_failure(db, done, endpoint, now, breaker)
    if moved and done.kind == "dead":
        opened(db, "dead-letters", endpoint, now, f"{event}: {done.reason}")
    return moved


def _move(db: Database, done: Finish, now: float) -> bool:
    if done.kind == "delivered":
        # Final whatever the lease says: it did arrive, and a fenced success would be sent again.
        return bool(db.run("UPDATE webhook_delivery SET state = 'delivered', done_at = ?, lease_until = NULL, reason = '' WHERE id = ? AND state <> 'delivered'", now, done.delivery))
    if done.kind == "dead":
        return bool(db.run(
            "UPDATE webhook_delivery SET state = 'dead', done_at = ?, lease_until = NULL, reason = ?, failures = failures + 1 WHERE id = ? AND token = ? AND state = 'pending'",
            now, done.reason, done.delivery, done.token,
        ))
    aside = "(SELECT CASE WHEN line = 'park' THEN 1 ELSE webhook_delivery.parked END FROM webhook_endpoint e WHERE e.id = endpoint_id)"
    return bool(db.run(
        f"UPDATE webhook_delivery SET due_at = ?, lease_until = NULL, reason = ?, failures = failures + 1, parked = {aside} WHERE id = ? AND token = ? AND state = 'pending'",
        now + done.delay, done.reason, done.delivery, done.token,
    ))


def _count_failure(db: Database, done: Finish, endpoint: str, now: float, breaker: Breaker) -> None:
    ((failures, since, until, opens, probing),) = db.rows(f"SELECT c_failures, c_since, c_until, c_opens, c_probing FROM webhook_endpoint WHERE id = ?{db.locks}", endpoint)
    before = Circuit(failures, since, until, opens, bool(probing))
    c = before.failed(now, breaker)
    db.run(
        "UPDATE webhook_endpoint SET c_failures = ?, c_since = ?, c_until = ?, c_opens = ?, c_probing = ?, quiet_until = CASE WHEN quiet_until > ? THEN quiet_until ELSE ? END WHERE id = ?",
        c.failures, c.since, c.until, c.opens, int(c.probing), now + done.quiet, now + done.quiet if done.quiet else 0, endpoint,
    )
    if before.closed and not c.closed:
        opened(db, "circuit-open", endpoint, now, f"{c.failures} attempts in a row failed; the last: {done.reason}")
    if done.gone and db.run("UPDATE webhook_endpoint SET state = 'disabled', reason = '410 Gone' WHERE id = ? AND state = 'enabled'", endpoint):
        opened(db, "endpoint-gone", endpoint, now, "it answered 410 Gone and is disabled; what is pending is kept until it is enabled again or expires")

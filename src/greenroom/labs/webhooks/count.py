"""Counting a run that has ended: the sender's tables beside the shop's own record."""
from __future__ import annotations

import sqlite3
import time

from greenroom.labs.webhooks.outcome import WINDOW, Attempts, Ledger, Outcome
from greenroom.labs.webhooks.place import SHOP, Place
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.stores.database import Database

ALARM = 2.0
"""The attempt alarm fires when a window has this many times the share of failed attempts that is usual here."""


def shop_record(place: Place) -> tuple[set[str], dict[str, int]]:
    """The events that the shop has, and what it counted."""
    db = sqlite3.connect(place.received)
    try:
        return {r[0] for r in db.execute("SELECT event FROM received")}, dict(db.execute("SELECT what, number FROM counted").fetchall())
    finally:
        db.close()


def dropped(db: Database, received: set[str]) -> set[str]:
    """Events accepted for the shop that it does not have."""
    return {r[0] for r in db.rows("SELECT event_id FROM webhook_delivery WHERE endpoint_id = ?", SHOP)} - received


def attempts(db: Database, usual: float, limit: float) -> Attempts:
    """What the attempt log shows, in windows as an alarm would see them."""
    rows = db.rows("SELECT status, latency FROM webhook_attempt WHERE endpoint_id = ? ORDER BY id", SHOP)
    failed = [status is None or not 200 <= status < 300 for status, _ in rows]
    windows = [failed[i : i + WINDOW] for i in range(0, max(1, len(failed) - WINDOW // 2), WINDOW)]
    worst = max((sum(w) / len(w) for w in windows if w), default=0.0)
    slow = sum(status is None for status, _ in rows)
    return Attempts(len(rows), sum(failed), slow, sum(status == 409 for status, _ in rows), worst, ALARM * usual)


def outcome(place: Place, db: Database, held: Balance, first: tuple[float | None, float | None], seconds: float) -> Outcome:
    """Everything counted."""
    received, shop = shop_record(place)
    waiting = {r[0] for r in db.rows("SELECT event_id FROM webhook_delivery WHERE endpoint_id = ? AND state = 'pending'", SHOP)}
    lost = dropped(db, received) - waiting
    states = {r[0]: int(r[1]) for r in db.rows("SELECT state, COUNT(*) FROM webhook_delivery WHERE endpoint_id = ? GROUP BY state", SHOP)}
    dead = {r[0] for r in db.rows("SELECT event_id FROM webhook_delivery WHERE endpoint_id = ? AND state = 'dead'", SHOP)}
    ((accepted, mean, retried),) = db.rows("SELECT COUNT(*), AVG(amount), SUM(CASE WHEN failures > 0 THEN 1 ELSE 0 END) FROM webhook_delivery WHERE endpoint_id = ?", SHOP)
    alarms = tuple(f"{kind}: {detail}" for kind, detail in db.rows("SELECT kind, detail FROM webhook_incident WHERE endpoint_id = ? OR endpoint_id = '' ORDER BY opened_at", SHOP))
    ledger = Ledger(held.accepted, held.delivered, held.dead, held.cancelled, held.pending, held.late, first[0], alarms, first[1])
    kind = "PostgreSQL" if place.database.startswith("postgres") else "SQLite"
    return Outcome(
        place.dials, int(accepted), int(accepted) - len(lost) - len(waiting - received), len(lost), states.get("dead", 0), states.get("pending", 0), len(dead - lost), int(retried or 0), shop.get("again", 0),
        shop.get("begun", 0), shop.get("slow", 0), float(mean or 0), seconds, attempts(db, place.dials.retry_share, place.dials.limit), ledger, kind, "", time.time(),
    )

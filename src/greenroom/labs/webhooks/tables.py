"""What the faulty service has beside the delivery tables: a queue of retries, and the name of the worker in its log. PostgreSQL and SQLite."""
from __future__ import annotations

from greenroom.webhooks.stores.database import Database, Row

RETRY = """CREATE TABLE IF NOT EXISTS retry (
    delivery BIGINT PRIMARY KEY, tries INTEGER NOT NULL, due_at DOUBLE PRECISION NOT NULL, held_by TEXT NOT NULL DEFAULT '', held_until DOUBLE PRECISION NOT NULL DEFAULT 0)"""
EXTRA = (RETRY, "CREATE INDEX IF NOT EXISTS retry_due ON retry (due_at)", "ALTER TABLE webhook_attempt ADD COLUMN worker TEXT NOT NULL DEFAULT ''")


def add(db: Database) -> None:
    """Add them to a run's fresh database."""
    for sql in EXTRA:
        db.run(sql)


def log(db: Database, delivery: int, of: Row, worker: str, started: float, latency: float, status: int | None, outcome: str) -> None:
    """One line of the delivery log. `of` is event, endpoint and type; latency in seconds."""
    db.run(
        "INSERT INTO webhook_attempt (delivery_id, event_id, endpoint_id, type, started_at, latency, status, error, excerpt, outcome, worker) VALUES (?,?,?,?,?,?,?,?,'',?,?)",
        delivery, of[0], of[1], of[2], started, latency, status, None if status is not None else "no answer in time", outcome, worker,
    )


def settle(db: Database, delivery: int, state: str) -> None:
    """Out of the retry queue, and into its last state, in one transaction. Whoever writes last is believed: that is the service as it is."""
    with db.transaction():
        db.run("DELETE FROM retry WHERE delivery = ?", delivery)
        db.run("UPDATE webhook_delivery SET state = ?, done_at = ?, lease_until = NULL WHERE id = ?", state, db.now(), delivery)

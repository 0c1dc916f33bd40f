"""Incidents: a person is told once, not for each event; it counts while it goes on and closes after quiet."""
from __future__ import annotations

from greenroom.webhooks.model import Incident
from greenroom.webhooks.stores.database import Database, marks

QUIET = 3600.0
"""An incident without a new occurrence for so many seconds, and of which somebody has been told, is closed; the next occurrence opens another."""
COLUMNS = "id, kind, endpoint_id, opened_at, last_at, count, detail, alerted_at, closed_at"


def opened(db: Database, kind: str, endpoint: str, now: float, detail: str, count: int = 1) -> None:
    """Count towards the open incident of this kind at this endpoint, or open one. Inside a transaction."""
    for _ in range(2):
        if db.run("UPDATE webhook_incident SET count = count + ?, last_at = ? WHERE kind = ? AND endpoint_id = ? AND closed_at IS NULL", count, now, kind, endpoint):
            return
        sql = "INSERT INTO webhook_incident (kind, endpoint_id, opened_at, last_at, count, detail) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING"
        if db.run(sql, kind, endpoint, now, now, count, detail[:300]):
            return


def closed(db: Database, kinds: tuple[str, ...], endpoint: str, now: float) -> int:
    """Close the open incidents of these kinds at this endpoint: somebody has looked. Who is to be told of them still is."""
    sql = f"UPDATE webhook_incident SET closed_at = ? WHERE closed_at IS NULL AND endpoint_id = ? AND kind IN ({marks(kinds)})"
    return db.run(sql, now, endpoint, *kinds)


def close_quiet(db: Database, now: float, quiet: float = QUIET) -> int:
    """Close incidents that have gone quiet."""
    return db.run("UPDATE webhook_incident SET closed_at = ? WHERE closed_at IS NULL AND alerted_at IS NOT NULL AND last_at <= ?", now, now - quiet)


def listed(db: Database, condition: str = "1 = 1") -> list[Incident]:
    """Incidents, newest first."""
    return [Incident(*r) for r in db.rows(f"SELECT {COLUMNS} FROM webhook_incident WHERE {condition} ORDER BY id DESC LIMIT 1000")]

"""The delivery log of a run, pulled out of its database into a file of its own: what a person reads, and queries with SQL."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from greenroom.errors import GreenroomError
from greenroom.webhooks.stores.database import Database, Row

MOST_STEPS = 60
"""Millions of steps of the database's machine that a person's query may take: some seconds."""
MOST_ROWS = 200_000


class BadQuery(GreenroomError):
    """A query that SQLite does not take, or that goes on for too long."""

    code = "bad-query"


def pull(db: Database, missing: Iterable[str], path: Path) -> None:
    """Write the log of a run to the SQLite file at `path`, with the events that the shop never got beside it."""
    path.unlink(missing_ok=True)
    out = sqlite3.connect(path)
    try:
        with out:
            out.execute("CREATE TABLE attempt (event TEXT, endpoint TEXT, worker TEXT, started REAL, ended REAL, status INTEGER, outcome TEXT)")
            out.execute("CREATE TABLE missing (event TEXT PRIMARY KEY)")
            sql = "SELECT event_id, endpoint_id, worker, started_at, started_at + latency, status, outcome FROM webhook_attempt ORDER BY id"
            out.executemany("INSERT INTO attempt VALUES (?,?,?,?,?,?,?)", db.rows(sql))
            out.executemany("INSERT INTO missing VALUES (?)", [(event,) for event in sorted(missing)])
            out.execute("CREATE INDEX attempt_event ON attempt (event)")
    finally:
        out.close()


def ask(path: Path, sql: str) -> list[Row]:
    """Rows of one SELECT on a pulled log, which it cannot change. Raises BadQuery."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    calls = 0

    def tired() -> int:
        nonlocal calls
        calls += 1
        return int(calls > MOST_STEPS)

    try:
        db.set_progress_handler(tired, 1_000_000)
        return db.execute(sql).fetchmany(MOST_ROWS)
    except sqlite3.OperationalError as problem:
        if "interrupted" in str(problem):
            raise BadQuery("The query takes too long.", "Join attempts by their event; each event has only a few.") from None
        raise BadQuery(f"SQLite does not take the query: {problem}.", "Give one SELECT; the tables are attempt and missing.") from None
    except (sqlite3.DatabaseError, sqlite3.ProgrammingError, sqlite3.Warning) as problem:
        raise BadQuery(f"SQLite does not take the query: {problem}.", "Give one SELECT; the tables are attempt and missing.") from None
    finally:
        db.close()


def side_by_side(path: Path, event: str | None = None, limit: int = 5) -> list[tuple[str, list[Row]]]:
    """The attempts of some missing events, or of one event, each as (worker, started, ended, status) in order of start."""
    chosen = [event] if event else [r[0] for r in ask(path, f"SELECT event FROM missing ORDER BY event LIMIT {int(limit)}")]
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return [(e, db.execute("SELECT worker, started, ended, status FROM attempt WHERE event = ? ORDER BY started", (e,)).fetchall()) for e in chosen]
    finally:
        db.close()

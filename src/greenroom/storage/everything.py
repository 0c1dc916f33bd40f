"""All that is kept, taken out or deleted at once."""
from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, func, select

from greenroom.storage import outbox
from greenroom.storage.engine import Database
from greenroom.storage.migrate import versions
from greenroom.storage.models import cards, loops, metadata, rehearsals, segments, settings, stories, takes, utterances
from greenroom.storage.records import Loop, Rehearsal, Story, Take, Utterance
from greenroom.storage.rows import held
from greenroom.version import VERSION


def export_all(database: Database) -> dict[str, Any]:
    """Everything as JSON can hold it, from one state of the database. Of recordings only their number and size in bytes. Raises DatabaseProblem."""
    with database.reading() as connection:
        size = func.coalesce(func.sum(func.length(segments.c.data)), 0)
        counted = {row[0]: (row[1], int(row[2])) for row in connection.execute(select(segments.c.rehearsal_id, func.count(), size).group_by(segments.c.rehearsal_id))}
        heard = [Rehearsal(**row) for row in _rows(connection, rehearsals)]
        return {
            "greenroom": {"version": VERSION, "schema": versions()[-1]},
            "stories": [Story(**row).to_dict() for row in _rows(connection, stories)],
            "takes": [Take(**row).to_dict() for row in _rows(connection, takes)],
            "rehearsals": [{**r.to_dict(), "recordings": dict(zip(("segments", "bytes"), counted.get(r.id, (0, 0)), strict=True))} for r in heard],
            "utterances": [Utterance(**row).to_dict() for row in _rows(connection, utterances)],
            "loops": [Loop(**row).to_dict() for row in _rows(connection, loops)],
            "schedule": {"version": 1, "cards": {row["exercise"]: row["held"] for row in _rows(connection, cards)}},
            "settings": {row["key"]: row["value"] for row in _rows(connection, settings)},
            "webhooks": outbox.exported(connection),
        }


def counts(database: Database) -> dict[str, int]:
    """How many stories, takes, rehearsals, recordings (turns with sound) and cards are kept. Raises DatabaseProblem."""
    heard = select(segments.c.rehearsal_id, segments.c.turn).distinct().subquery("recordings")
    with database.reading() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (stories, takes, rehearsals, heard, cards)}


def delete_all(database: Database) -> None:
    """Delete everything and, in a file of SQLite's, the traces of it. Raises DatabaseProblem."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        outbox.delete_all(connection)
    if database.is_sqlite:
        with database.outside() as raw:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    first = table.c.created if "created" in table.c else next(iter(table.primary_key))
    return [held(row) for row in connection.execute(select(table).order_by(first, *table.primary_key))]

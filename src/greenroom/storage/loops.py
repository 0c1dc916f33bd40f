"""Loops: several rehearsals, one after the other."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from greenroom.storage.engine import Database
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.models import loops
from greenroom.storage.records import Loop
from greenroom.storage.rows import held, id_of


class Loops:
    """Each call is one transaction. Raises DatabaseProblem besides what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, plan: dict[str, Any], now: datetime) -> Loop:
        """Keep a new loop."""
        row: dict[str, Any] = {"id": id_of(None), "version": 1, "plan": plan, "created": now, "updated": now}
        with self._database.writing() as connection:
            connection.execute(loops.insert().values(row))
        return Loop(**row)

    def save(self, id: str, version: int, plan: dict[str, Any], now: datetime) -> Loop:
        """Keep how a loop that was read as `version` stands now. Raises Conflict where it was changed since, NotThere where it is gone."""
        with self._database.writing() as connection:
            at = connection.execute(select(loops.c.version).where(loops.c.id == id).with_for_update()).scalar()
            if at is None:
                raise NotThere("loop", id)
            if at != version:
                raise Conflict("loop", id)
            connection.execute(update(loops).where(loops.c.id == id).values(version=version + 1, plan=plan, updated=now))
            return Loop(**held(connection.execute(select(loops).where(loops.c.id == id)).one()))

    def get(self, id: str) -> Loop:
        """Raises NotThere."""
        with self._database.reading() as connection:
            row = connection.execute(select(loops).where(loops.c.id == id)).first()
        if row is None:
            raise NotThere("loop", id)
        return Loop(**held(row))

    def delete(self, id: str) -> None:
        """Remove a loop; its rehearsals stay. Nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(loops).where(loops.c.id == id))

    def list(self, limit: int | None = None) -> list[Loop]:
        """All; what was changed last first, at most `limit`."""
        wanted = select(loops).order_by(loops.c.updated.desc(), loops.c.id)
        if limit is not None:
            wanted = wanted.limit(limit)
        with self._database.reading() as connection:
            return [Loop(**held(row)) for row in connection.execute(wanted)]

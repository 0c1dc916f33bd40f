"""Answers as they were rated."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from greenroom.storage import happenings
from greenroom.storage.engine import Database
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.models import rehearsals, stories, takes
from greenroom.storage.outbox import tell
from greenroom.storage.records import Take
from greenroom.storage.rows import held, id_of

BRIEF = ("judged", "why_not", "vote", "votes", "missing")
"""What a list shows of a rating; the rest of it, marks and remarks, is many times as large."""


class Takes:
    """Each call is one transaction. Raises DatabaseProblem besides what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        text: str,
        question: str | None,
        level: str,
        framework: str,
        rating: dict[str, Any],
        story_id: str | None,
        rehearsal_id: str | None,
        seconds: float | None,
        now: datetime,
        id: str | None = None,
        replies: list[dict[str, Any]] | None = None,
    ) -> Take:
        """Keep an answer with its rating. Raises NotThere for a story or rehearsal that is gone, Conflict where the id is taken already."""
        made = id_of(id)
        row = {
            "id": made, "text": text, "question": question, "level": level, "framework": framework, "rating": rating,
            "story_id": story_id, "rehearsal_id": rehearsal_id, "seconds": seconds, "replies": replies, "created": now,
        }  # fmt: skip
        with self._database.writing() as connection:
            # held until the commit, so that neither is deleted between the look and the insert
            if story_id is not None and connection.execute(select(stories.c.id).where(stories.c.id == story_id).with_for_update(read=True)).first() is None:
                raise NotThere("story", story_id)
            if rehearsal_id is not None and connection.execute(select(rehearsals.c.id).where(rehearsals.c.id == rehearsal_id).with_for_update(read=True)).first() is None:
                raise NotThere("rehearsal", rehearsal_id)
            try:
                connection.execute(takes.insert().values(row))
            except IntegrityError:
                raise Conflict("take", made) from None
            kept = _read(connection.execute(select(takes).where(takes.c.id == made)).one())
            if story_id is not None:
                tell(connection, "story.rated", lambda: happenings.story_rated(kept))
            return kept

    def get(self, id: str) -> Take:
        """Raises NotThere."""
        with self._database.reading() as connection:
            row = connection.execute(select(takes).where(takes.c.id == id)).first()
        if row is None:
            raise NotThere("take", id)
        return _read(row)

    def delete(self, id: str) -> None:
        """Remove a take. Nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(takes).where(takes.c.id == id))

    def list(self, story_id: str | None = None, limit: int | None = None, rehearsal_id: str | None = None, brief: bool = False) -> list[Take]:
        """All, or those of a story or rehearsal; the newest first, at most `limit`. `brief` reads of each rating only what BRIEF names, for lists."""
        columns = [c for c in takes.c if c is not takes.c.rating] + [takes.c.rating[key].label(f"rating_{key}") for key in BRIEF] if brief else [takes]
        wanted = select(*columns).order_by(takes.c.created.desc(), takes.c.id)
        if story_id is not None:
            wanted = wanted.where(takes.c.story_id == story_id)
        if rehearsal_id is not None:
            wanted = wanted.where(takes.c.rehearsal_id == rehearsal_id)
        if limit is not None:
            wanted = wanted.limit(limit)
        with self._database.reading() as connection:
            return [_briefly(row) if brief else _read(row) for row in connection.execute(wanted)]


def _briefly(row: object) -> Take:
    columns = held(row)
    rating = {key: columns.pop(f"rating_{key}") for key in BRIEF}
    return Take(**columns, rating={key: value for key, value in rating.items() if value is not None})


def _read(row: object) -> Take:
    return Take(**held(row))

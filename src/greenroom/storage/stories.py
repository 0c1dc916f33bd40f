"""The person's own stories."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from greenroom.storage import happenings
from greenroom.storage.engine import Database
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.models import stories, takes
from greenroom.storage.outbox import tell
from greenroom.storage.records import Story
from greenroom.storage.rows import held, id_of


class Stories:
    """Each call is one transaction. Raises DatabaseProblem besides what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, title: str, text: str, sections: dict[str, str] | None, principles: list[str], now: datetime, id: str | None = None, framework: str = "amazon"
    ) -> Story:
        """Keep a new story. Raises Conflict where the id is taken already."""
        made = id_of(id)
        row = {
            "id": made, "version": 1, "title": title, "text": text, "sections": sections, "principles": list(principles), "framework": framework,
            "created": now, "updated": now,
        }  # fmt: skip
        with self._database.writing() as connection:
            try:
                connection.execute(stories.insert().values(row))
            except IntegrityError:
                raise Conflict("story", made) from None
            kept = _read(connection.execute(select(stories).where(stories.c.id == made)).one())
            tell(connection, "story.added", lambda: happenings.story_kept(kept, "story.added"))
            return kept

    def get(self, id: str) -> Story:
        """Raises NotThere."""
        with self._database.reading() as connection:
            row = connection.execute(select(stories).where(stories.c.id == id)).first()
        if row is None:
            raise NotThere("story", id)
        return _read(row)

    def update(
        self, id: str, version: int, title: str, text: str, sections: dict[str, str] | None, principles: list[str], now: datetime, framework: str | None = None
    ) -> Story:
        """Change a story that was read as `version`; its framework stays where none is given. Raises Conflict where it was changed since, NotThere where it is gone."""
        new = {"version": version + 1, "title": title, "text": text, "sections": sections, "principles": list(principles), "updated": now}
        new |= {"framework": framework} if framework else {}
        with self._database.writing() as connection:
            at = connection.execute(select(stories.c.version).where(stories.c.id == id).with_for_update()).scalar()
            if at is None:
                raise NotThere("story", id)
            if at != version:
                raise Conflict("story", id)
            connection.execute(update(stories).where(stories.c.id == id).values(new))
            kept = _read(connection.execute(select(stories).where(stories.c.id == id)).one())
            tell(connection, "story.changed", lambda: happenings.story_kept(kept, "story.changed"))
            return kept

    def delete(self, id: str) -> None:
        """Remove a story with its takes; a take that belongs to a rehearsal too stays with that. Nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(takes).where(takes.c.story_id == id, takes.c.rehearsal_id.is_(None)))
            if connection.execute(delete(stories).where(stories.c.id == id)).rowcount:
                tell(connection, "story.deleted", lambda: happenings.story_deleted(id))

    def list(self) -> list[Story]:
        """All of them, what was changed last first."""
        with self._database.reading() as connection:
            return [_read(row) for row in connection.execute(select(stories).order_by(stories.c.updated.desc(), stories.c.id))]


def _read(row: object) -> Story:
    return Story(**held(row))

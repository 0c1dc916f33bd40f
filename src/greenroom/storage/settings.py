"""Settings by name."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select

from greenroom.storage.engine import Database
from greenroom.storage.models import settings
from greenroom.storage.rows import insert


class Settings:
    """Each call is one transaction. Values are whatever JSON can hold. Raises DatabaseProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        with self._database.reading() as connection:
            row = connection.execute(select(settings.c.value).where(settings.c.key == key)).first()
        return default if row is None else row[0]

    def set(self, key: str, value: Any) -> None:
        with self._database.writing() as connection:
            new = insert(connection, settings).values(key=key, value=value)
            connection.execute(new.on_conflict_do_update(index_elements=["key"], set_={"value": new.excluded.value}))

    def all(self) -> dict[str, Any]:
        with self._database.reading() as connection:
            return dict(connection.execute(select(settings.c.key, settings.c.value).order_by(settings.c.key)).all())

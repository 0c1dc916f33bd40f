"""What the stores share: ids, versions, and inserting where something may be there already."""
from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

LARGEST = 2**31 - 1
"""Of an INTEGER column in PostgreSQL."""


def id_of(given: str | None) -> str:
    """The caller's id, or a new one. Raises ValueError for one that is no UUID."""
    return str(UUID(given)) if given else str(uuid4())


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what to do on a conflict; the two databases say it alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def held(row: Any) -> dict[str, Any]:
    """A row's columns by name."""
    return dict(row._mapping)

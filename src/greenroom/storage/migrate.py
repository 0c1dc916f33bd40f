"""A database of any earlier version brought to this one, in one transaction; a later one is refused."""
from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from greenroom.storage.engine import Database
from greenroom.storage.errors import DatabaseBroken, DatabaseNewer, NotGreenroom
from greenroom.storage.models import APPLICATION_ID, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "greenroom_version"


def versions() -> list[str]:
    """The schemas that are known, oldest first: the numbers before the names in `migrations/versions`."""
    return sorted(p.name.partition("_")[0] for p in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def upgrade(database: Database, to: str | None = None) -> None:
    """Bring it to the newest schema (or to the one named), making the tables where there are none. Raises DatabaseNewer, NotGreenroom, DatabaseProblem."""
    with database.reading() as connection:
        if version_of(connection, database.address.shown) == (to or versions()[-1]):
            return
    with database.migrating() as connection:
        if version_of(connection, database.address.shown) != (to or versions()[-1]):
            _run(connection, to or "head")


def version_of(connection: Connection, shown: str) -> str | None:
    """The schema of a database, None for an empty one. Raises NotGreenroom, and DatabaseNewer for one that is not known."""
    there = inspect(connection).get_table_names()
    version: str | None = None
    if VERSION_TABLE in there:
        version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
        if version is None:
            raise DatabaseBroken(shown)
    if connection.dialect.name == "sqlite":
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
    else:
        ours = version is not None
    if not ours and (version or (there if connection.dialect.name == "sqlite" else set(there) & set(metadata.tables))):
        raise NotGreenroom(shown)
    if version is not None and version not in versions():
        raise DatabaseNewer(shown, version, versions()[-1])
    return version


def _run(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)

"""Where a database is: a file of SQLite's, or PostgreSQL by its URL."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from greenroom.storage.errors import DatabaseUnreachable

REMEDY = "Give GREENROOM_DATABASE as postgresql://USER:PASSWORD@HOST/NAME or sqlite:///PATH, or leave it out."


@dataclass(frozen=True, slots=True)
class Address:
    """A database's place. `path` is its file, None for PostgreSQL; `shown` names it to a person, without a password; `elsewhere` says how to choose another."""

    url: URL
    path: Path | None
    shown: str
    elsewhere: str


def address_of(place: str | Path) -> Address:
    """The address of a file, or of a URL (`sqlite:///PATH`, `postgresql://...`). Raises DatabaseUnreachable."""
    if isinstance(place, Path):
        return file_address(place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        # not shown as it was given: it may hold a password
        raise DatabaseUnreachable("The address of the database cannot be read.", REMEDY) from None
    kind = url.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
        shown = url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        return Address(url, None, shown, "name another database in GREENROOM_DATABASE")
    if kind != "sqlite":
        raise DatabaseUnreachable(f"Greenroom cannot keep its data in {kind!r}.", REMEDY)
    if not url.database or url.database == ":memory:" or url.query:
        raise DatabaseUnreachable(f"{place!r} does not name a file.", REMEDY)
    return file_address(Path(url.database))


def file_address(path: Path, elsewhere: str = "name another folder in GREENROOM_DATA") -> Address:
    """The address of a file of SQLite's."""
    path = path.expanduser().absolute()
    return Address(URL.create("sqlite", database=str(path)), path, str(path), elsewhere)

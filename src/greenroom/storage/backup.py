"""A SQLite database copied to a file and back while it may be in use: https://www.sqlite.org/backup.html"""
from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from greenroom.storage.address import Address, file_address
from greenroom.storage.engine import Database
from greenroom.storage.errors import DatabaseBroken, DatabaseLocked, DatabaseNewer, DatabaseProblem, NotGreenroom
from greenroom.storage.migrate import upgrade, version_of
from greenroom.storage.told import told

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class CannotBackUp(DatabaseProblem):
    """A backup asked for of something, or to or from somewhere, where there can be none."""

    code = "cannot-back-up"


def back_up(address: Address, to: Path, patience: float) -> Path:
    """Copy the database to the file `to`, whole or not at all, and return its full path. A file that is there is replaced only if it is a backup itself.

    Raises CannotBackUp, NotGreenroom, DatabaseProblem.
    """
    source = _file_of(address)
    there = file_address(to, "name another file")
    to = _file_of(there)
    if not source.exists():
        raise CannotBackUp(f"There is no database {source} yet.", "There is nothing to back up.")
    if to.exists():
        if to.is_dir() or to.samefile(source):
            raise CannotBackUp(f"{to} is {'a folder' if to.is_dir() else 'the database itself'}.", "Name a file to write the backup to.")
        with suppress(DatabaseBroken, DatabaseNewer), _opened(there):
            pass
    with told(there), _draft(to) as draft:
        _copy(address, file_address(draft, there.elsewhere), patience)
        os.replace(draft, to)
    return to


def restore(address: Address, source: Path, patience: float) -> Path | None:
    """Put the backup `source` in place of the database, whole or not at all; programs that have it open see it at their next transaction.

    What was there before is kept beside it, and its path returned (None where there was nothing). A backup of an older schema is brought to this one.
    Raises CannotBackUp, NotGreenroom, DatabaseNewer, DatabaseBroken, DatabaseProblem.
    """
    target = _file_of(address)
    here = file_address(source, "name another file")
    source = _file_of(here)
    if not source.is_file():
        raise CannotBackUp(f"There is no file {source}.", "Name a file that `greenroom backup` wrote.")
    if target.exists() and source.samefile(target):
        raise CannotBackUp(f"{source} is the database itself.", "Name a file that `greenroom backup` wrote.")
    with told(address):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _draft(target) as draft:
            copy = file_address(draft)
            with _opened(here) as raw:
                if raw.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                    raise DatabaseBroken(here.shown)
                _copy(here, copy, patience)
            _renew(draft, patience)
            before = _keep_aside(address, target, patience)
            if target.exists():
                _copy(copy, address, patience)
            else:
                os.replace(draft, target)
    return before


def _file_of(address: Address) -> Path:
    if address.path is None:
        raise CannotBackUp(f"{address.shown} is not backed up by Greenroom.", "Use PostgreSQL's own pg_dump and pg_restore.")
    return address.path


@contextmanager
def _draft(beside: Path) -> Iterator[Path]:
    """A file of our own in the same folder, that the person alone can read; gone afterwards, with what SQLite puts beside it."""
    handle, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}.")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)


@contextmanager
def _opened(address: Address) -> Iterator[sqlite3.Connection]:
    """A file opened for reading, after a look at what it is. Raises NotGreenroom, DatabaseNewer, DatabaseBroken."""
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    path = _file_of(address)
    with told(address), closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        try:
            with engine.connect() as connection:
                known = version_of(connection, str(path))
        except DBAPIError as problem:
            if getattr(problem.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
                raise NotGreenroom(str(path)) from None
            raise
        if known is None:
            raise NotGreenroom(str(path))
        yield raw


def _copy(source: Address, to: Address, patience: float) -> None:
    """Copy a database over another in one transaction. Raises DatabaseLocked when one of them stays locked."""
    until = time.monotonic() + patience

    def stepped(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() > until:
            raise DatabaseLocked(to.shown)

    here, there = _file_of(source), _file_of(to)
    with told(to), closing(sqlite3.connect(here, timeout=patience)) as reading, closing(sqlite3.connect(there, timeout=0.05)) as writing:
        with told(source):
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        fresh = there.stat().st_size == 0
        try:
            reading.backup(writing, pages=-1, progress=stepped, sleep=0.05)
        except sqlite3.DatabaseError as problem:
            if getattr(problem, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                raise DatabaseBroken(source.shown) from None
            raise
        if fresh:
            # one file without a log, which opens from a read-only place too
            writing.execute("PRAGMA journal_mode = DELETE")


def _renew(draft: Path, patience: float) -> None:
    """Bring a copy of a backup to this schema before it replaces anything."""
    database = Database(draft, patience)
    try:
        upgrade(database)
    finally:
        database.close()


def _keep_aside(address: Address, target: Path, patience: float) -> Path | None:
    """A copy of what is to be replaced; a file that cannot be read is itself moved aside. Raises NotGreenroom for another program's."""
    if not target.exists() or target.stat().st_size == 0:
        return None
    aside = next(p for n in count(1) if not (p := target.with_name(f"{target.stem}-before-restore-{n}{target.suffix}")).exists())
    try:
        with told(address), closing(sqlite3.connect(target, timeout=patience)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with suppress(DatabaseNewer), _opened(address):
            pass
        with _draft(aside) as draft:
            _copy(address, file_address(draft), patience)
            os.replace(draft, aside)
    except DatabaseBroken:
        for end in ("", "-wal", "-shm"):
            if Path(f"{target}{end}").exists():
                os.replace(f"{target}{end}", f"{aside}{end}")
    return aside

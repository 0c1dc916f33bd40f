"""What a driver raises, told as one of our errors; never with the statement or the values in it."""
from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from greenroom.errors import GreenroomError
from greenroom.storage.address import Address
from greenroom.storage.errors import DatabaseBroken, DatabaseLocked, DatabaseReadOnly, DatabaseUnreachable, DiskFull

LEAST_ROOM = 64 * 1024
"""Bytes; on a disk with less an unexplained failure to write is put down to its being full."""


def _locked(address: Address) -> GreenroomError:
    return DatabaseLocked(address.shown)


def _read_only(address: Address) -> GreenroomError:
    return DatabaseReadOnly(address.shown, address.elsewhere)


def _disk_full(address: Address) -> GreenroomError:
    return DiskFull(address.shown, address.elsewhere)


def _broken(address: Address) -> GreenroomError:
    return DatabaseBroken(address.shown)


_SQLITE = {
    sqlite3.SQLITE_BUSY: _locked, sqlite3.SQLITE_LOCKED: _locked, sqlite3.SQLITE_READONLY: _read_only, sqlite3.SQLITE_PERM: _read_only,
    sqlite3.SQLITE_FULL: _disk_full, sqlite3.SQLITE_CORRUPT: _broken, sqlite3.SQLITE_NOTADB: _broken,
}
_POSTGRES = {
    "53100": _disk_full, "25006": _read_only, "42501": _read_only, "55P03": _locked, "40P01": _locked, "40001": _locked, "XX001": _broken, "XX002": _broken,
}
"""By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Within it, what goes wrong with the database or its file is raised as an error for a person. A mistake of ours in the SQL stays what it is."""
    try:
        yield
    except (DBAPIError, PoolTimeout, sqlite3.Error, OSError) as problem:
        known = explained(problem, address)
        if known is None:
            raise
        raise known from None


def explained(problem: Exception, address: Address) -> GreenroomError | None:
    """The error for a person, or None where it is none of theirs."""
    if isinstance(problem, PoolTimeout):
        return _locked(address)
    if isinstance(problem, OSError):
        return _of_system(problem, address)
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, address)
    if not isinstance(problem, DBAPIError):
        return None
    state = getattr(cause, "sqlstate", None)
    kind = _POSTGRES.get(state or "")
    if kind:
        return kind(address)
    if problem.connection_invalidated or (state or "08")[:2] in {"08", "28", "3D", "53", "57"}:
        said = (str(cause).strip().splitlines() or [""])[0]
        return DatabaseUnreachable(f"The database {address.shown} cannot be reached: {said}", "Check that its server runs, and GREENROOM_DATABASE.")
    return None


def _of_sqlite(cause: sqlite3.Error, address: Address) -> GreenroomError | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    kind = _SQLITE.get(code & 0xFF)
    if kind:
        return kind(address)
    if code & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR} or address.path is None:
        return None
    if not _may_write(address.path):
        return _read_only(address)
    if _full(address.path.parent):
        return _disk_full(address)
    return _unusable(address, str(cause))


def _of_system(problem: OSError, address: Address) -> GreenroomError | None:
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _read_only(address)
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _disk_full(address)
    return _unusable(address, problem.strerror or type(problem).__name__)


def _unusable(address: Address, why: str) -> DatabaseUnreachable:
    return DatabaseUnreachable(f"{address.shown} cannot be opened: {why}.", f"Check the file and its folder, or {address.elsewhere}.")


def _may_write(path: Path) -> bool:
    """Whether the file, where there is one, and its folder may be written by who we are now."""
    effective = os.access in os.supports_effective_ids
    places = [p for p in (path, path.parent) if p.exists()]
    return all(os.access(p, os.W_OK, effective_ids=effective) for p in places)


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST_ROOM
    except OSError:
        return False

"""A database as transactions: many may read, one writes at a time, and a commit is on the disk when it returns."""
from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from greenroom.storage.address import Address, address_of
from greenroom.storage.errors import DatabaseLocked, DatabaseUnreachable
from greenroom.storage.told import told

PATIENCE = 5.0
"""Seconds to wait for another writer."""


class Database:
    """An open database. `place` is a file or a URL, `patience` the seconds to wait for another writer; usable from many threads."""

    def __init__(self, place: str | Path, patience: float = PATIENCE) -> None:
        self.address = address_of(place)
        self.patience = patience
        self._lock = threading.Lock()
        if self.address.path is not None:
            with told(self.address):
                _make_file(self.address.path)
            self.engine = _sqlite(self.address, patience)
        else:
            self.engine = _postgres(self.address, patience)
        reads: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reads = self.engine.execution_options(**reads)
        self._writes = self.engine.execution_options(greenroom_writes=True)

    @property
    def is_sqlite(self) -> bool:
        return self.address.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout. Raises DatabaseProblem."""
        with told(self.address), self._reads.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: wholly there when it is left, not at all when something is raised in it. Raises DatabaseProblem."""
        with told(self.address), self._turn(), self._writes.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction that may change tables: SQLite's foreign keys are checked at its end, and only one program is in it at a time."""
        with told(self.address), self._turn(), self._writes.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(471155078)")
                    yield connection
                return
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            # Outside a transaction, or it would be without effect: https://www.sqlite.org/foreignkeys.html#fk_enable
            raw.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if broken is not None:
                        raise RuntimeError(f"a migration left a row of {broken[0]} without its {broken[2]}")
            finally:
                raw.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def outside(self) -> Iterator[sqlite3.Connection]:
        """A connection to a SQLite file outside any transaction, for what SQLite does in none. Raises DatabaseProblem."""
        with told(self.address), self._turn(), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            yield raw

    def close(self) -> None:
        """Let all connections go; the last one to close a SQLite file empties its log."""
        self.engine.dispose()

    def _turn(self) -> AbstractContextManager[None]:
        """Writers of this program queue here: SQLite's own waiting is by polling, which starves some of them."""
        return _held(self._lock, self.patience, self.address) if self.is_sqlite else _free()


@contextmanager
def _held(lock: threading.Lock, patience: float, address: Address) -> Iterator[None]:
    if not lock.acquire(timeout=patience):
        raise DatabaseLocked(address.shown)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _free() -> Iterator[None]:
    yield


def _make_file(path: Path) -> None:
    """An empty file, readable by the person alone; its log gets the same rights from SQLite."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)


_TO_JSON = partial(json.dumps, allow_nan=False)
"""In ASCII: half characters and zero characters, which PostgreSQL takes in no other way, pass as escapes."""


def _sqlite(address: Address, patience: float) -> Engine:
    engine = create_engine(address.url, json_serializer=_TO_JSON, hide_parameters=True, pool_timeout=max(patience, 0.1))

    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        prepare(raw, patience)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("greenroom_writes") else "BEGIN")

    return engine


def prepare(raw: sqlite3.Connection, patience: float) -> None:
    """Set a connection up: write-ahead log, every commit on the disk, foreign keys, and what is deleted is overwritten."""
    raw.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
    until = time.monotonic() + patience
    # The busy timeout does not hold for a change of the journal.
    while raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")


def _postgres(address: Address, patience: float) -> Engine:
    options = f"-c lock_timeout={max(1, int(patience * 1000))} -c timezone=UTC"
    try:
        return create_engine(
            address.url, json_serializer=_TO_JSON, hide_parameters=True, pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": max(2, int(patience)), "application_name": "greenroom"},
        )
    except ModuleNotFoundError:
        raise DatabaseUnreachable("PostgreSQL needs a package that is not installed.", "pip install 'greenroom[postgres]'") from None

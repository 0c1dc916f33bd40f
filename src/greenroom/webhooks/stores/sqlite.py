"""SQLite: one file, one writer, WAL, and every commit on the disk before anybody is told of it."""
from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from greenroom.webhooks.stores.database import Database, Row

WORDS = {"{real}": "REAL", "{blob}": "BLOB", "{serial}": "INTEGER PRIMARY KEY AUTOINCREMENT"}

PATIENCE = 30.0
"""Seconds to wait for whoever writes."""
BETWEEN = (0.0005, 0.003)
"""Seconds from one try for the writer's lock to the next."""


class SqliteDatabase(Database):
    """A connection to the file at `path` (":memory:" for none), or one that the caller has, to accept events in his own transaction."""

    words = WORDS

    def __init__(self, path: str | Path | sqlite3.Connection, clock: Callable[[], float] | None = None, full: bool = True) -> None:
        super().__init__(clock or time.time)
        if isinstance(path, sqlite3.Connection):
            self._connection = path
            return
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE, check_same_thread=False, cached_statements=256)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(f"PRAGMA synchronous = {'FULL' if full else 'OFF'}")
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute("PRAGMA secure_delete = ON")

    def rows(self, sql: str, *args: Any) -> list[Row]:
        return self._connection.execute(sql, args).fetchall()

    def run(self, sql: str, *args: Any) -> int:
        return self._connection.execute(sql, args).rowcount

    def now(self) -> float:
        assert self._clock is not None
        return self._clock()

    def begin(self) -> None:
        # SQLite's own wait for the writer's lock grows to a tenth of a second: two senders would leave the file idle half of the time
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._take(time.monotonic() + PATIENCE)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")

    def _take(self, end: float) -> None:
        while True:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as problem:
                if not self.transient(problem) or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(*BETWEEN))

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def alone(self) -> None:
        return  # BEGIN IMMEDIATE did it

    def there(self) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'webhook_schema'"))

    def close(self) -> None:
        self._connection.close()

    def transient(self, problem: BaseException) -> bool:
        return isinstance(problem, sqlite3.OperationalError) and ("locked" in str(problem) or "busy" in str(problem))

    def lost(self, problem: BaseException) -> bool:
        return isinstance(problem, sqlite3.ProgrammingError)

"""PostgreSQL: many workers on many machines; rows are leased with SKIP LOCKED, and the server's clock is the only one that leases go by."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from greenroom.webhooks.stores.database import Database, Row

if TYPE_CHECKING:
    import psycopg

WORDS = {"{real}": "DOUBLE PRECISION", "{blob}": "BYTEA", "{serial}": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"}
MAKING = 7_309_145_001
"""Advisory lock under which tables are made: two that begin at once would collide in the catalogue."""


@lru_cache(maxsize=4096)
def translated(sql: str) -> str:
    """`?` as psycopg's placeholder."""
    return sql.replace("%", "%%").replace("?", "%s")


class PostgresDatabase(Database):
    """A connection to `url`, or one that the caller has, to accept events in his own transaction."""

    words = WORDS
    locks = " FOR UPDATE"
    skips = " FOR UPDATE SKIP LOCKED"

    def __init__(self, url: str | psycopg.Connection[Any], clock: Callable[[], float] | None = None) -> None:
        import psycopg

        super().__init__(clock)
        self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10) if isinstance(url, str) else url
        self._now: float | None = None

    def rows(self, sql: str, *args: Any) -> list[Row]:
        return self._connection.execute(translated(sql).encode(), args).fetchall()

    def run(self, sql: str, *args: Any) -> int:
        return self._connection.execute(translated(sql).encode(), args).rowcount

    def now(self) -> float:
        if self._clock is not None:
            return self._clock()
        return float(self.rows("SELECT EXTRACT(EPOCH FROM clock_timestamp())::float8")[0][0])

    def begin(self) -> None:
        self._connection.execute("BEGIN")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if not self._connection.closed:
            self._connection.execute("ROLLBACK")

    def alone(self) -> None:
        self.rows("SELECT pg_advisory_xact_lock(?)", MAKING)

    def there(self) -> bool:
        return self.rows("SELECT to_regclass('webhook_schema') IS NOT NULL")[0][0] is True

    def close(self) -> None:
        self._connection.close()

    def transient(self, problem: BaseException) -> bool:
        import psycopg

        return isinstance(problem, psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected | psycopg.errors.LockNotAvailable)

    def lost(self, problem: BaseException) -> bool:
        import psycopg

        return isinstance(problem, psycopg.OperationalError | psycopg.InterfaceError) and not self.transient(problem)

"""A connection as the shared SQL sees it: rows, counts, one transaction at a time, the database's clock."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from greenroom.errors import GreenroomError
from greenroom.webhooks.stores.schema import STEPS, TABLES, VERSION

Row = tuple[Any, ...]


class NewerTables(GreenroomError):
    """Tables that a later version of Greenroom made."""

    code = "newer-tables"


class Database(ABC):
    """One connection. SQL is written with `?`; `clock` gives seconds since the epoch (None: the database's own where it has one)."""

    locks = ""
    """What locks the chosen rows, where the database has row locks."""
    skips = ""
    """The same, passing over rows that another transaction holds."""

    def __init__(self, clock: Callable[[], float] | None) -> None:
        self._clock = clock

    @abstractmethod
    def rows(self, sql: str, *args: Any) -> list[Row]:
        """Run it and give all rows."""

    @abstractmethod
    def run(self, sql: str, *args: Any) -> int:
        """Run it and give the number of rows it touched."""

    @abstractmethod
    def now(self) -> float:
        """Seconds since the epoch."""

    @abstractmethod
    def begin(self) -> None: ...

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def rollback(self) -> None: ...

    words: Mapping[str, str] = {}
    """What stands for the {words} of the tables in this database."""

    def make(self) -> None:
        """Make the tables where there are none, and bring older ones to this version. Raises NewerTables."""
        if self.there() and self.rows("SELECT version FROM webhook_schema") == [(VERSION,)]:
            return
        with self.transaction():
            self.alone()
            for sql in TABLES:
                self.run(self.filled(sql))
            self.renew()

    @abstractmethod
    def alone(self) -> None:
        """Let nobody else make tables until this transaction ends."""

    def filled(self, sql: str) -> str:
        """The SQL with its {words}."""
        for word, type_ in self.words.items():
            sql = sql.replace(word, type_)
        return sql

    @abstractmethod
    def there(self) -> bool:
        """Whether the tables are there."""

    def renew(self) -> None:
        """Bring the tables to this version, in the transaction that is under way. Raises NewerTables."""
        found = self.rows("SELECT version FROM webhook_schema")
        if not found:
            self.run("INSERT INTO webhook_schema (version) VALUES (?)", VERSION)
            return
        if found[0][0] > VERSION:
            raise NewerTables(f"The webhook tables are of version {found[0][0]}.", f"This Greenroom knows version {VERSION}; use the later one.")
        for version in range(found[0][0] + 1, VERSION + 1):
            for sql in STEPS[version]:
                self.run(self.filled(sql))
            self.run("UPDATE webhook_schema SET version = ?", version)

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def transient(self, problem: BaseException) -> bool:
        """Whether the same transaction may succeed when it is tried again."""

    @abstractmethod
    def lost(self, problem: BaseException) -> bool:
        """Whether the connection is of no more use."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.begin()
        try:
            yield
        except BaseException:
            self.rollback()
            raise
        self.commit()


def marks(values: Sequence[object]) -> str:
    """As many `?` as there are values."""
    return ",".join("?" * len(values))

"""A connection as the shared SQL sees it: rows, counts, one transaction at a time, the database's clock."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Row = tuple[Any, ...]


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

    @abstractmethod
    def make(self) -> None:
        """Make the tables where there are none."""

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

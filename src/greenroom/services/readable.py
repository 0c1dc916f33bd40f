"""For pages that say something without the person's data: what is kept, or something else where the database cannot be opened."""
from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from greenroom.errors import GreenroomError
from greenroom.services.take_over import CannotTakeOver
from greenroom.storage.errors import DatabaseProblem

T = TypeVar("T")


class Readable:
    """Reads of one page. `problem` is why the first of them that failed did; None while none has."""

    def __init__(self) -> None:
        self.problem: GreenroomError | None = None

    def read(self, kept: Callable[[], T], otherwise: T) -> T:
        """What `kept` gives, or `otherwise` where the person's data cannot be opened. Raises whatever else `kept` raises."""
        if self.problem is None:
            try:
                return kept()
            except (DatabaseProblem, CannotTakeOver) as problem:
                self.problem = problem
        return otherwise

    def every(self, kept: Callable[[], list[T]]) -> list[T]:
        """As `read`, of a list that is empty otherwise."""
        return self.read(kept, [])

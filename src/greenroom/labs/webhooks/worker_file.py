"""The retry worker's file, which a person edits: what it may use, and how it is read. A mistake in it is told with its line."""
from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from greenroom.errors import GreenroomError
from greenroom.webhooks.stores.database import Row

START = Path(__file__).with_name("start")
SHIPPED = START / "retry_worker.py"
"""The retry worker with the fault."""


class BrokenFile(GreenroomError):
    """A file of the person's that cannot be run."""

    code = "broken-lab-file"


class Service(Protocol):
    """What the service gives to its retry worker."""

    name: str
    limit: float

    def now(self) -> float: ...

    def rows(self, sql: str, *values: Any) -> list[Row]: ...

    def change(self, sql: str, *values: Any) -> int: ...

    def send(self, delivery: int) -> int | None: ...

    def finish(self, delivery: int, state: str) -> None: ...


Work = Callable[[Service], bool]


def load(path: str | Path, name: str = "work") -> Callable[..., Any]:
    """The function `name` of the file. Raises BrokenFile."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenFile(f"{path} cannot be read: {problem}.", "`greenroom lab webhooks step 3` says where the file belongs; `reset --file` writes it anew.") from None
    held: dict[str, Any] = {"__name__": "retry_worker", "__file__": str(path)}
    try:
        exec(compile(text, str(path), "exec"), held)
    except Exception as problem:
        raise BrokenFile(f"{Path(path).name} cannot be run: {where(problem, path)}.", "Mend that line and check again; nothing was lost.") from None
    found = held.get(name)
    if not callable(found):
        raise BrokenFile(f"{Path(path).name} has no function {name!r}.", f"Keep `def {name}(...)` in it: it is what the lab calls.")
    return found  # type: ignore[no-any-return]


def where(problem: BaseException, path: str | Path) -> str:
    """What went wrong and on which line of the person's file."""
    if isinstance(problem, SyntaxError):
        return f"line {problem.lineno}: {problem.msg}"
    lines = [f.lineno for f in traceback.extract_tb(problem.__traceback__) if f.filename == str(path)]
    return f"line {lines[-1]}: {type(problem).__name__}: {problem}" if lines else f"{type(problem).__name__}: {problem}"


def refuse_transactions(sql: str) -> None:
    """Raises ValueError for what would begin or end a transaction: a worker that keeps one open while it sends would stop the whole service."""
    if sql.split(None, 1)[:1] and sql.split(None, 1)[0].upper().rstrip(";") in {"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "ATTACH"}:
        raise ValueError("every statement is a transaction of its own; BEGIN, COMMIT and the like are not for the worker")


def refuse_state(state: str) -> None:
    """Raises ValueError for a state that ends no delivery."""
    if state not in ("delivered", "dead"):
        raise ValueError(f"{state!r} is no last state; use 'delivered' or 'dead'")

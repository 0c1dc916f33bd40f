"""A problem that a check found in a walkthrough."""
from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Where (path in the pack, line from 1), what, and what to do. `detail` tells apart several of one code (`code:detail` can be disputed, unless `firm`).

    `path` is the whole path of the file, "" where it was not noted. With `sure` it is a problem though its check is unsure.
    """

    file: str
    line: int
    code: str
    message: str
    remedy: str
    detail: str = ""
    firm: bool = False
    path: str = ""
    sure: bool = False

    @property
    def key(self) -> str:
        return f"{self.code}:{self.detail}" if self.detail else self.code


def told_path(path: str | Path) -> str:
    """A path as a person is told it: from the folder one stands in, where it lies below it."""
    here, whole = Path.cwd(), Path(path).absolute()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else str(path)


def checking(folder: str | Path | None) -> str:
    """The command that says what is wrong in a folder, or (None) in every pack that is found."""
    return "greenroom catalogue check" if folder is None else f"greenroom catalogue check {shlex.quote(told_path(folder))}"


def line_of(text: str, needle: str, after: int = 1) -> int:
    """The line (from 1) at which `needle` begins, looked for from line `after` on; `after` itself where it is not found. Line wraps do not matter."""
    import re

    words = needle.split()
    if not words:
        return after
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: after - 1])
    found = re.compile(r"\s+".join(re.escape(w) for w in words)).search(text, start)
    return text.count("\n", 0, found.start()) + 1 if found else after


def line_of_key(text: str, path: tuple[str | int, ...]) -> int:
    """The line of a TOML key by its path, such as ("quiz", 1, "option", 0, "why"); the nearest enclosing table where the key is absent."""
    lines, at, table = [line.strip() for line in text.split("\n")], 0, ""
    for step in path:
        if isinstance(step, int):
            tables = [n for n in range(at, len(lines)) if lines[n].startswith(f"[[{table}]]")]
            if lines[at].startswith("[") or not at:  # else a list on its key's own line
                at = tables[step] if step < len(tables) else at
            continue
        outer, table = table, f"{table}.{step}" if table else step
        at = _key_below(lines, at, step, table, outer)
    return at + 1


def _key_below(lines: list[str], at: int, key: str, table: str, outer: str) -> int:
    """The line of `key` in the table whose header (or top) is at `at`, be it written with `=` or as a table of its own; `at` where there is none."""
    own = True
    for n in range(at, len(lines)):
        line = lines[n]
        if line.startswith((f"[{table}]", f"[[{table}]]")):
            return n
        if n > at and outer and line.startswith(f"[[{outer}]]"):
            break
        own = own and not (n > at and line.startswith("["))
        if own and line.partition("=")[0].strip(" \t\"'") == key and "=" in line:
            return n
    return at

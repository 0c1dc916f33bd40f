"""A problem that a check found in a walkthrough."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Where (path in the pack, line from 1), what, and what to do. `detail` tells apart several of one code (`code:detail` can be disputed, unless `firm`)."""

    file: str
    line: int
    code: str
    message: str
    remedy: str
    detail: str = ""
    firm: bool = False

    @property
    def key(self) -> str:
        return f"{self.code}:{self.detail}" if self.detail else self.code


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
    lines, line, table = text.split("\n"), 1, ""
    for i, step in enumerate(path):
        if isinstance(step, int):
            header, seen = f"[[{table}]]", -1
            if header not in text:  # a list on one line
                return line_of_key(text, path[: i - 1] + (f"{path[i - 1]}",)) if line == 1 else line
            for n in range(line - 1, len(lines)):
                seen += lines[n].strip().startswith(header)
                if seen == step:
                    line = n + 1
                    break
        elif i + 1 < len(path) and isinstance(path[i + 1], int):
            table = f"{table}.{step}" if table else step
        else:
            for n in range(line - 1, len(lines)):
                stripped = lines[n].strip()
                if n > line - 1 and stripped.startswith("[["):
                    break
                if stripped.startswith((f"{step} =", f"{step}=", f"[{step}")):
                    line = n + 1
                    break
    return line

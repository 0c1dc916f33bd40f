"""A small service that others start from: sender with outbox, receiver, dead-letter alert, objective, and its own tests."""
from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from greenroom.errors import GreenroomError

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
TAKEN = frozenset({"test", "tests", "greenroom", "aiohttp", "sqlite3", "asyncio"})


class CannotMake(GreenroomError):
    """A service that cannot be written there, or under that name."""

    code = "cannot-make"


def new_service(name: str, beside: Path) -> list[Path]:
    """Write it into the folder `name` within `beside`, whole or not at all; the files. Raises CannotMake."""
    if not NAME.fullmatch(name) or name in TAKEN:
        remedy = "Use a small letter, then small letters, digits, '-' and '_', up to 40; none of Python's or Greenroom's own names."
        raise CannotMake(f"{name[:60]!r} cannot be a service's name.", remedy)
    target = beside / name
    if target.exists():
        raise CannotMake(f"{target} is there already.", "Choose another name, or move it away.")
    words = {"name": name, "package": name.replace("-", "_"), "variable": name.replace("-", "_").upper()}
    made = {target / path: text.format(**words) for path, text in _templates(resources.files("greenroom.services") / "templates" / "webhook_service", words["package"])}
    try:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise CannotMake(f"{target} cannot be written: {problem.strerror}.", "Check the folder's rights, or choose another with --in.") from None
    return sorted(made)


def _templates(folder: Traversable, package: str, at: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _templates(entry, package, f"{at}{package if entry.name == 'package' else entry.name}/")
        elif entry.name.endswith(".tmpl"):
            found.append((at + entry.name.removesuffix(".tmpl"), entry.read_text(encoding="utf-8")))
    return found

"""Our own words, wherever they stand, obey the rules that the catalogue holds its authors to."""
from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from greenroom.catalogue.checks.plain_words import faults
from tests.conftest import ROOT

CODE = ROOT / "src" / "greenroom"
TOLD = sorted(p for room in ("rating", "practice", "services", "cli", "storage", "stories", "speech", "webhooks", "labs", "catalogue") for p in (CODE / room).rglob("*.py"))
WHOLE = ("rating", "practice")
"""Rooms whose every text of several words is said to people; of the others only what is raised or shown is looked at."""
SAID = {"say", "para", "problem", "echo"}


def texts_of(tree: ast.AST) -> Iterator[str]:
    """The texts in a piece of code, f-strings with their values left out, docstrings not."""
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented | inner:
            yield node.value


def said(file: Path) -> Iterator[str]:
    """What a file says to people."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if file.relative_to(CODE).parts[0] in WHOLE:
        yield from texts_of(tree)
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from texts_of(node.exc)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAID:
            yield from texts_of(node)


def values(held: Any) -> Iterator[str]:
    """Every text in a table of TOML."""
    for each in held.values() if isinstance(held, dict) else held:
        yield from [each] if isinstance(each, str) else values(each) if isinstance(each, dict | list) else []


def prose(texts: Iterator[str]) -> list[str]:
    """Those of several words; patterns are none, and the first line of a script is no exclamation."""
    return [t.replace("#!", "#") for t in texts if len(t.split()) >= 4 and "\\" not in t and "(?" not in t]


def test_messages_are_plain() -> None:
    found = [(p.name, *fault) for p in TOLD for text in prose(said(p)) for fault in faults(text)]
    assert not found, "\n".join(map(str, found))
    assert sum(len(prose(said(p))) for p in TOLD) > 500


@pytest.mark.parametrize("file", sorted((CODE / "frameworks").glob("*.toml")), ids=lambda p: p.stem)
def test_frameworks_are_plain(file: Path) -> None:
    found = [fault for text in prose(values(tomllib.loads(file.read_text(encoding="utf-8")))) for fault in faults(" ".join(text.split()))]
    assert not found, "\n".join(map(str, found))


def test_the_rules_find_what_they_mind() -> None:
    assert [f[3] for f in faults("Just be yourself and leverage it!")] == ["just be yourself", "!"]
    assert list(faults("He said \u201cleverage\u201d.")) == []

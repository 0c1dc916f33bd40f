"""Shared fixtures, and skips that say so: GREENROOM_REQUIRE names what must not be missing."""
from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold"
REQUIRED = set(filter(None, os.environ.get("GREENROOM_REQUIRE", "").split(",")))


def need(name: str, present: bool, remedy: str) -> None:
    """Skip when `name` is missing, unless GREENROOM_REQUIRE says that it must be there."""
    if present:
        return
    if name in REQUIRED:
        pytest.fail(f"{name} is required by GREENROOM_REQUIRE but missing: {remedy}")
    pytest.skip(f"{name} is missing: {remedy}")


@pytest.fixture(scope="session")
def example() -> tuple[str, str]:
    """The example of `make run`: text and question."""
    text = (ROOT / "docs" / "examples" / "dropped-webhooks.txt").read_text(encoding="utf-8")
    return text, "Tell me about a time you took on something outside your area of responsibility."


@pytest.fixture
def from_training(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Imports a module of `training/`, which is no package of the product, by its name there."""
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    return importlib.import_module

"""A pack in which nothing is wrong, copies of it to break, and the engine's answers about it, asked once."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from greenroom.catalogue.catalogue import examine_all, open_catalogue
from tests.conftest import ROOT

PACKS = ROOT / "tests" / "broken_packs"
BASE = PACKS / "_base"
BREAD = "the-bread-that-went-stale"


def change(file: Path, old: str, new: str) -> int:
    """Put `new` in the place of `old`, which must stand once in the file; the line where it began."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file.name, old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the sound pack."""
    return Path(shutil.copytree(BASE, tmp_path / "pack"))


@pytest.fixture
def bread(pack: Path) -> Path:
    """The walkthrough's folder in the copy."""
    return pack / BREAD


@pytest.fixture(scope="session")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the engine's answers about the sound pack."""
    folder = tmp_path_factory.mktemp("examined")
    examine_all(open_catalogue([BASE]), cache=folder)
    return folder


@pytest.fixture
def cache(asked_once: Path, tmp_path: Path) -> Path:
    """A copy of that cache, since each examination drops what it did not use."""
    return Path(shutil.copytree(asked_once, tmp_path / "cache"))

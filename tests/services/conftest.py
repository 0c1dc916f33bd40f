"""A data folder of its own for tests that keep something."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from greenroom.services import door


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder, with SQLite in it; closed at the end."""
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    yield tmp_path
    door.close()

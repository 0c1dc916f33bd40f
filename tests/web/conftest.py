"""A client for the web app in this process, with a data folder of its own."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from greenroom.web.app import create_app

BASE = "http://127.0.0.1:8377"
HOME = {"origin": BASE}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    with TestClient(create_app(), base_url=BASE, follow_redirects=True) as made:
        yield made

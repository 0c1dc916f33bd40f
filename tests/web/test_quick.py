"""How long the server takes for a page once it is warm, on a data folder with something of everything in it."""
from __future__ import annotations

import time

import pytest
from starlette.testclient import TestClient

from tests.web.kept import Kept, keep
from tests.web.test_pages import PAGES

MILLISECONDS = 50


@pytest.fixture
def kept(client: TestClient, example: tuple[str, str]) -> Kept:
    return keep(client, *example)


def test_pages_are_drawn_quickly(client: TestClient, kept: Kept) -> None:
    slow = {}
    for path in [*PAGES, *kept.pages]:
        assert client.get(path).status_code == 200, path
        best = min(_timed(client, path) for _ in range(5))
        if best > MILLISECONDS:
            slow[path] = round(best)
    assert not slow


def _timed(client: TestClient, path: str) -> float:
    began = time.process_time()  # of this process alone, so that a busy machine does not count
    client.get(path)
    return (time.process_time() - began) * 1000

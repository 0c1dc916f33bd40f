"""A finished mock reaches a coach's endpoint while the web runs; nothing is made or sent before an endpoint is set up."""
from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.services import door, interview
from greenroom.services.deliver import Background
from greenroom.services.webhooks import add_endpoint, log
from greenroom.webhooks.model import Filter
from greenroom.webhooks.signing import verify
from tests.cli.test_webhooks import Hook, hook  # noqa: F401

ANSWER = "In 2023 our billing job failed each Monday. I read the logs for two days and I found a race in the retry code. I wrote a fix with a lock, and lost invoices fell from 40 a week to 0."


@pytest.fixture
def background(monkeypatch: pytest.MonkeyPatch, hook: tuple[str, type[Hook]]) -> Iterator[Background]:  # noqa: F811
    monkeypatch.setenv("GREENROOM_WEBHOOK_ALLOW", "loopback")
    running = Background(look=0.05)
    running.start()
    yield running
    running.stop()
    door.close()


def mock() -> str:
    """A mock from beginning to end; its id."""
    interview.begin("", "", "Tell me about a time you fixed something.", "sde2", random.Random(1), datetime.now(UTC))
    while True:
        asking = interview.interrupted()
        assert asking is not None
        done = interview.finish(asking.turn, ANSWER, 50, datetime.now(UTC))
        if done:
            return done


def test_a_database_that_cannot_be_opened_is_said_without_a_word_of_webhooks_to_who_has_none(own_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (own_folder / "greenroom.db").write_bytes(b"garbage " * 1000)
    running = Background(look=0.02)
    running.start()
    end = time.monotonic() + 30
    while not caplog.messages and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.1)
    running.stop()
    (said,) = caplog.messages
    assert str(own_folder / "greenroom.db") in said
    assert "ebhook" not in said


def test_a_finished_mock_reaches_the_coach(background: Background, hook: tuple[str, type[Hook]], tmp_path: Path) -> None:  # noqa: F811
    url, handler = hook
    time.sleep(0.2)
    assert list(tmp_path.iterdir()) == []
    first = mock()
    secret = add_endpoint("coach", url, ("rehearsal.*",), "none", 0.999, 300, False)
    second = mock()
    interview.delete(first)
    end = time.monotonic() + 30
    while len(handler.got) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    told = sorted((json.loads(body) for _, body in handler.got), key=lambda t: str(t["timestamp"]))
    assert [(t["type"], t["data"]["rehearsal"]) for t in told] == [("rehearsal.finished", second), ("rehearsal.deleted", first)]
    data = told[0]["data"]
    assert data["judged"] is True
    assert data["vote"]["value"] in (1, 2, 3, 4)
    assert data["scores"]["metric"] >= 2
    assert "billing" not in json.dumps(told)
    for headers, body in handler.got:
        verify(headers, body, [secret], time.time())
    while len(log(Filter())) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert {a.outcome for a in log(Filter())} == {"delivered"}

"""What the terminal kept in files before there was a database is taken over once, and the files stay under another name."""
from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.practice.mock import MockSession
from greenroom.practice.schedule import Schedule
from greenroom.services import take_over
from greenroom.services.hold_mock import unfinished_mock
from greenroom.services.keep import open_stores
from greenroom.storage.stores import Stores

THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder as the first terminal modes left it."""
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    schedule = Schedule()
    schedule.grade("dropped-webhooks/quiz/1", "good", THEN)
    mock = MockSession("Tell me about a time you failed.", "senior", draft="Our billing job failed.", draft_seconds=20.5)
    past = [MockSession(f"Question {n}?", "sde2", state="done", answer="I fixed it.", seconds=60) for n in range(2)]
    past.append(past[0])
    held = {"schedule.json": schedule.to_dict(), "mock.json": mock.to_dict(), "mocks.json": {"version": 1, "mocks": [m.to_dict() for m in past]}}
    for name, content in held.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
        os.utime(tmp_path / name, (THEN.timestamp(), THEN.timestamp()))
    return tmp_path


def look(stores: Stores) -> None:
    assert set(stores.schedule.load()["cards"]) == {"dropped-webhooks/quiz/1"}
    done = stores.rehearsals.list("done")
    assert [r.session["question"] for r in done] == ["Question 0?", "Question 1?", "Question 0?"]
    assert {r.place for r in stores.rehearsals.list()} == {"terminal"}
    assert done[0].updated == THEN
    going_on = unfinished_mock(stores)
    assert going_on is not None
    assert (going_on.session.draft, going_on.session.draft_seconds, going_on.session.level) == ("Our billing job failed.", 20.5, "senior")


def test_everything_is_taken_over_once_and_the_files_stay(folder: Path) -> None:
    held = {p.name: p.read_bytes() for p in folder.iterdir()}
    for _ in range(2):
        with open_stores() as stores:
            look(stores)
    assert {p.name: p.read_bytes() for p in folder.glob("*.taken-over")} == {f"{name}.taken-over": content for name, content in held.items()}
    assert list(folder.glob("*.json")) == []


def test_stopped_in_the_middle_it_keeps_nothing_twice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = take_over._rename

    def stop(path: Path, end: str) -> Path:
        if path.name == "mocks.json":
            raise KeyboardInterrupt
        return real(path, end)

    with monkeypatch.context() as patched:
        patched.setattr(take_over, "_rename", stop)
        with pytest.raises(KeyboardInterrupt):
            open_stores()
    assert (folder / "mocks.json").exists()
    with open_stores() as stores:
        look(stores)


def test_what_was_learnt_since_is_not_undone(folder: Path) -> None:
    old = (folder / "schedule.json").read_bytes()
    with open_stores() as stores:
        schedule = Schedule.from_dict(stores.schedule.load())
        schedule.grade("dropped-webhooks/quiz/1", "easy", datetime(2026, 4, 1, tzinfo=UTC))
        stores.schedule.save(schedule.to_dict())
    (folder / "schedule.json").write_bytes(old)
    with open_stores() as stores:
        assert stores.schedule.load()["cards"] == schedule.cards
    assert sorted(p.name for p in folder.glob("schedule*")) == ["schedule.json.taken-over", "schedule.json.taken-over-2"]


@pytest.mark.parametrize("content", ["{not json", "[]", '{"version": 1}', '{"version": 1, "mocks": [{"question": "x"}]}', '{"mocks": 3}', "\xff"])
def test_a_file_that_holds_something_else_is_moved_aside_and_the_rest_goes_on(folder: Path, content: str) -> None:
    (folder / "mocks.json").write_text(content, encoding="latin-1")
    with pytest.raises(take_over.CannotTakeOver) as raised:
        open_stores()
    assert str(folder / "mocks.json") in raised.value.message
    assert "mocks.json.unreadable" in raised.value.remedy
    assert (folder / "mocks.json.unreadable").read_text(encoding="latin-1") == content
    with open_stores() as stores:
        assert unfinished_mock(stores) is not None
        assert stores.rehearsals.list("done") == []


def test_another_database_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_DATABASE", f"sqlite:///{folder}/elsewhere/mine.db")
    with open_stores() as stores:
        look(stores)
    assert not (folder / "greenroom.db").exists()
    assert (folder / "elsewhere" / "mine.db").exists()

"""A mock in the terminal shares the database with other windows, and loses nothing to them."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from greenroom.practice.mock import MockSession
from greenroom.services.hold_mock import HeldMock, drop_mock, unfinished_mock
from greenroom.storage.stores import Stores

NOW = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with Stores(tmp_path / "greenroom.db") as stores:
        yield stores


def typed(mock: HeldMock, text: str, at: datetime = NOW) -> None:
    mock.session.write(text, 1.0)
    mock.keep(at)


def test_nothing_is_kept_before_the_first_line_and_every_line_after(stores: Stores) -> None:
    mock = HeldMock(stores, MockSession("Why?", "sde2"))
    assert unfinished_mock(stores) is None
    for text in ("One.", "One.\nTwo."):
        typed(mock, text)
        found = unfinished_mock(stores)
        assert found is not None
        assert found.session == mock.session
    assert len(stores.rehearsals.list()) == 1


def test_what_a_browser_keeps_beside_the_session_stays(stores: Stores) -> None:
    kept = stores.rehearsals.create({**MockSession("Why?", "sde2").to_dict(), "marks": [1, 2]}, NOW)
    assert unfinished_mock(stores) is None
    mock = unfinished_mock(stores, anywhere=True)
    assert mock is not None
    typed(mock, "From the terminal.")
    back = stores.rehearsals.get(kept.id)
    assert (back.session["marks"], back.session["draft"], back.place) == ([1, 2], "From the terminal.", "browser")


def test_one_answered_aloud_in_a_browser_is_not_for_the_terminal(stores: Stores) -> None:
    kept = stores.rehearsals.create(MockSession("Why?", "sde2").to_dict(), NOW)
    stores.rehearsals.add_segment(kept.id, 0, 0, "audio/webm", b"x", NOW)
    assert unfinished_mock(stores, anywhere=True) is None


@pytest.mark.parametrize("gone", [False, True])
def test_a_line_typed_after_another_window_changed_it_is_kept_as_a_session_of_its_own(stores: Stores, gone: bool) -> None:
    mock = HeldMock(stores, MockSession("Why?", "sde2"))
    typed(mock, "One.")
    kept = stores.rehearsals.list()[0]
    if gone:
        stores.rehearsals.delete(kept.id)
    else:
        stores.rehearsals.save(kept.id, kept.version, {**kept.session, "draft": "Theirs."}, NOW + timedelta(seconds=1))
    typed(mock, "One.\nTwo.", NOW + timedelta(seconds=2))
    typed(mock, "One.\nTwo.\nThree.", NOW + timedelta(seconds=3))
    drafts = [r.session["draft"] for r in stores.rehearsals.list()]
    assert drafts == ["One.\nTwo.\nThree."] + ([] if gone else ["Theirs."])


def test_dropping_forgets_it(stores: Stores) -> None:
    typed(HeldMock(stores, MockSession("Why?", "sde2")), "One.")
    mock = unfinished_mock(stores)
    assert mock is not None
    drop_mock(mock)
    assert stores.rehearsals.list() == []

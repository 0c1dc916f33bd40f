"""Recordings: pieces kept whole and once, stretches apart, nothing overwritten."""
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.errors import GreenroomError, UnreadableInput
from greenroom.practice.mock import MockSession
from greenroom.services import door
from greenroom.services.back_up import back_up, restore
from greenroom.services.recording_files import CannotKeep, delete_all
from greenroom.services.recordings import CHECK, MOST_STRETCHES, STRETCH, NoSound, Stretch, Taken, begin, delete, receive, sound, stretches
from greenroom.storage.errors import NotThere

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    yield tmp_path / "data"
    door.close()


@pytest.fixture(params=["database", "files"])
def mock(request: pytest.FixtureRequest) -> str:
    """Whose sound it is: a rehearsal's, in the database, or the microphone check's, in files."""
    return CHECK if request.param == "files" else door.stores().rehearsals.create(MockSession("Why?", "sde2").to_dict(), NOW).id


def test_pieces_make_a_stretch_in_their_order(mock: str) -> None:
    for number, data in ((1, b"two"), (0, b"one"), (2, b"three")):
        receive(mock, 0, number, "audio/webm;codecs=opus", data, NOW)
    assert sound(mock, 0, 0) == (b"onetwothree", "audio/webm")
    assert stretches(mock, 0) == [Stretch(0, "audio/webm", 3, 11)]
    assert stretches(mock, 1) == []


def test_a_resumed_recording_is_a_stretch_of_its_own(mock: str) -> None:
    receive(mock, 0, 0, "audio/webm", b"before", NOW)
    receive(mock, 0, STRETCH, "audio/mp4", b"after", NOW)
    assert [(s.stretch, s.mime) for s in stretches(mock, 0)] == [(0, "audio/webm"), (1, "audio/mp4")]
    assert sound(mock, 0, 1) == (b"after", "audio/mp4")


def test_every_page_that_begins_gets_a_stretch_of_its_own(mock: str) -> None:
    receive(mock, 3, 0, "audio/webm", b"before", NOW)
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: begin(mock, 3), range(20)))
    first = min(given)
    assert first >= 1
    assert sorted(given) == list(range(first, first + 20))
    delete(mock, 3)
    assert begin(mock, 3) == first + 20  # one that still records is not written over


def test_a_recording_has_an_end(mock: str) -> None:
    receive(mock, 4, STRETCH * (MOST_STRETCHES - 1), "audio/webm", b"last", NOW)
    with pytest.raises(UnreadableInput, match="1,000 parts"):
        begin(mock, 4)


def test_the_same_piece_again_is_fine_and_another_is_refused(mock: str) -> None:
    receive(mock, 0, 0, "audio/webm", b"one", NOW)
    receive(mock, 0, 0, "audio/webm", b"one", NOW)
    with pytest.raises(Taken):
        receive(mock, 0, 0, "audio/webm", b"other", NOW)
    assert sound(mock, 0, 0)[0] == b"one"


def test_what_follows_a_missing_piece_is_not_played(mock: str) -> None:
    for number in (0, 1, 3):
        receive(mock, 0, number, "audio/webm", b"%d" % number, NOW)
    assert sound(mock, 0, 0)[0] == b"01"


def test_deleted_is_gone(folder: Path, mock: str) -> None:
    receive(mock, 0, 0, "audio/webm", b"one", NOW)
    delete(mock, 0)
    delete(mock, 0)
    receive(CHECK, 1, 0, "audio/webm", b"one", NOW)
    delete_all()
    delete_all()
    assert not list(folder.rglob("*.webm"))
    with pytest.raises(NoSound):
        sound(mock, 0, 0)


def test_a_rehearsal_that_is_gone_takes_no_sound() -> None:
    with pytest.raises(NotThere):
        receive("r-1", 0, 0, "audio/webm", b"one", NOW)


@pytest.mark.parametrize(("rehearsal", "turn", "number", "mime", "data"), [
    ("../r", 0, 0, "audio/webm", b"x"), ("", 0, 0, "audio/webm", b"x"), ("-r", 0, 0, "audio/webm", b"x"), ("r", -1, 0, "audio/webm", b"x"), ("r", 101, 0, "audio/webm", b"x"),
    ("r", 0, -1, "audio/webm", b"x"), ("r", 0, STRETCH * 1000, "audio/webm", b"x"), ("r", 0, 0, "text/html", b"x"), ("r", 0, 0, "", b"x"), ("r", 0, 0, "audio/webm", b""),
])
def test_what_is_no_piece_is_refused(folder: Path, rehearsal: str, turn: int, number: int, mime: str, data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        receive(rehearsal, turn, number, mime, data, NOW)
    assert not folder.exists()


def test_a_full_or_closed_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("greenroom.services.recording_files.os.fsync", full)
    with pytest.raises(CannotKeep, match="No space left"):
        receive(CHECK, 0, 0, "audio/webm", b"one", NOW)
    assert stretches(CHECK, 0) == []
    assert issubclass(CannotKeep, GreenroomError)


def test_a_backup_holds_the_sound_with_its_parts(folder: Path, mock: str, tmp_path: Path) -> None:
    if mock == CHECK:
        pytest.skip("the microphone check is in no backup")
    receive(mock, 0, 0, "audio/webm", b"sound", NOW)
    door.stores().utterances.tap(mock, 0, ("S", 0, 0.5), NOW)
    back_up(str(tmp_path / "copy.db"))
    door.stores().rehearsals.delete(mock)
    assert stretches(mock, 0) == []
    _, counts = restore(str(tmp_path / "copy.db"))
    assert counts["recordings"] == 1
    assert sound(mock, 0, 0) == (b"sound", "audio/webm")
    kept = door.stores().utterances.get(mock, 0)
    assert kept is not None
    assert [tuple(t) for t in kept.taps] == [("S", 0, 0.5)]

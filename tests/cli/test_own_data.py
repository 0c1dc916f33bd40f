"""`greenroom export` and `greenroom delete-everything`."""
from __future__ import annotations

import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from greenroom.cli.main import app
from greenroom.errors import GreenroomError
from greenroom.services.keep import open_stores
from greenroom.services.recordings import STRETCH


@pytest.fixture(autouse=True)
def _story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    with open_stores() as stores:
        stores.stories.create("The night", "I fixed it.", None, ["ownership"], datetime(2026, 5, 4, tzinfo=UTC))
    piece = tmp_path / "data/recordings/a/0/00000000.webm"
    piece.parent.mkdir(parents=True)
    piece.write_bytes(b"sound")


def count() -> int:
    with open_stores() as stores:
        return len(stores.stories.list())


def test_everything_is_written_to_a_new_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    ran = CliRunner().invoke(app, ["export", str(file)])
    assert ran.exit_code == 0, ran.output
    assert str(file) in ran.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as held:
        assert {"README.txt", "greenroom.json", "stories/001-the-night.md", "recordings/a/0/00000000.webm"} == set(held.namelist())


def test_sound_that_was_said_in_a_mock_comes_along(tmp_path: Path) -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    with open_stores() as stores:
        mock = stores.rehearsals.create({"state": "answering", "question": "Why?"}, now)
        for number, sound in ((0, b"one "), (1, b"two"), (STRETCH, b"again")):
            stores.rehearsals.add_segment(mock.id, 0, number, "audio/webm", sound, now)
    assert CliRunner().invoke(app, ["export", str(tmp_path / "mine.zip")]).exit_code == 0
    with zipfile.ZipFile(tmp_path / "mine.zip") as held:
        assert held.read(f"recordings/{mock.id}/0-0.webm") == b"one two"
        assert held.read(f"recordings/{mock.id}/0-1.webm") == b"again"


@pytest.mark.parametrize("place", ["there.zip", "no/such/folder.zip", "."])
def test_a_file_that_cannot_be_written_is_said_and_left(tmp_path: Path, place: str) -> None:
    (tmp_path / "there.zip").write_text("mine")
    with pytest.raises(GreenroomError) as problem:
        CliRunner().invoke(app, ["export", str(tmp_path / place)], catch_exceptions=False, standalone_mode=False)
    assert problem.value.code == "cannot-export"
    assert (tmp_path / "there.zip").read_text() == "mine"


def test_nothing_goes_without_the_words(tmp_path: Path) -> None:
    for typed in ("yes\n", "\n", ""):
        assert CliRunner().invoke(app, ["delete-everything"], input=typed).exit_code != 0
        assert count() == 1
    assert CliRunner().invoke(app, ["delete-everything", "--yes", "y"]).exit_code != 0
    assert count() == 1
    ran = CliRunner().invoke(app, ["delete-everything"], input="delete everything\n")
    assert ran.exit_code == 0, ran.output
    assert "1 story, 0 takes, 0 rehearsals, 0 recordings, 0 drilled exercises, all drafts and settings." in ran.output
    assert ran.output.count("recordings") == 1
    assert count() == 0
    assert not (tmp_path / "data/recordings").exists()

"""Everything out, everything gone."""
from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.practice.mock import DONE, MockSession
from greenroom.services.export_zip import write_zip
from greenroom.services.keep import open_stores
from greenroom.services.own_data import delete_everything, export_everything

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_nothing_of_a_person_stays_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, secret = tmp_path / "data", "my private story"
    folder.mkdir()
    monkeypatch.setenv("GREENROOM_DATA", str(folder))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    (folder / "mocks.json.taken-over").write_text(secret)
    (folder / "mock.json.unreadable").write_text(secret)
    (folder / ".greenroom.db.abc123").write_text(secret)
    (folder / "labs" / "webhooks").mkdir(parents=True)
    (folder / "labs" / "webhooks" / "replies.json").write_text(secret)
    (folder / "notes.txt").write_text("not Greenroom's")
    with open_stores() as stores:
        stores.stories.create("T", secret, None, [], NOW)
        stores.restore(stores.backup(tmp_path / "copy.db"))
        assert export_everything(stores)["stories"][0]["text"] == secret
        assert (folder / "greenroom-before-restore-1.db").exists()
        delete_everything(stores)
        assert export_everything(stores)["stories"] == []
        assert all(secret.encode() not in p.read_bytes() for p in folder.iterdir())
    assert sorted(p.name for p in folder.iterdir()) == ["greenroom.db", "notes.txt"]


def test_a_rehearsal_in_markdown_has_its_vote_and_its_times(own_folder: Path) -> None:
    session = MockSession("Why <you>?", "sde2", state=DONE, answer="I fixed it.", seconds=83.4, vote=4).to_dict()
    followup = {"text": "What else did you consider?", "probes": ["judgement"], "invited_by": {"start": 0, "end": 1, "quote": "I"}, "gap": False}
    session["asked"] = [{"followup": followup, "reply": "A lock.", "seconds": 12.0}, {"followup": followup, "reply": "", "seconds": 3.0}]
    with open_stores() as stores:
        kept = stores.rehearsals.create({**session, "how": {"0": "aloud", "1": "writing"}}, NOW)
        stores.rehearsals.create(MockSession("Later?", "sde2").to_dict(), NOW.replace(day=5))
        stores.utterances.tap(kept.id, 0, ("S", 0, 0.5), NOW)
        stores.utterances.length(kept.id, 0, 0, 15.0, NOW)
        stores.utterances.tap(kept.id, 0, ("A", 1, 5.2), NOW)
        held = io.BytesIO()
        write_zip(stores.export_all(), (), own_folder / "recordings", held)
    with zipfile.ZipFile(held) as out:
        over, open_one = (out.read(name).decode() for name in sorted(out.namelist()) if name.startswith("rehearsals/"))
    assert over.split("\n\n") == [
        "# Why <you>?", "2026-05-04, SDE2, finished: strong hire", "Said aloud in 1:23; as tapped: situation at 0:00, action at 0:20.", "I fixed it.",
        "## What else did you consider?", "A lock.", "Written in 0:12.", "## What else did you consider?", "Not answered.\n",
    ]
    assert open_one == "# Later?\n\n2026-05-05, SDE2, not finished\n"

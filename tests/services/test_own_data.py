"""Everything out, everything gone."""
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

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

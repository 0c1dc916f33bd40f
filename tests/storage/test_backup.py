"""A backup of a database in use, and back: whole or not at all, and never over something else."""
from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from greenroom.storage import migrate
from greenroom.storage.address import address_of
from greenroom.storage.backup import CannotBackUp, restore
from greenroom.storage.errors import DatabaseBroken, DatabaseLocked, DatabaseNewer, DatabaseUnreachable, NotGreenroom
from greenroom.storage.stores import Stores
from tests.storage.conftest import NOW
from tests.storage.test_migrations import FIRST, look
from tests.storage.test_writers import heard, program


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return tmp_path / "data" / "greenroom.db"


@pytest.fixture
def stores(live: Path, opened: Callable[..., Stores]) -> Stores:
    stores = opened(live, 0.5)
    stores.stories.create("T", "as it was", None, ["ownership"], NOW)
    mock = stores.rehearsals.create({"state": "answering", "draft": "half"}, NOW)
    stores.rehearsals.add_segment(mock.id, 0, 0, "audio/webm", bytes(range(256)) * 50, NOW)
    return stores


def others(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("greenroom.db"))


def test_everything_goes_out_and_comes_back(stores: Stores, live: Path, tmp_path: Path, opened: Callable[..., Stores]) -> None:
    before = stores.export_all()
    copy = stores.backup(tmp_path / "copy.db")
    assert copy == tmp_path / "copy.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.db", "data"]
    other = opened(live)
    stores.stories.create("U", "later", None, [], NOW)
    stores.settings.set("theme", "dark")
    aside = stores.restore(copy)
    assert stores.export_all() == before
    assert other.export_all() == before
    assert aside == live.parent / "greenroom-before-restore-1.db"
    assert {s.text for s in opened(aside).stories.list()} == {"as it was", "later"}
    other.stories.create("V", "gone on with", None, [], NOW)
    assert stores.counts()["stories"] == 2
    again = stores.restore(copy)
    assert again is not None
    assert again.name == "greenroom-before-restore-2.db"


def test_a_backup_opens_from_a_read_only_place_and_restores_where_there_is_nothing(stores: Stores, tmp_path: Path, opened: Callable[..., Stores]) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    copy = stores.backup(shelf / "copy.db")
    before = stores.export_all()
    shelf.chmod(0o500)
    with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    elsewhere = tmp_path / "new" / "deep" / "greenroom.db"
    assert restore(address_of(elsewhere), copy, 1) is None
    shelf.chmod(0o700)
    assert opened(elsewhere).export_all() == before
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    assert others(elsewhere.parent) == []


def test_a_backup_while_others_write_is_one_state(stores: Stores, live: Path, tmp_path: Path, opened: Callable[..., Stores]) -> None:
    stop, other = threading.Event(), opened(live)

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            made = other.rehearsals.create({"state": "done", "n": n}, NOW)
            other.rehearsals.add_segment(made.id, 0, 0, "audio/webm", bytes(5000), NOW)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            copy = stores.backup(tmp_path / f"copy{n}.db")
            with contextlib.closing(sqlite3.connect(copy)) as raw:
                assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        stop.set()
        writer.join()


def test_an_earlier_backup_is_replaced_and_nothing_else_is(stores: Stores, live: Path, tmp_path: Path) -> None:
    copy = stores.backup(tmp_path / "copy.db")
    stores.stories.create("U", "later", None, [], NOW)
    stores.backup(copy)
    with Stores(copy) as kept:
        assert len(kept.stories.list()) == 2
    essay = tmp_path / "essay.txt"
    essay.write_text("mine " * 1000)
    photos = tmp_path / "photos.db"
    with contextlib.closing(sqlite3.connect(photos)) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    empty = tmp_path / "empty"
    empty.touch()
    for path in (essay, photos, empty):
        held = path.read_bytes()
        with pytest.raises(NotGreenroom) as raised:
            stores.backup(path)
        assert str(path) in raised.value.message
        assert path.read_bytes() == held
    for path in (live, tmp_path, tmp_path / "data" / ".." / "data" / "greenroom.db"):
        with pytest.raises(CannotBackUp):
            stores.backup(path)
    with pytest.raises(DatabaseUnreachable) as unreachable:
        stores.backup(tmp_path / "nowhere" / "copy.db")
    assert "nowhere" in unreachable.value.message


def test_what_is_no_backup_is_refused_and_changes_nothing(stores: Stores, live: Path, tmp_path: Path) -> None:
    before = stores.export_all()
    text = tmp_path / "essay.txt"
    text.write_text("mine " * 1000)
    photos = tmp_path / "photos.db"
    with contextlib.closing(sqlite3.connect(photos)) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    newer = stores.backup(tmp_path / "newer.db")
    with contextlib.closing(sqlite3.connect(newer)) as other:
        other.execute(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0999'")
        other.commit()
    damaged = stores.backup(tmp_path / "damaged.db")
    held = bytearray(damaged.read_bytes())
    held[-8192:] = os.urandom(8192)
    damaged.write_bytes(held)
    cut = tmp_path / "cut.db"
    cut.write_bytes(stores.backup(tmp_path / "whole.db").read_bytes()[:20000])
    empty = tmp_path / "empty.db"
    empty.touch()
    for path, kind in ((text, NotGreenroom), (photos, NotGreenroom), (empty, NotGreenroom), (newer, DatabaseNewer), (damaged, DatabaseBroken), (cut, DatabaseBroken),
                       (tmp_path / "none.db", CannotBackUp), (tmp_path, CannotBackUp), (live, CannotBackUp)):  # fmt: skip
        with pytest.raises(kind) as raised:
            stores.restore(path)
        assert str(path) in raised.value.message
        assert others(live.parent) == []
    assert stores.export_all() == before


def test_a_backup_of_the_first_schema_is_brought_to_this_one(stores: Stores, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(old)) as raw:
        raw.executescript(FIRST)
    held = old.read_bytes()
    stores.restore(old)
    look(stores)
    assert old.read_bytes() == held


@pytest.mark.parametrize("damage", ["garbage", "newer", "missing"])
def test_a_database_that_cannot_be_opened_can_be_restored(stores: Stores, live: Path, tmp_path: Path, opened: Callable[..., Stores], damage: str) -> None:
    before = stores.export_all()
    copy = stores.backup(tmp_path / "copy.db")
    stores.close()
    if damage == "garbage":
        live.write_bytes(b"garbage " * 1000)
    elif damage == "newer":
        with contextlib.closing(sqlite3.connect(live)) as raw:
            raw.execute(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0999'")
            raw.commit()
    else:
        shutil.rmtree(live.parent)
    aside = restore(address_of(live), copy, 1)
    assert opened(live).export_all() == before
    if damage == "garbage":
        assert aside is not None
        assert aside.read_bytes() == b"garbage " * 1000
    assert (aside is None) == (damage == "missing")


def test_another_programs_database_is_not_restored_over(stores: Stores, tmp_path: Path) -> None:
    photos = tmp_path / "photos.db"
    with contextlib.closing(sqlite3.connect(photos)) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    held = photos.read_bytes()
    with pytest.raises(NotGreenroom):
        restore(address_of(photos), stores.backup(tmp_path / "copy.db"), 1)
    assert photos.read_bytes() == held


def test_a_locked_database_is_not_restored_over(stores: Stores, live: Path, tmp_path: Path) -> None:
    copy = stores.backup(tmp_path / "copy.db")
    stores.stories.create("U", "later", None, [], NOW)
    with contextlib.closing(sqlite3.connect(live, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked):
            stores.restore(copy)
    assert stores.counts()["stories"] == 2


def test_a_server_has_its_own_programs_for_that(server: str, opened: Callable[..., Stores], tmp_path: Path) -> None:
    stores = opened(server)
    for call in (stores.backup, stores.restore):
        with pytest.raises(CannotBackUp) as raised:
            call(tmp_path / "copy.db")
        assert "pg_dump" in raised.value.remedy
        assert "postgresql://" in raised.value.message


def test_a_restore_killed_in_the_middle_leaves_one_state_or_the_other(stores: Stores, live: Path, tmp_path: Path, opened: Callable[..., Stores]) -> None:
    small = stores.backup(tmp_path / "small.db")
    id = stores.rehearsals.list()[0].id
    for n in range(1, 150):
        stores.rehearsals.add_segment(id, 0, n, "audio/webm", os.urandom(20000), NOW)
    big = stores.backup(tmp_path / "big.db")
    body = f"""
say("ready")
while True:
    for copy in ({str(small)!r}, {str(big)!r}):
        before = stores.restore(pathlib.Path(copy))
        before.unlink()
"""
    rng = random.Random(7)
    for _ in range(3):
        with program(live, body) as child:
            assert heard(child) == "ready"
            time.sleep(0.1 + rng.random() * 0.3)
        with contextlib.closing(sqlite3.connect(live)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(opened(live).rehearsals.segments(id, 0)) in {1, 150}

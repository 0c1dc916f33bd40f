"""A full disk, a read-only folder, a locked or damaged database, a server that does not answer: each is said, and nothing is lost."""
from __future__ import annotations

import builtins
import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from greenroom.errors import GreenroomError
from greenroom.storage.address import address_of
from greenroom.storage.errors import DatabaseBroken, DatabaseLocked, DatabaseReadOnly, DatabaseUnreachable, DiskFull, NotGreenroom
from greenroom.storage.stores import Stores
from greenroom.storage.told import explained
from tests.conftest import need
from tests.storage.conftest import NOW, Place, later

ANSWER = "My very private answer about the billing job."


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "greenroom.db"
    with Stores(path) as stores:
        stores.stories.create("T", "kept", None, [], NOW)
    return path


@contextlib.contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """As somebody whom rights hold for: root would write anyway."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder whose parents anyone may enter (pytest's are root's alone)."""
    folder = Path(tempfile.mkdtemp(prefix="greenroom-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def told(problem: GreenroomError, *words: str) -> None:
    """The message names the value, the remedy says what to do, and no answer stands in either."""
    for word in words:
        assert word in f"{problem.message} {problem.remedy}"
    assert ANSWER not in f"{problem.message} {problem.remedy} {problem!r}"
    assert problem.code != "error"


class TestFullDisk:
    def test_a_write_that_does_not_fit_is_said_and_what_was_kept_stays(self, filled: Path, opened: Callable[..., Stores]) -> None:
        stores = opened(filled)

        @event.listens_for(stores.database.engine, "checkout")
        def limited(raw: Any, *_: Any) -> None:
            raw.execute(f"PRAGMA max_page_count = {filled.stat().st_size // 4096 + 4}")

        mock = stores.rehearsals.create({"state": "answering", "draft": "short"}, NOW)
        with pytest.raises(DiskFull) as raised:
            stores.rehearsals.save(mock.id, mock.version, {"state": "answering", "draft": ANSWER * 5000}, later(1))
        told(raised.value, str(filled), "room", "GREENROOM_DATA")
        assert stores.rehearsals.get(mock.id) == mock
        assert stores.rehearsals.save(mock.id, mock.version, {"state": "answering", "draft": "short still"}, later(2)).version == 2

    def test_a_disk_that_is_really_full(self, tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], capture_output=True, check=False).returncode == 0
        need("mount", mounted, "run the tests as root where file systems can be mounted")
        try:
            with Stores(disk / "greenroom.db") as stores:
                mock = stores.rehearsals.create({"state": "answering", "draft": ""}, NOW)
                kept: list[int] = []

                def record() -> None:
                    while len(kept) < 1000:
                        stores.rehearsals.add_segment(mock.id, 0, len(kept), "audio/webm", bytes(10000), NOW)
                        kept.append(len(kept))

                with pytest.raises(DiskFull) as raised:
                    record()
                told(raised.value, str(disk), "room")
                assert len(kept) > 3
                assert [s.number for s in stores.rehearsals.segments(mock.id, 0)] == kept
                with pytest.raises(DiskFull) as raised:
                    stores.backup(disk / "backup.db")
                told(raised.value, "backup.db", "name another file")
                assert [p.name for p in disk.iterdir() if "backup" in p.name] == []
            (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
            with pytest.raises(DiskFull):
                Stores(disk / "greenroom.db").stories.create("T", ANSWER * 200, None, [], NOW)
            with pytest.raises(DiskFull):
                Stores(disk / "other.db")
            (disk / "filler").unlink()
            with Stores(disk / "greenroom.db") as stores:
                assert [s.number for s in stores.rehearsals.segments(mock.id, 0)] == kept
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


class TestReadOnly:
    def test_a_folder_that_may_not_be_written(self, open_folder: Path) -> None:
        path = open_folder / "greenroom.db"
        Stores(path).close()
        open_folder.chmod(0o555)
        with as_nobody(open_folder), pytest.raises(DatabaseReadOnly) as raised:
            Stores(path)
        told(raised.value, str(path), "read-only", "GREENROOM_DATA")

    def test_a_folder_in_which_no_database_can_be_made(self, open_folder: Path) -> None:
        open_folder.chmod(0o555)
        with as_nobody(open_folder):
            for path in (open_folder / "greenroom.db", open_folder / "new" / "greenroom.db"):
                with pytest.raises(DatabaseReadOnly) as raised:
                    Stores(path)
                told(raised.value, str(path))

    def test_a_file_that_may_not_be_written(self, open_folder: Path) -> None:
        path = open_folder / "greenroom.db"
        Stores(path).close()
        path.chmod(0o444)
        with as_nobody(open_folder), pytest.raises(DatabaseReadOnly), Stores(path) as stores:
            stores.stories.create("T", ANSWER, None, [], NOW)

    def test_a_server_that_only_lets_read(self, cluster: str, server: str, opened: Callable[..., Stores]) -> None:
        with psycopg.connect(cluster + "postgres", autocommit=True) as connection:
            connection.execute("ALTER DATABASE ours SET default_transaction_read_only = on")
            try:
                stores = opened(server)
                assert stores.stories.list() == []
                with pytest.raises(DatabaseReadOnly) as raised:
                    stores.stories.create("T", ANSWER, None, [], NOW)
                told(raised.value, "read-only", "GREENROOM_DATABASE")
            finally:
                connection.execute("ALTER DATABASE ours RESET default_transaction_read_only")


class TestLocked:
    def test_another_program_that_writes_for_too_long(self, filled: Path, opened: Callable[..., Stores]) -> None:
        stores = opened(filled, 0.2)
        with contextlib.closing(sqlite3.connect(filled, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked) as raised:
                stores.stories.create("T", ANSWER, None, [], NOW)
            told(raised.value, str(filled), "in use", "try again")
            assert len(stores.stories.list()) == 1
        stores.stories.create("T", ANSWER, None, [], NOW)
        assert len(stores.stories.list()) == 2

    def test_a_database_held_by_one_program_alone(self, filled: Path) -> None:
        with contextlib.closing(sqlite3.connect(filled, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(DatabaseLocked):
                Stores(filled, 0.2)

    def test_a_writer_in_the_same_program(self, filled: Path, opened: Callable[..., Stores]) -> None:
        stores = opened(filled, 0.2)
        with stores.database.writing(), pytest.raises(DatabaseLocked):
            stores.settings.set("a", 1)

    def test_a_table_locked_on_the_server(self, server: str, opened: Callable[..., Stores]) -> None:
        stores = opened(server, 0.2)
        with psycopg.connect(server) as other:
            other.execute("LOCK TABLE stories IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(DatabaseLocked) as raised:
                stores.stories.create("T", ANSWER, None, [], NOW)
            told(raised.value, "postgresql://")
        stores.stories.create("T", ANSWER, None, [], NOW)


class TestDamaged:
    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "greenroom.db"
        path.write_bytes(b"not a database at all, " * 400)
        with pytest.raises(DatabaseBroken) as raised:
            Stores(path)
        told(raised.value, str(path), "damaged", "restore")
        assert path.read_bytes() == b"not a database at all, " * 400

    def test_a_file_whose_pages_are_damaged(self, filled: Path) -> None:
        held = bytearray(filled.read_bytes())
        held[4096:] = os.urandom(len(held) - 4096)
        filled.write_bytes(held)
        with pytest.raises(DatabaseBroken), Stores(filled) as stores:
            stores.stories.list()

    def test_a_folder_where_the_file_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "greenroom.db").mkdir()
        with pytest.raises(DatabaseUnreachable) as raised:
            Stores(tmp_path / "greenroom.db")
        told(raised.value, str(tmp_path / "greenroom.db"))

    def test_a_file_where_the_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("x")
        with pytest.raises(DatabaseUnreachable) as raised:
            Stores(tmp_path / "data" / "greenroom.db")
        told(raised.value, str(tmp_path / "data"), "GREENROOM_DATA")

    def test_a_database_of_another_programs(self, tmp_path: Path) -> None:
        path = tmp_path / "photos.db"
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE photos (id INTEGER)")
        with pytest.raises(NotGreenroom) as raised:
            Stores(path)
        told(raised.value, str(path))


class TestAddresses:
    def test_a_server_that_does_not_answer(self) -> None:
        with pytest.raises(DatabaseUnreachable) as raised:
            Stores("postgresql://me:secret@127.0.0.1:1/db", 2)
        told(raised.value, "127.0.0.1", "GREENROOM_DATABASE")
        assert "secret" not in str(raised.value)

    def test_a_wrong_password_and_a_database_that_is_not_there(self, cluster: str) -> None:
        for url in (cluster.replace("greenroom:", "greenroom:wrong") + "ours", cluster + "nowhere"):
            with pytest.raises(DatabaseUnreachable) as raised:
                Stores(url)
            assert url.partition("@")[0].rpartition(":")[2] not in str(raised.value)

    @pytest.mark.parametrize("given", ["mysql://me:secret@host/db", "greenroom", "sqlite://", "sqlite:///:memory:", "sqlite:///a.db?mode=ro", "postgresql://me:secret@host:port/db", ""])
    def test_an_address_that_is_none(self, given: str) -> None:
        with pytest.raises(DatabaseUnreachable) as raised:
            address_of(given)
        assert "GREENROOM_DATABASE" in raised.value.remedy
        assert "secret" not in str(raised.value)

    def test_addresses_of_files_and_servers(self, tmp_path: Path) -> None:
        assert address_of(f"sqlite:///{tmp_path}/a.db").path == tmp_path / "a.db"
        assert address_of(tmp_path / "odd ?#%20 name.db").path == tmp_path / "odd ?#%20 name.db"
        for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
            address = address_of(f"{scheme}://me:secret@host:5433/db")
            assert (address.path, address.url.drivername, address.shown) == (None, "postgresql+psycopg", "postgresql://me:***@host:5433/db")

    def test_an_odd_file_name_works(self, tmp_path: Path, opened: Callable[..., Stores]) -> None:
        opened(tmp_path / "odd ?#%20 name é.db").settings.set("a", 1)
        assert (tmp_path / "odd ?#%20 name é.db").stat().st_size > 0

    def test_the_driver_may_be_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def without(name: str, *args: Any, **more: Any) -> Any:
            if name.partition(".")[0] == "psycopg":
                raise ModuleNotFoundError(name)
            return real(name, *args, **more)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(DatabaseUnreachable) as raised:
            Stores("postgresql://me:secret@127.0.0.1:1/db")
        assert "greenroom[postgres]" in raised.value.remedy


def test_what_a_server_says_is_told_by_its_code() -> None:
    address = address_of("postgresql://me:secret@host/db")
    for cause, kind in (
        (psycopg.errors.DiskFull, DiskFull), (psycopg.errors.ReadOnlySqlTransaction, DatabaseReadOnly), (psycopg.errors.InsufficientPrivilege, DatabaseReadOnly),
        (psycopg.errors.DeadlockDetected, DatabaseLocked), (psycopg.errors.LockNotAvailable, DatabaseLocked), (psycopg.errors.SerializationFailure, DatabaseLocked),
        (psycopg.errors.DataCorrupted, DatabaseBroken), (psycopg.errors.AdminShutdown, DatabaseUnreachable), (psycopg.errors.TooManyConnections, DatabaseUnreachable),
    ):  # fmt: skip
        assert type(explained(OperationalError("SELECT 1", {}, cause(ANSWER)), address)) is kind
    assert explained(OperationalError("SELECT 1", {}, psycopg.errors.UndefinedTable("x")), address) is None


def test_a_mistake_of_ours_shows_no_answer(place: Place, opened: Callable[..., Stores]) -> None:
    stores = opened(place)
    with stores.database.writing() as connection, pytest.raises(Exception, match="nowhere") as raised:
        connection.execute(text("INSERT INTO nowhere (a) VALUES (:a)"), {"a": ANSWER})
    assert ANSWER not in str(raised.value)


def test_files_are_the_persons_alone(tmp_path: Path, opened: Callable[..., Stores]) -> None:
    opened(tmp_path / "data" / "greenroom.db").settings.set("a", 1)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert {p.name: p.stat().st_mode & 0o777 for p in (tmp_path / "data").iterdir()} == {f"greenroom.db{end}": 0o600 for end in ("", "-wal", "-shm")}


def test_what_is_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "greenroom.db"
    with Stores(path) as stores:
        story = stores.stories.create("T", ANSWER, None, [], NOW)
        stores.rehearsals.create({"state": "answering", "draft": ANSWER * 1000}, NOW)
        stores.stories.delete(story.id)
        stores.delete_all()
        assert all(ANSWER.encode() not in p.read_bytes() for p in tmp_path.iterdir())

"""`greenroom backup` and `greenroom restore` as a person uses them, and what the commands cost that need no database."""
from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.storage.stores import Stores
from tests.cli.test_assess import run

NOW = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"GREENROOM_DATA": str(tmp_path / "data"), "GREENROOM_DATABASE": ""}


def titles(tmp_path: Path) -> list[str]:
    with Stores(tmp_path / "data" / "greenroom.db") as stores:
        return [s.title for s in stores.stories.list()]


def test_out_and_back(tmp_path: Path, data: dict[str, str]) -> None:
    with Stores(tmp_path / "data" / "greenroom.db") as stores:
        stores.stories.create("Webhooks", "text", None, [], NOW)
    copy = tmp_path / "copy.db"
    done = run("backup", str(copy), stdin=b"", **data)
    assert done.returncode == 0, done.stderr
    assert str(copy) in done.stdout
    with Stores(tmp_path / "data" / "greenroom.db") as stores:
        stores.delete_all()
    done = run("restore", str(copy), stdin=b"", **data)
    assert done.returncode == 0, done.stderr
    assert "1 stories" not in done.stdout
    assert "1 story" in done.stdout
    assert "greenroom-before-restore-1.db" in done.stdout
    assert titles(tmp_path) == ["Webhooks"]


def test_what_is_no_backup_is_refused(tmp_path: Path, data: dict[str, str]) -> None:
    (tmp_path / "essay.txt").write_text("mine " * 500)
    for args in (("restore", "essay.txt"), ("backup", "essay.txt"), ("restore", "nowhere.db"), ("backup", "nowhere/copy.db")):
        done = run(args[0], str(tmp_path / args[1]), stdin=b"", **data)
        assert done.returncode == 2
        assert args[1] in done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "essay.txt").read_text() == "mine " * 500


def test_a_server_is_pointed_to_its_own_programs(tmp_path: Path) -> None:
    done = run("restore", str(tmp_path / "x"), stdin=b"", GREENROOM_DATA=str(tmp_path), GREENROOM_DATABASE="postgresql://me:secret@127.0.0.1:1/db")
    assert done.returncode == 2
    assert "pg_restore" in done.stderr
    assert "secret" not in done.stderr


def test_a_damaged_database_is_said_and_can_be_restored(tmp_path: Path, data: dict[str, str]) -> None:
    (tmp_path / "data").mkdir()
    with Stores(tmp_path / "ok.db") as stores:
        stores.stories.create("Webhooks", "text", None, [], NOW)
        copy = stores.backup(tmp_path / "copy.db")
    (tmp_path / "data" / "greenroom.db").write_text("garbage " * 1000)
    for args in (("mock", "-q", "Why?"), ("drill",), ("backup", str(tmp_path / "new.db"))):
        done = run(*args, stdin=b"", **data)
        assert done.returncode == 2
        assert "greenroom restore" in done.stderr
    assert run("restore", str(copy), stdin=b"", **data).returncode == 0
    assert titles(tmp_path) == ["Webhooks"]


@pytest.mark.parametrize("args", [["assess", "--help"], ["--help"], ["explain", "metric"], ["study", "--help"], ["mock", "--help"], ["backup", "--help"]])
def test_what_needs_no_database_imports_none(args: list[str]) -> None:
    body = f"import sys\nsys.argv = ['greenroom', *{args!r}]\nfrom greenroom.cli.main import main\ntry:\n    main()\nexcept SystemExit:\n    pass\nprint('LOADED', [m for m in ('sqlalchemy', 'alembic', 'psycopg', 'greenroom.storage') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", body], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("LOADED []")


def test_an_open_database_that_is_up_to_date_needs_no_alembic(tmp_path: Path) -> None:
    Stores(tmp_path / "greenroom.db").close()
    body = "import sys, pathlib\nfrom greenroom.storage.stores import Stores\nStores(pathlib.Path(sys.argv[1])).close()\nprint([m for m in ('alembic', 'psycopg', 'sqlalchemy.orm') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", body, str(tmp_path / "greenroom.db")], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

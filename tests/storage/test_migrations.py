"""A database of an earlier schema opens with everything in it; a later one, or another program's, is refused and left alone."""
from __future__ import annotations

import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from greenroom.storage import migrate
from greenroom.storage.engine import Database
from greenroom.storage.errors import DatabaseNewer, NotGreenroom
from greenroom.storage.models import metadata
from greenroom.storage.stores import Stores
from tests.storage.conftest import Place

FIRST = (Path(__file__).parent / "first_schema.sql").read_text(encoding="utf-8")
STORY, REHEARSAL = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


@pytest.fixture
def first(empty: Place) -> Place:
    """A database at the first schema, with data in it."""
    if isinstance(empty, Path):
        with sqlite3.connect(empty) as connection:
            connection.executescript(FIRST)
        connection.close()
        return empty
    database = Database(empty)
    migrate.upgrade(database, "0001")
    database.close()
    with sqlite3.connect(":memory:") as source, psycopg.connect(empty) as target:
        source.executescript(FIRST)
        there = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in [t for t in metadata.sorted_tables if t.name in there]:
            rows = source.execute(f"SELECT * FROM {table.name}")
            names = [d[0] for d in rows.description]
            for row in rows:
                target.execute(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", row)  # type: ignore[arg-type, unused-ignore]
    source.close()
    return empty


def look(stores: Stores) -> None:
    """Everything of the first schema's data is there."""
    story = stores.stories.get(STORY)
    assert (story.version, story.title, story.text) == (2, "Dropped webhooks", "I pulled the logs. «Ünïcode» ''quotes''")
    assert (story.sections, story.principles) == ({"situation": "Webhooks were lost.", "action": "I pulled the logs."}, ["ownership", "dive-deep"])
    assert story.created.isoformat() == "2026-05-04T09:30:15.123456+00:00"
    mock = stores.rehearsals.get(REHEARSAL)
    assert (mock.place, mock.state, mock.session["draft"], mock.session["draft_seconds"]) == ("terminal", "answering", "Our billing job failed most Mondays.", 12.5)
    assert [s.data for s in stores.rehearsals.segments(REHEARSAL, 0)] == [b"\x1aE\xdf\xa3\x00\xff", b"second"]
    assert {(t.text, t.seconds, t.story_id, t.rehearsal_id) for t in stores.takes.list()} == {("I fixed it.", 61.5, STORY, REHEARSAL), ("It broke.", None, None, None)}
    assert set(stores.schedule.load()["cards"]) == {"dropped-webhooks/quiz/1"}
    assert stores.settings.all() == {"level": "senior", "nothing": None}


def add_migration(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a later version of Greenroom had one more migration."""
    shutil.copytree(migrate.MIGRATIONS, folder)
    number, last = f"{int(migrate.versions()[-1]) + 1:04}", migrate.versions()[-1]
    text = f'import sqlalchemy as sa\nfrom alembic import op\nrevision = "{number}"\ndown_revision = "{last}"\ndef upgrade():\n'
    (folder / "versions" / f"{number}_later.py").write_text(text + "".join(f"    {line}\n" for line in body.splitlines()))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)


def test_the_first_schema_opens_with_everything_in_it(first: Place, opened: Callable[..., Stores]) -> None:
    look(opened(first))
    look(opened(first))


def test_migrations_are_numbered_and_each_follows_the_one_before() -> None:
    before = None
    for number in migrate.versions():
        (path,) = (migrate.MIGRATIONS / "versions").glob(f"{number}_*.py")
        text = path.read_text(encoding="utf-8")
        assert re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name)
        assert f'revision = "{number}"' in text
        assert f"down_revision = {None if before is None else chr(34) + before + chr(34)}" in text
        before = number


def test_the_migrations_make_the_tables_of_the_models(stores: Stores) -> None:
    def named(_object: Any, name: str | None, kind: str, *_: Any) -> bool:
        return not (kind == "table" and name == migrate.VERSION_TABLE)

    with stores.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": named, "compare_type": stores.database.is_sqlite is False})
        assert compare_metadata(context, metadata) == []


def test_a_later_migration_keeps_the_data(first: Place, opened: Callable[..., Stores], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Stores(first).close()
    body = 'with op.batch_alter_table("stories") as t:\n    t.add_column(sa.Column("mood", sa.Text, nullable=False, server_default="calm"))\n    t.alter_column("title", new_column_name="headline")'
    add_migration(tmp_path / "m", body, monkeypatch)
    database = Database(first)
    migrate.upgrade(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT headline, mood FROM stories").all() == [("Dropped webhooks", "calm")]
        assert connection.exec_driver_sql("SELECT story_id FROM takes WHERE story_id IS NOT NULL").scalar() == STORY
    database.close()


@pytest.mark.parametrize("fault", ['raise RuntimeError("stop")', 'op.execute("DELETE FROM rehearsals WHERE nowhere = 1")'])
def test_a_migration_that_fails_leaves_the_database_as_it_was(first: Place, opened: Callable[..., Stores], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    Stores(first).close()
    with monkeypatch.context() as patched:
        add_migration(tmp_path / "m", f'op.execute("DELETE FROM takes")\nop.add_column("stories", sa.Column("mood", sa.Text))\n{fault}', patched)
        with pytest.raises(Exception, match=r"stop|nowhere"):
            Stores(first)
    look(opened(first))


def test_a_migration_may_leave_no_row_without_what_it_belongs_to(tmp_path: Path, opened: Callable[..., Stores], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "greenroom.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST)
    connection.close()
    Stores(path).close()
    with monkeypatch.context() as patched:
        add_migration(tmp_path / "m", 'op.execute("DELETE FROM rehearsals")', patched)
        with pytest.raises(RuntimeError, match="without its rehearsals"):
            Stores(path)
    look(opened(path))


def test_a_newer_schema_is_refused_and_left_alone(place: Place) -> None:
    with Stores(place) as stores, stores.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0999'")
    before = place.read_bytes() if isinstance(place, Path) else b""
    with pytest.raises(DatabaseNewer) as raised:
        Stores(place)
    assert "0999" in raised.value.message
    assert migrate.versions()[-1] in raised.value.message
    assert "newer Greenroom" in raised.value.remedy
    if isinstance(place, Path):
        assert str(place) in raised.value.message
        assert place.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(empty: Place) -> None:
    database = Database(empty)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE stories (id TEXT)")
    database.close()
    with pytest.raises(NotGreenroom):
        Stores(empty)


def test_many_opening_a_new_database_at_once_make_it_once(empty: Place) -> None:
    problems: list[BaseException] = []
    gate = threading.Barrier(6)

    def open_it() -> None:
        gate.wait()
        try:
            with Stores(empty, patience=20) as stores:
                stores.settings.set("x", 1)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert problems == []
    with Stores(empty) as stores:
        assert stores.settings.get("x") == 1

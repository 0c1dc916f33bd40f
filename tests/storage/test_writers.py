"""Several writers at once, and writers that are killed."""
from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from greenroom.storage.errors import Conflict
from greenroom.storage.stores import Stores
from tests.storage.conftest import NOW, Place, later

OPEN = """
import sys, pathlib
from datetime import UTC, datetime
from greenroom.storage.stores import Stores
place = sys.argv[1] if "://" in sys.argv[1] else pathlib.Path(sys.argv[1])
NOW = datetime(2026, 5, 4, tzinfo=UTC)
stores = Stores(place)
def say(*words): print(*words, flush=True)
"""


@contextlib.contextmanager
def program(place: Place, body: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with the stores open, killed at the end without a chance to tidy up."""
    with subprocess.Popen([sys.executable, "-c", OPEN + body, str(place)], stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.send_signal(signal.SIGKILL)


def heard(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def test_two_windows_with_the_same_story(place: Place, opened: Callable[..., Stores]) -> None:
    here, there = opened(place), opened(place)
    story = here.stories.create("T", "first", None, [], NOW)
    mock = there.rehearsals.create({"state": "answering", "draft": ""}, NOW)
    there.stories.update(story.id, story.version, "T", "theirs", None, [], later(1))
    here.rehearsals.save(mock.id, mock.version, {"state": "answering", "draft": "mine"}, later(1))
    with pytest.raises(Conflict):
        here.stories.update(story.id, story.version, "T", "mine", None, [], later(2))
    with pytest.raises(Conflict):
        there.rehearsals.save(mock.id, mock.version, {"state": "done", "draft": ""}, later(2))
    assert here.stories.get(story.id).text == "theirs"
    assert there.rehearsals.get(mock.id).session["draft"] == "mine"


def test_of_many_who_change_the_same_version_one_wins_each_time(place: Place, opened: Callable[..., Stores]) -> None:
    each = [opened(place) for _ in range(3)]
    id = each[0].rehearsals.create({"state": "answering", "lines": []}, NOW).id
    problems: list[BaseException] = []

    def work(stores: Stores, name: int) -> None:
        try:
            for n in range(10):
                while True:
                    now = stores.rehearsals.get(id)
                    with contextlib.suppress(Conflict):
                        stores.rehearsals.save(id, now.version, {"state": "answering", "lines": [*now.session["lines"], f"{name}-{n}"]}, NOW)
                        break
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(each[n % 3], n)) for n in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert problems == []
    end = each[0].rehearsals.get(id)
    assert sorted(end.session["lines"]) == sorted(f"{name}-{n}" for name in range(6) for n in range(10))
    assert end.version == 61


def test_one_creates_what_two_send_with_the_same_id(place: Place, opened: Callable[..., Stores]) -> None:
    stores, id, made = opened(place), str(uuid4()), []

    def create(n: int) -> None:
        with contextlib.suppress(Conflict):
            made.append(stores.stories.create(f"{n}", "", None, [], NOW, id=id))

    threads = [threading.Thread(target=create, args=(n,)) for n in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(made) == 1
    assert stores.stories.list() == made


def test_readers_are_not_kept_waiting_by_a_writer(place: Place, opened: Callable[..., Stores]) -> None:
    stores = opened(place, 0.5)
    story = stores.stories.create("T", "before", None, [], NOW)
    with program(place, "with stores.database.writing() as c:\n c.exec_driver_sql(\"UPDATE stories SET text = 'after'\")\n say('inside')\n __import__('time').sleep(60)") as child:
        assert heard(child) == "inside"
        began = time.monotonic()
        assert stores.stories.get(story.id).text == "before"
        assert time.monotonic() - began < 0.4


def test_a_writer_killed_in_the_middle_leaves_nothing_half_done_and_nothing_locked(place: Place, opened: Callable[..., Stores]) -> None:
    body = """
kept = stores.stories.create("T", "kept", None, [], NOW)
with stores.database.writing() as c:
    c.exec_driver_sql("DELETE FROM stories")
    c.exec_driver_sql("INSERT INTO settings (key, value) VALUES ('half', '1')")
    say(kept.id)
    __import__("time").sleep(60)
"""
    with program(place, body) as child:
        id = heard(child)
    stores = opened(place)
    assert stores.stories.get(id).text == "kept"
    assert stores.settings.all() == {}
    stores.stories.update(id, 1, "T", "gone on with", None, [], later(1))


def test_whatever_was_said_to_be_kept_is_there_after_kill_9(place: Place, opened: Callable[..., Stores]) -> None:
    body = """
mock = stores.rehearsals.create({"state": "answering", "draft": ""}, NOW)
say(mock.id)
n = 0
while True:
    n += 1
    mock = stores.rehearsals.save(mock.id, mock.version, {"state": "answering", "draft": "x" * 5000 + str(n), "n": n}, NOW)
    stores.rehearsals.add_segment(mock.id, 0, n, "audio/webm", bytes(20000), NOW)
    say(n)
"""
    rng = random.Random(4)
    for _ in range(4):
        with program(place, body) as child:
            id = heard(child)
            assert child.stdout is not None
            for _ in range(3):
                child.stdout.readline()
            time.sleep(rng.random() * 0.15)
            child.send_signal(signal.SIGKILL)
            said = child.stdout.read().split()
        stores = opened(place)
        last = max([3, *(int(n) for n in said if n.isdigit())])
        mock = stores.rehearsals.get(id)
        assert mock.session["n"] in {last, last + 1}
        assert mock.session["draft"] == "x" * 5000 + str(mock.session["n"])
        segments = stores.rehearsals.segments(id, 0)
        assert last <= len(segments) <= mock.session["n"]
        assert all(s.data == bytes(20000) for s in segments)
        if isinstance(place, Path):
            with contextlib.closing(sqlite3.connect(place)) as raw:
                assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    with Stores(tmp_path / "greenroom.db") as stores, stores.database.writing() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")}
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1}

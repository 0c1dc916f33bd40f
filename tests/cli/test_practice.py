"""The catalogue, study, drill and mock as a person uses them in a terminal."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from greenroom.storage.records import Rehearsal
from greenroom.storage.stores import Stores
from tests.cli.test_assess import run

ANSWER = (
    "Our billing job failed most Mondays and customers got their invoices late. I looked into it and worked on the script with the team.\n"
    "We fixed the problem and things got better.\nThe customers were happy and I learned that communication is important.\n.\n"
)


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"GREENROOM_DATA": str(tmp_path / "data"), "GREENROOM_CACHE": str(tmp_path / "cache"), "GREENROOM_DATABASE": ""}


def kept(data: dict[str, str]) -> list[Rehearsal]:
    """The mocks in the database."""
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        return stores.rehearsals.list()


def test_list_and_show_find_a_walkthrough() -> None:
    listed = run("catalogue", "list", "--words", "outside responsibility")
    assert listed.returncode == 0, listed.stderr
    assert "dropped-webhooks" in listed.stdout
    shown = run("catalogue", "show", "dropped-webhooks")
    assert "Tell me about a time you took on something" in shown.stdout
    assert all(len(line) <= 80 for line in (listed.stdout + shown.stdout).splitlines())


def test_a_walkthrough_that_is_not_there_is_named_with_those_that_are() -> None:
    done = run("study", "webhoks")
    assert done.returncode == 2
    assert "'webhoks'" in done.stderr
    assert "dropped-webhooks" in done.stderr


def test_study_prints_every_part_in_eighty_columns() -> None:
    done = run("study", "dropped-webhooks", "--level", "senior", "--lens", "customer-obsession")
    assert done.returncode == 0, done.stderr
    for part in ("Situation", "Task", "Action", "Result", "Reflection", "The weak answer", "Follow-ups", "through this lens"):
        assert part in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines()), max(done.stdout.splitlines(), key=len)
    assert "\x1b[" not in done.stdout


def test_drill_judges_keeps_and_brings_back(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", "--seed", "3", stdin=b"1\n2\n", **data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Right.") + done.stdout.count("Not yet.") >= 2
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        assert len(stores.schedule.load()["cards"]) >= 2
    again = run("drill", "dropped-webhooks", "--due", stdin=b"", **data)
    assert again.returncode == 0


def test_a_choice_that_is_none_is_asked_again(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", stdin=b"99\nx\n1\n", **data)
    assert "'99' is not one of them" in done.stdout
    assert "'x' is not one of them" in done.stdout


def test_a_mock_from_question_to_report(data: dict[str, str]) -> None:
    replies = "Failures fell from nine Mondays in ten to none in six weeks.\n.\n" * 4
    done = run("mock", "dropped-webhooks", "--level", "senior", stdin=(ANSWER + replies).encode(), **data)
    assert done.returncode == 0, done.stderr
    assert "A mock at Senior" in done.stdout
    report = done.stdout.partition("Report")[2]
    assert "at Senior" in report
    assert "It probed" in report
    before = done.stdout.partition("Report")[0]
    assert "next:" not in before
    assert [(r.state, r.place) for r in kept(data)] == [("done", "terminal")]


def test_a_killed_mock_loses_nothing_and_goes_on(data: dict[str, str]) -> None:
    env = {**os.environ, **data, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([sys.executable, "-m", "greenroom", "mock", "-q", "Tell me about a time you failed."], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as first:
        assert first.stdin
        first.stdin.write(b"Our billing job failed most Mondays.\n")
        first.stdin.flush()
        until = time.monotonic() + 30
        while not kept(data) and time.monotonic() < until:
            time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
    assert kept(data)[0].session["draft"] == "Our billing job failed most Mondays."
    done = run("mock", "--resume", stdin=ANSWER.encode(), **data)
    assert done.returncode == 0, done.stderr
    assert "So far:" in done.stdout
    assert [r.session["answer"].startswith("Our billing job failed most Mondays.\nOur billing job") for r in kept(data)] == [True]


def test_an_interrupted_mock_is_offered_and_can_be_dropped(data: dict[str, str]) -> None:
    run("mock", "-q", "Why did you leave?", stdin=b"", **data)
    offered = run("mock", "-q", "Who?", stdin=b"y\n", **data)
    assert "An interrupted mock is kept: Why did you leave?" in offered.stdout
    done = run("mock", "-q", "Tell me about a time you failed.", "--fresh", stdin=ANSWER.encode(), **data)
    assert "Tell me about a time you failed." in done.stdout
    assert [r.session["question"] for r in kept(data)] == ["Tell me about a time you failed."]
    none = run("mock", "--resume", stdin=b"", **{**data, "GREENROOM_DATA": str(Path(data["GREENROOM_DATA"]) / "other")})
    assert none.returncode == 2
    assert "no interrupted mock" in none.stderr


def test_questions_are_drawn_by_principle_and_seed(data: dict[str, str]) -> None:
    first = run("mock", "--principle", "ownership", "--seed", "1", stdin=b"", **data).stdout
    again = run("mock", "--principle", "ownership", "--seed", "1", "--fresh", stdin=b"", **data).stdout
    assert first == again
    wrong = run("mock", "--principle", "wizardry", "--fresh", stdin=b"", **data)
    assert wrong.returncode == 2
    assert "'wizardry'" in wrong.stderr


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("mock", "-q", "Why?", stdin=ANSWER.encode(), GREENROOM_DATA=str(tmp_path / "file"), GREENROOM_DATABASE="")
    assert done.returncode == 2
    assert "GREENROOM_DATA" in done.stderr


def test_a_kept_file_that_is_broken_is_moved_aside(data: dict[str, str]) -> None:
    folder = Path(data["GREENROOM_DATA"])
    folder.mkdir()
    (folder / "schedule.json").write_text("{not json")
    done = run("drill", "dropped-webhooks", stdin=b"", **data)
    assert done.returncode == 2
    assert (folder / "schedule.json.unreadable").read_text() == "{not json"
    assert run("drill", "dropped-webhooks", stdin=b"1\n", **data).returncode == 0

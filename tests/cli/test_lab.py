"""`greenroom lab webhooks`: the steps in order, each checked from what the person did; nothing is lost by going away."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from greenroom.catalogue.catalogue import open_catalogue
from greenroom.cli.commands.lab import command
from greenroom.cli.main import app
from greenroom.labs.webhooks.dials import Dials
from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.outcome import Attempts, Ledger, Outcome
from greenroom.labs.webhooks.place import write_json
from greenroom.labs.webhooks.step import load_steps
from tests.labs.fixes import CLAIMED

FIGURES = {"dropped_before": 31, "of_before": 9996, "rate_before": 0.31, "dropped_after": 0, "of_after": 9995, "dollars_a_week": 8300}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "labs" / "webhooks"


def lab(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(app, ["lab", "webhooks", *words], input=given)


def kept(folder: Path, fault: str, dropped: int, accepted: int, worker: str = "") -> None:
    """A run as it is kept, without running it."""
    d = Dials(fault=fault, events=10_000).at(0.5)  # type: ignore[arg-type]
    ledger = Ledger(10_000, accepted - dropped, dropped + 4, 0, 0, dropped + 4, 2.0, (), 3.0)
    o = Outcome(d, accepted, accepted - dropped, dropped, dropped, 0, 0, 600, 0, 10_600, 590, 8000.0, 60.0, Attempts(10_700, 640, 590, dropped, 0.08, 0.12), ledger, worker=worker)
    write_json(folder / "runs" / fault / "outcome.json", o.to_dict())


def test_every_lab_that_a_walkthrough_names_is_there_and_study_points_at_it() -> None:
    named = {w.head.lab for w in open_catalogue().ready if w.head.lab}
    assert named == {"webhooks"} == set(command.commands)
    shown = CliRunner().invoke(app, ["study", "dropped-webhooks", "--all"]).output
    assert "greenroom lab webhooks" in " ".join(shown.split())


def test_one_sees_where_one_stands(folder: Path) -> None:
    shown = lab().output
    assert "1. [next] Pull the delivery log" in shown
    assert "Go on with: greenroom lab webhooks step 1" in shown
    assert all(len(line) <= 80 or "Your files" in line for line in shown.splitlines())
    for s in load_steps():
        shown = lab("step", str(s.number)).output
        assert s.title in " ".join(shown.split())
        assert all(len(line) <= 80 or "Your file" in line for line in shown.splitlines())
    assert "Choose one of: 1, 2, 3, 4, 5, 6" in str(lab("step", "9").exception)
    assert (folder / "retry_worker.py").exists()


def test_a_step_that_needs_a_run_says_which(folder: Path) -> None:
    assert "run --fault retry-race" in str(lab("check", "1").exception)
    assert "run --fault retry-race" in str(lab("log").exception)


def test_reproducing(folder: Path) -> None:
    lost = lab("race", "--seeds", "60").output
    number = lost.partition("delivery: ")[2].split(",")[0]
    assert "LOST: the shop never got it" in lab("race", "--seed", number).output
    lab("step", "2")
    refused = lab("check", "2")
    assert refused.exit_code == 1
    assert "nothing was lost" in refused.output
    (folder / "interleaving.txt").write_text("A B A B B B A A", encoding="utf-8")
    passed = lab("check", "2")
    assert passed.exit_code == 0
    assert "Step 2 is done. Next: greenroom lab webhooks step 3" in passed.output
    assert "2. [done]" in lab().output
    (folder / "interleaving.txt").write_text("A", encoding="utf-8")
    assert lab("check", "2").exit_code == 1
    assert "2. [done]" in lab().output, "what is passed stays passed"


def test_the_alarm(folder: Path) -> None:
    lab()
    shown = lab("check", "4")
    assert shown.exit_code == 1
    assert "NO  one dead letter among 40,000 events: silent" in shown.output
    path = folder / "dead_letter_alarm.py"
    path.write_text("def alarm(queue):\n    return queue.dead > 0\n", encoding="utf-8")
    assert "for one and the same thing" in " ".join(lab("check", "4").output.split())
    path.write_text("def alarm(queue):\n    return (queue.oldest or 0) > 300 and not queue.told\n", encoding="utf-8")
    assert lab("check", "4").exit_code == 0
    path.write_text("def alarm(queue):\n    return queue.nothing\n", encoding="utf-8")
    assert "line 2: AttributeError" in lab("check", "4").output


def test_measuring_numbers_and_questions(folder: Path) -> None:
    lab("step", "3")
    (folder / "retry_worker.py").write_text(CLAIMED, encoding="utf-8")
    held = Lab(folder)
    kept(folder, "retry-race", 31, 9996)
    kept(folder, "mine", 0, 9995, held.mark())
    assert "not made with a retry worker that step 3 found right" in " ".join(lab("check", "5").output.split())
    held.passed("fix", {"mark": held.mark()})
    measured = lab("check", "5")
    assert measured.exit_code == 0, measured.output
    assert "Before: 31 of 9,996 lost, 0.310 %" in " ".join(measured.output.split())
    assert lab("check", "6").exit_code == 1
    lines = [f"{k} = {v}" for k, v in FIGURES.items()] + ['left_out = "orders that only came in late"', 'signed_by = "finance"']
    (folder / "numbers.toml").write_text("\n".join(lines), encoding="utf-8")
    done = lab("check", "6")
    assert done.exit_code == 0, done.output
    asked = lab("ask", given="I pulled the same delivery log before and after: 31 lost out of 9996, then none out of 9995, and finance made the 8,000 dollars of it.\n.\n" * 4)
    assert "You say that 31 of 9,996 were lost before" in " ".join(asked.output.split())
    assert "metric: " in asked.output
    assert "None of your own figures" not in asked.output
    assert "31 lost" in json.loads((folder / "replies.json").read_text(encoding="utf-8"))["3"]


def test_touching_intervals_prove_nothing(folder: Path) -> None:
    lab()
    held = Lab(folder)
    kept(folder, "retry-race", 3, 9996)
    kept(folder, "mine", 0, 9995, held.mark())
    held.passed("fix", {"mark": held.mark()})
    assert "chance could explain" in " ".join(lab("check", "5").output.split())


def test_starting_again_deletes_nothing_that_was_written(folder: Path) -> None:
    lab("step", "1")
    (folder / "pattern.sql").write_text("SELECT 1", encoding="utf-8")
    assert "pattern.before-reset.sql" in lab("reset", "--file", "pattern.sql").output
    assert "missing" in (folder / "pattern.sql").read_text(encoding="utf-8")
    assert "Choose one of: pattern.sql" in str(lab("reset", "--file", "x").exception)
    lab("reset")
    assert (folder.parent / "webhooks-before-reset-1" / "pattern.before-reset.sql").read_text(encoding="utf-8") == "SELECT 1"
    assert "There was nothing yet" in lab("reset").output


def test_dials_that_cannot_be_are_refused(folder: Path) -> None:
    assert "--slow-share is 2" in str(lab("run", "--slow-share", "2").exception)
    assert "no PostgreSQL URL" in str(lab("run", "--database", "mysql://x").exception)
    assert not (folder / "runs" / "retry-race").exists()


def test_a_query_that_sqlite_does_not_take_is_told(folder: Path, tmp_path: Path) -> None:
    import sqlite3

    from greenroom.labs.webhooks.log import BadQuery, ask

    sqlite3.connect(tmp_path / "x.db").close()
    for sql in ("SELEC 1", "SELECT 1; SELECT 2", "CREATE TABLE t (a)"):
        with pytest.raises(BadQuery, match="does not take"):
            ask(tmp_path / "x.db", sql)
    with pytest.raises(BadQuery, match="too long"):
        ask(tmp_path / "x.db", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT COUNT(*) FROM t")

"""`greenroom assess` as a person uses it."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GREENROOM = [sys.executable, "-m", "greenroom"]


def run(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*GREENROOM, *args], input=stdin, capture_output=True, env={**os.environ, **env}, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def answer(tmp_path: Path, example: tuple[str, str]) -> Path:
    file = tmp_path / "answer.txt"
    file.write_text(example[0], encoding="utf-8")
    return file


def test_text_has_every_part_and_no_colour_when_it_is_not_a_terminal(answer: Path, example: tuple[str, str]) -> None:
    done = run("assess", str(answer), "-q", example[1])
    assert done.returncode == 0, done.stderr
    for part in ("Your answer", "Criteria", "The vote at every level", "Speaking time", "Mend first", "Follow-ups to expect", "interviewer's notes"):
        assert part in done.stdout
    assert "\x1b[" not in done.stdout


def test_json_and_html(answer: Path, tmp_path: Path) -> None:
    rating = json.loads(run("assess", str(answer), "--format", "json").stdout)
    assert rating["judged"]
    page = tmp_path / "out.html"
    assert run("assess", str(answer), "--format", "html", "--out", str(page)).returncode == 0
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_html_escapes_what_the_person_wrote(tmp_path: Path, example: tuple[str, str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("<script>alert(1)</script> " + example[0], encoding="utf-8")
    html = run("assess", str(file), "--format", "html", "-q", "<b>why</b>").stdout
    assert "<script" not in html
    assert "<b>why" not in html


def test_standard_input_and_not_enough_to_judge() -> None:
    done = run("assess", "-", stdin=b"I fixed it.")
    assert done.returncode == 1
    assert "Not enough to judge" in done.stdout


@pytest.mark.parametrize("args", [["assess"], ["assess", "nowhere.txt"], ["assess", "."], ["assess", "-", "--level", "king"], ["explain", "charm"]])
def test_a_mistake_gets_a_message_and_status_2_without_a_traceback(args: list[str]) -> None:
    done = run(*args, stdin=b"word " * 60)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [["assess", "answer.txt", "-q", "Tell", "me", "about"], ["mock", "dropped-webhooks", "-q", "Tell", "me", "about"]])
def test_a_question_without_quotes_is_told_to_be_quoted(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert f"words are left over: {' '.join(args[4:])}." in said
    assert 'in quotes, as in -q "Tell me about a time ...".' in said


@pytest.mark.parametrize(("typed", "meant"), [("assses", " Did you mean assess?"), ("exprot", " Did you mean export?"), ("wxyz", "")])
def test_a_command_that_is_none_is_told_what_is_spelt_like_it(typed: str, meant: str) -> None:
    done = run(typed)
    assert done.returncode == 2
    assert done.stderr.strip().endswith(f"Error: There is no command {typed!r}.{meant}")


def test_a_batch_keeps_order_and_goes_on_after_bad_lines(tmp_path: Path, example: tuple[str, str]) -> None:
    rows = [
        json.dumps({"id": "a", "question": example[1], "level": "sde2", "text": example[0]}), "not json", "[1]", json.dumps({"id": "b"}), "",
        json.dumps({"id": "c", "text": "Too short.", "level": None}), json.dumps({"id": "d", "text": example[0], "level": "king"}),
        json.dumps({"id": "e", "text": example[0], "question": 7}), json.dumps({"id": "f", "text": example[0], "level": "Senior SDE"}),
    ]
    source, one, two = tmp_path / "in.jsonl", tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = run("assess", "--batch", str(source), "--out", str(one))
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in one.read_text(encoding="utf-8").splitlines()]
    assert [o["id"] for o in out] == ["a", None, None, "b", "c", "d", "e", "f"]
    assert ["error" in o for o in out] == [False, True, True, True, False, True, True, False]
    assert out[1]["line"] == 2
    assert out[4]["judged"] is False
    assert done.stderr.strip() == "2 rated, 1 with too little to judge, 4 could not be read, 1 could not be rated"
    assert run("assess", "--batch", str(source), "--out", str(two), "--jobs", "2").returncode == 0
    assert two.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_explain_says_what_the_reference_page_says_in_plain_wrapped_lines(columns: str) -> None:
    from tests.conftest import ROOT

    page = (ROOT / "docs/reference/criteria/metric.md").read_text(encoding="utf-8")
    shown = run("explain", "metric", COLUMNS=columns).stdout
    assert shown.split() == re.sub(r"(?m)^#+ |`|\*\*", "", page).split()
    assert max(map(len, shown.splitlines())) <= min(int(columns), 80)
    assert "\n\nAnchors\n\n- 0: " in shown


def test_a_batch_of_which_nothing_was_rated_says_so_and_ends_well(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("not json\n", encoding="utf-8")
    done = run("assess", "--batch", str(source))
    assert (done.returncode, done.stderr.strip()) == (0, "0 rated, 1 could not be read")


def test_explain_lists_the_criteria_without_marks() -> None:
    listed = run("explain").stdout
    assert "\n- metric: " in listed
    assert not any(mark in listed for mark in ("`", "#", "[", "](", "**"))


def test_the_input_is_never_overwritten(answer: Path) -> None:
    before = answer.read_bytes()
    for args in (["assess", str(answer), "--out", str(answer)], ["assess", "--batch", str(answer), "--out", str(answer)]):
        done = run(*args)
        assert done.returncode == 2
        assert "overwritten" in done.stderr
    assert answer.read_bytes() == before


def test_half_a_character_in_a_question_stops_nothing(tmp_path: Path, example: tuple[str, str]) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    row = json.dumps({"id": 1, "question": "\udfff?", "text": example[0]})
    source.write_text(f"\ufeff{row}\n{row}\n", encoding="utf-8")
    assert run("assess", "--batch", str(source), "--out", str(out)).returncode == 0
    assert [json.loads(line)["judged"] for line in out.read_text(encoding="utf-8").splitlines()] == [True, True]

"""Marks of raters: put forward, judged, and taken in."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TEXT = "Nobody asked me. I moved the forms online, because paper got lost. Families no longer queue at noon."


@pytest.fixture
def judge(from_training: Callable[[str], ModuleType]) -> ModuleType:
    return from_training("corpus.judge")


def mark(kind: str, words: str) -> dict[str, Any]:
    return {"kind": kind, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def row(*marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "a1", "text": TEXT, "raters": [{"evidence": list(given)} for given in marks]}


def test_only_what_no_other_rater_touches_is_put_forward(judge: ModuleType) -> None:
    both = row([mark("initiative", "Nobody asked me"), mark("trade-off", "because paper got lost")], [mark("initiative", "asked me.")])
    assert list(judge.alone([both], "initiative")) == []
    assert [TEXT[start:end] for _, _, start, end in judge.alone([both], "trade-off")] == ["because paper got lost"]


def test_words_are_shown_in_their_context(judge: ModuleType) -> None:
    start = TEXT.index("because")
    assert judge.shown(TEXT, start, start + 7) == TEXT.replace("because", "[[because]]")
    assert judge.shown(TEXT * 9, 500, 520).startswith("...")


def test_verdicts(judge: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "initiative-1.key.json").write_text(json.dumps([["a1", "initiative", 0, 15], ["a1", "initiative", 17, 30], ["a2", "initiative", 3, 9]]))
    (tmp_path / "initiative-1.out").write_text("1 y\n2 n\n3 y\n")
    judge.verdicts(tmp_path)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"id": "a1", "yes": [["initiative", 0, 15]], "no": [["initiative", 17, 30]]}, {"id": "a2", "yes": [["initiative", 3, 9]], "no": []},
    ]


def test_a_sheet_with_a_number_missing_is_left_out_and_named(judge: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "blame-1.key.json").write_text(json.dumps([["a1", "blame", 0, 5], ["a1", "blame", 7, 9]]))
    (tmp_path / "blame-1.out").write_text("1 y\n")
    judge.verdicts(tmp_path)
    out = capsys.readouterr()
    assert out.out == ""
    assert "blame-1.out" in out.err


def test_what_does_not_hold_goes_and_what_holds_counts_for_every_rater(judge: ModuleType) -> None:
    mine = row([mark("initiative", "Nobody asked me"), mark("own-action", "I moved the forms online")], [mark("trade-off", "because paper got lost")])
    no, yes = mark("initiative", "Nobody asked me"), mark("trade-off", "because paper got lost")
    judge.settle([mine, other := {"id": "a2", "raters": []}], [{"id": "a1", "no": [[no["kind"], no["start"], no["end"]]], "yes": [[yes["kind"], yes["start"], yes["end"]]]}])
    assert [[e["kind"] for e in r["evidence"]] for r in mine["raters"]] == [["own-action", "trade-off"], ["trade-off"]]
    assert other == {"id": "a2", "raters": []}


def test_what_two_raters_gave_is_put_forward_in_the_words_of_the_first(judge: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    both = row([mark("initiative", "Nobody asked me"), mark("trade-off", "because paper got lost")], [mark("initiative", "asked me.")])
    monkeypatch.setattr("corpus.kept.kept", lambda name: [])
    assert list(judge.shared([both], ["initiative", "trade-off"])) == [("a1", "initiative", 0, 15)]
    monkeypatch.setattr("corpus.kept.kept", lambda name: [{"id": "a1", "yes": [["initiative", 0, 15]], "no": []}])
    assert list(judge.shared([both], ["initiative"])) == []


def test_a_shared_mark_that_does_not_hold_goes_for_both_unless_it_touches_one_that_does(judge: ModuleType) -> None:
    mine = row([mark("initiative", "Nobody asked me"), mark("trade-off", "because paper got lost")], [mark("initiative", "asked me."), mark("trade-off", "paper")])
    no, good = mark("initiative", "Nobody asked me"), mark("trade-off", "because paper got lost")
    judge.settle([mine], [], [{"id": "a1", "no": [[no["kind"], no["start"], no["end"]]], "yes": [[good["kind"], good["start"], good["end"]]]}])
    assert [[e["kind"] for e in r["evidence"]] for r in mine["raters"]] == [["trade-off"], ["trade-off"]]

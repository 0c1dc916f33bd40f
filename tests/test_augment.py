"""Changes to the training answers: the labels move with the text, and only the scores that a change is about move."""
from __future__ import annotations

import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

TEXT = "The lifts kept failing. I rewrote the schedule alone. I chose nights over days. Breakdowns fell from 40 to 9. People were glad. I learned to ask the night crew first."
KEPT = ("fit", "context", "metric", "impact", "lasting", "reflection")


@pytest.fixture
def augment(from_training: Callable[[str], ModuleType]) -> ModuleType:
    return from_training("augment")


def row(votes: bool = True) -> dict[str, Any]:
    spans, at = [], 0
    for sentence in TEXT.split(". "):
        end = min(len(TEXT), at + len(sentence) + 1)
        spans.append([at, end])
        at = end + 1

    def mark(kind: str, words: str) -> dict[str, Any]:
        return {"kind": kind, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}

    marks = [mark("own-action", "I rewrote the schedule"), mark("trade-off", "nights over days"), mark("metric-delta", "from 40 to 9"), mark("specific-learning", "ask the night crew")]
    scores = dict.fromkeys(("fit", "context", "ownership", "agency", "depth", "judgement", "metric", "impact", "lasting", "reflection"), 3)
    raters = [{"sections": "SAARRL", "criteria": dict(scores), "evidence": marks, "vote": 4, "principles": ["Ownership"]} for _ in range(2)]
    if votes:
        raters[1]["votes"] = {"sde1": 4, "sde2": 4, "senior": 3, "manager": 1}
    return {"id": "a", "text": TEXT, "question": "", "level": "sde2", "sentences": spans, "raters": raters}


def whole(made: dict[str, Any]) -> None:
    for rater in made["raters"]:
        assert len(rater["sections"]) == len(made["sentences"])
        assert all(made["text"][e["start"] : e["end"]].strip() for e in rater["evidence"])
    assert all(made["text"][a:b].strip() == made["text"][a:b] for a, b in made["sentences"])


def test_handed_off(augment: ModuleType) -> None:
    made = augment.hand_off(row(), random.Random(1))
    whole(made)
    assert "I rewrote the schedule" not in made["text"]
    first, last = made["raters"]
    assert [r["criteria"]["ownership"] for r in made["raters"]] == [2, 2]
    assert [r["criteria"]["depth"] for r in made["raters"]] == [3, 2]
    assert all(r["criteria"][k] == 3 for r in made["raters"] for k in KEPT)
    assert (first["vote"], last["vote"], last["votes"]) == (4, 3, {"sde1": 3, "sde2": 3, "senior": 2, "manager": 1})
    assert "own-action" not in {e["kind"] for e in first["evidence"]}


def test_nothing_left_to_learn(augment: ModuleType) -> None:
    made = augment.unlearnt(row(), random.Random(1))
    whole(made)
    assert "night crew" not in made["text"]
    assert made["raters"][0]["sections"] == "SAARRL"
    assert [r["criteria"] for r in made["raters"]] == [{**row()["raters"][0]["criteria"], "reflection": 1}] * 2
    assert made["raters"][0]["vote"] == 4


def test_nothing_left_that_measures(augment: ModuleType) -> None:
    made = augment.unmeasured(row(), random.Random(1))
    whole(made)
    assert "40" not in made["text"]
    assert [(r["criteria"]["metric"], r["criteria"]["impact"], r["criteria"]["ownership"]) for r in made["raters"]] == [(1, 3, 3), (1, 2, 3)]


def test_a_row_without_anything_to_change_is_padded(augment: ModuleType) -> None:
    plain = row(votes=False)
    for rater in plain["raters"]:
        rater["evidence"], rater["sections"] = [], "SSSSSS"
    assert augment.hand_off(plain, random.Random(1)) is augment.unlearnt(plain, random.Random(1)) is augment.unmeasured(plain, random.Random(1)) is None
    for seed in range(40):
        made = augment.twin(plain, random.Random(seed))
        whole(made)
        assert made["text"] != TEXT


def test_an_idle_i_before_what_others_did(augment: ModuleType) -> None:
    before = row()
    made = augment.witness(before, random.Random(1))
    whole(made)
    new = [made["text"][a:b] for a, b in made["sentences"]]
    assert new[1] == "I rewrote the schedule alone."
    assert any(s != old for s, old in zip(new, TEXT.split(". "), strict=True))
    assert any(w.strip() in made["text"] for w in augment.WITNESSED)
    for was, now in zip(before["raters"], made["raters"], strict=True):
        assert (was["criteria"], was["vote"], was["sections"]) == (now["criteria"], now["vote"], now["sections"])
        assert [e["kind"] for e in was["evidence"]] == [e["kind"] for e in now["evidence"]]


@pytest.mark.parametrize("seed", range(8))
def test_a_splice_is_the_head_of_one_and_the_end_of_another(augment: ModuleType, seed: int) -> None:
    first, second = row(), {**row(), "id": "b", "text": TEXT.upper()}
    first["plan"] = {"version_of": "a", "own": True}
    made = augment.spliced(first, second, random.Random(seed))
    whole(made)
    said = [made["text"][a:b] for a, b in made["sentences"]]
    kept = sum(s != s.upper() for s in said)
    assert 1 <= kept < len(said), "both have a part"
    assert said == [s for s in said if s != s.upper()] + [s for s in said if s == s.upper()], "in this order"
    assert made["raters"][0]["evidence"] == []
    assert made["plan"] == {"own": True}

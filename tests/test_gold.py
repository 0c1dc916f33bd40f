"""On the rated answers beside the checkout: every one is judged, and agreement has not broken down. The figures themselves come from `make accuracy`."""
from __future__ import annotations

import json
from typing import Any

import pytest

from greenroom import assess
from greenroom.text.sentences import split
from tests.conftest import GOLD, need

FILES = ("look.jsonl", "check.jsonl")


def rows_of(name: str) -> list[dict[str, Any]]:
    need("gold", GOLD.is_dir(), "put the rated answers beside the checkout as ../shared/gold")
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_sentences_are_cut_where_the_raters_numbers_were(name: str) -> None:
    for row in rows_of(name):
        assert [list(s) for s in split(row["text"])] == row["sentences"], row["id"]


def test_every_answer_is_judged_and_most_votes_are_near() -> None:
    rows = [row for name in FILES for row in rows_of(name)]
    near = 0
    for row in rows:
        rating = assess(row["text"], row["question"], row["level"])
        assert rating.judged, row["id"]
        assert rating.vote is not None
        votes = sorted(r["vote"] for r in row["raters"])
        near += abs(rating.vote.value - votes[(len(votes) - 1) // 2]) <= 1
    assert near >= 0.9 * len(rows)

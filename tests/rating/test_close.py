"""A close call is said where the anchor given is not much likelier than the one beside it."""
from __future__ import annotations

import pytest

from greenroom.rating.close import BORDERS, NEVER_SURE, anchors, between
from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Score, Told
from greenroom.rating.result import Quote, Remark
from greenroom.rating.whole import named, reasons
from greenroom.reader.reading import CRITERIA, Reading


def test_every_criterion_has_its_border() -> None:
    assert set(BORDERS) == set(CRITERIA)
    assert set(NEVER_SURE) <= set(CRITERIA)


def test_anchors_add_up() -> None:
    assert anchors((0.9, 0.5, 0.2)) == (0.1, 0.4, 0.3, 0.2)


def test_a_flat_distribution_is_a_close_call_though_its_mean_lies_on_an_anchor() -> None:
    assert between("lasting", (0.66, 0.34, 0.0), 1) == (0, 1)
    assert between("lasting", (0.70, 0.35, 0.0), 1) == (1, 2)


def test_a_likely_anchor_is_no_close_call() -> None:
    assert between("lasting", (0.98, 0.06, 0.0), 1) is None


def test_no_anchor_beyond_what_the_evidence_allows_comes_into_question() -> None:
    assert between("lasting", (1.0, 0.5, 0.1), 1, high=1) == (0, 1)
    assert between("lasting", (1.0, 0.5, 0.1), 1, low=1, high=1) is None


@pytest.mark.parametrize(("key", "anchor"), [(key, anchor) for key, found in NEVER_SURE.items() for anchor in found])
def test_anchors_that_are_never_sure_always_are_close(key: str, anchor: int) -> None:
    assert between(key, (1.0, 1.0, 1.0), anchor) == (anchor - 1, anchor)


def test_the_reason_itself_says_that_it_is_close() -> None:
    keys = load_all()
    here = (Quote(0, 2, "ab"),)
    scores = {key: Score(2, (), (Remark("Said.", here),), (1, 2) if key == "impact" else None) for key in keys}
    said = dict(zip(sorted(keys, key=list(keys).index), reasons(scores, keys), strict=True))
    assert said["impact"].text.startswith("Said. A close call between 1 and 2")
    assert said["metric"].text == "Said."


@pytest.mark.parametrize(
    ("value", "found", "advises"), [(1, 1, True), (1, 2, False), (2, 1, False)], ids=["not found", "found", "the higher one given"],
)
def test_a_close_call_asks_for_nothing_that_is_there(value: int, found: int, advises: bool) -> None:
    impact = load_all()["impact"]
    told = Told(Reading("ab", "", (), (), {}, {}, (), 1.0, ""), reached={"impact": found})
    score = named(impact, Score(value, (), (Remark("Said.", (Quote(0, 2, "ab"),)),), (1, 2)), told)
    said = [r.text for r in score.remarks]
    assert score.between == (1, 2)
    assert said[0] == "Said."
    assert [text.startswith("A close call between 1 and 2. This may be told already, but not plainly enough to be sure") for text in said[1:]] == [True] * advises

"""Parts of an answer are read by themselves beside the whole: a score moves less with what is told elsewhere."""
from __future__ import annotations

import numpy as np
import pytest

from greenroom.reader import apart, engine, files
from greenroom.reader.prepare import prepare
from greenroom.reader.reading import CRITERIA, SECTIONS
from tests.conftest import ROOT
from tests.reader.test_around import QUESTION

TEXT = (ROOT / "docs" / "examples" / "dropped-webhooks.txt").read_text(encoding="utf-8")
TOLD = TEXT.split(". ")
STORY = (
    "The night bakery ran out of flour twice in May because two people ordered from the same sheet. We talked about it in the kitchen. "
    "I offered to sort it out. I put the orders on a board by the door and looked at what had been sold the week before. "
    "The head baker wanted to keep the sheet, so I left it next to the board for a while. After that the flour was always there."
)
LESSONS = (
    "I learned that two of us had ordered because neither could see what the other had done, so now I write down who does what before a shift begins.",
    "It taught me that teamwork is important.",
)


def test_two_readings_are_one_by_the_mean_of_their_logits() -> None:
    one, other = np.array([0.9, 0.5, 0.1], dtype=np.float32), np.array([0.5, 0.5, 0.4], dtype=np.float32)
    assert np.allclose(apart.blend(one, other, 0.0), one, atol=1e-6)
    assert np.allclose(apart.blend(one, other, 1.0), other, atol=1e-6)
    both = apart.blend(one, other, 0.5)
    assert both[0] == pytest.approx(0.75, abs=1e-6)
    assert (np.diff(both) <= 0).all()
    assert np.isfinite(apart.blend(np.zeros(3, dtype=np.float32), np.ones(3, dtype=np.float32), 0.5)).all()


def test_what_one_reading_rules_out_stays_ruled_out() -> None:
    sure, never = np.array([0.99999], dtype=np.float32), np.zeros(1, dtype=np.float32)
    assert apart.blend(never, sure, 0.65) == 0
    assert apart.blend(sure, never, 0.5) == 0


def test_each_criterion_but_fit_belongs_to_one_part_and_rests_on_what_it_reads() -> None:
    keys = [key for part in apart.PARTS for key in part.shares]
    assert sorted(keys) == sorted(set(CRITERIA) - {"fit"})
    for part in apart.PARTS:
        assert set(part.sections) < set(SECTIONS)
        assert all(set(share.sections) <= set(part.sections) and 0 < share.weight <= 1 for share in part.shares.values())


def moved(monkeypatch: pytest.MonkeyPatch, parts: tuple[apart.Part, ...], keys: tuple[str, ...]) -> float:
    """How far these expected scores move, summed, when another lesson ends the story."""
    monkeypatch.setattr(apart, "PARTS", parts)
    one, other = (engine.raw(f"{STORY} {lesson}", QUESTION)[0].criteria.sum(1) for lesson in LESSONS)
    return sum(abs(float(one[i] - other[i])) for i in map(CRITERIA.index, keys))


def test_another_lesson_moves_what_was_done_less_than_by_the_whole_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, beside = (moved(monkeypatch, parts, ("context", "ownership", "agency", "depth", "judgement")) for parts in ((), apart.PARTS))
    assert whole > 0.1
    assert beside < 0.6 * whole
    assert moved(monkeypatch, (), ("reflection",)) > 0.5


def test_a_result_that_did_not_come_is_told_in_words_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{STORY.rpartition('After that')[0]}The new board made no difference to the flour. {LESSONS[0]}"
    metric = CRITERIA.index("metric")
    parts = engine.raw(text, QUESTION)[0].criteria[metric]
    monkeypatch.setattr(apart, "PARTS", ())
    whole = engine.raw(text, QUESTION)[0].criteria[metric]
    assert parts[0] == whole[0] > 0.5 > parts[1]


def test_a_long_answer_is_read_as_a_whole_only(monkeypatch: pytest.MonkeyPatch) -> None:
    long = f"{TEXT} " + " ".join(s.strip() + "." for s in TOLD[:12] if s.strip()).replace("payment", "parcel").replace("I ", "I then ")
    assert engine._size(prepare(long, files.load().tokenizer)) > engine.MOST_READ
    with_parts = engine.raw(long, QUESTION)[0]
    monkeypatch.setattr(apart, "PARTS", ())
    alone = engine.raw(long, QUESTION)[0]
    assert np.array_equal(with_parts.criteria, alone.criteria)
    assert np.array_equal(with_parts.kinds, alone.kinds)

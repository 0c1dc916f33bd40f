"""Criteria of which half rests on the sections that they are about."""
from __future__ import annotations

import numpy as np
import pytest

from greenroom.reader import engine, heads
from greenroom.reader.reading import CRITERIA, SECTIONS

STORY = (
    "Our reports went out late every Monday and the shops complained. I looked at where the hours went and saw that two people copied the same table by hand. "
    "I wrote a small script for it, because asking for a new tool would have taken months. I showed it to both of them and sat with them the first two times. "
    "Since then the reports are out by nine. I still check the script each quarter. I learned to watch people work before I ask what they need."
)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> heads.RawReading:
    """The reading in which every criterion rests on all that is told."""
    with monkeypatch.context() as patch:
        patch.setattr(heads, "RESTS_ON", {})
        return engine.raw(STORY)[0]


def test_they_are_criteria_and_sections() -> None:
    for key, letters in heads.RESTS_ON.items():
        assert key in CRITERIA
        assert set(letters) < set(SECTIONS)


def test_only_they_move_and_no_vote(whole: heads.RawReading) -> None:
    out = engine.raw(STORY)[0]
    moved = {key for i, key in enumerate(CRITERIA) if not np.array_equal(out.criteria[i], whole.criteria[i])}
    assert moved == set(heads.RESTS_ON)
    assert np.array_equal(out.votes, whole.votes)


def test_steps_stay_in_order() -> None:
    assert (np.diff(engine.raw(STORY)[0].criteria, axis=1) <= 0).all()

"""Figures and words that size a change."""
from __future__ import annotations

import pytest

from greenroom.text.quantities import change_words, find_quantities


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The drop rate went from 0.3 % to zero.", ["percent", "count"]),
        ("It saved about $8,000 a week.", ["money"]),
        ("It took 12 minutes, not four hours.", ["time", "time"]),
        ("It is twice as fast now.", ["factor"]),
        ("In 2019 I joined, and one of us left.", []),
        ("Eleven complaints became two.", ["count", "count"]),
    ],
)
def test_quantities(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in find_quantities(text)] == kinds


@pytest.mark.parametrize("text", ["Errors halved.", "It fell to 3.", "There were none since March.", "from a day to an hour"])
def test_a_change_is_found(text: str) -> None:
    assert change_words(text)


def test_a_plain_number_is_no_change() -> None:
    assert not change_words("We are six people and serve 900 schools.")

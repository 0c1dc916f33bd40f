"""Which sentences say that a result did not come."""
from __future__ import annotations

import pytest

from greenroom.text.unmet import is_unmet


@pytest.mark.parametrize(
    "said",
    ["The change did not reduce the error rate.", "It made no difference.", "It didn't help.", "There was no change in churn.", "No improvement was seen.", "the new form never really worked"],
)
def test_nothing_came_of_it(said: str) -> None:
    assert is_unmet(said)


@pytest.mark.parametrize(
    "said",
    [
        "The alarms have not come back since.", "Costs have not increased.", "I did not stop.", "He did not change his mind.", "It did not work because the pump was old.",
        "It did not help at first.", "We did not reduce it by 40 %, we halved it.", "Nobody complained again.", "It worked.",
    ],
)
def test_more_than_that_or_a_gain(said: str) -> None:
    assert not is_unmet(said)

"""A story cut into parts: each word stays in its place, and one sentence read out of turn does not tear the rest apart."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.rating.result import RatedSentence
from greenroom.services.cut_story import cut, in_order

pytestmark = pytest.mark.usefixtures("own_folder")


def numbers(letters: str) -> str:
    return "".join(str(part) for part in in_order([RatedSentence(0, 1, letter, 0.9) for letter in letters]))


@pytest.mark.parametrize(
    ("letters", "parts"),
    [("SSTAARL", "0012234"), ("RSTAARL", "0012234"), ("STARAARL", "01222234"), ("SOTOAORO", "00112233"), ("AAR", "223"), ("S", "0")],
)
def test_the_parts_come_in_their_order(letters: str, parts: str) -> None:
    assert numbers(letters) == parts


@given(st.text("STARLO", min_size=1, max_size=40))
def test_no_part_comes_twice(letters: str) -> None:
    parts = numbers(letters)
    assert len(parts) == len(letters)
    assert parts == "".join(sorted(parts))


def test_every_word_stays_in_its_place() -> None:
    text = (
        "In the end the wait fell from 122 minutes to 14. It began in March, when our support team had no rota. My task was to find out why people waited. "
        "I pulled the logs, I wrote a script, and I proposed a rota to my lead. The wait fell to 14 minutes. I wrote the rota. I learned to measure before I propose."
    )
    parts = cut(text)
    assert len(parts) > 2
    assert " ".join(parts.values()) == text

"""A remark is true of the words that it rests on: what is told is not asked for, and what is not told is not praised."""
from __future__ import annotations

import pytest

from tests.rating.made import made, read, says, words

HARBOUR = ("S", "The harbour office lost about one mooring form in ten, and skippers paid twice.", {})
ACT = ("A", "I laid every form on the floor and matched it with the till roll.", {"own-action": "I laid every form on the floor"})
OUTCOME = ("R", "After that it ran well.", {"unmeasured-result": "it ran well"})
LESSON = ("L", "I learned to keep receipts.", {})


@pytest.mark.parametrize(
    ("quote", "says_so"),
    [
        ("The forms belonged to the harbour master", "You say that this was not yours to do"),
        ("I was only meant to sweep the quay", "You say that this was not yours to do"),
        ("it wasn't my fault or my desk", "You say that this was not yours to do"),
        ("Nobody else had touched the till", "Here you answer for it yourself."),
        ("it was my own mistake", "Here you answer for it yourself."),
        ("The till was assigned to me", "Here you say whose job it was."),
    ],
)
def test_a_mark_of_a_border_is_read_by_its_words(quote: str, says_so: str) -> None:
    told = made(3, HARBOUR, ("T", f"As for that, {quote}.", {"scope-boundary": quote}), ACT)
    assert words(read("ownership", told), says_so) == [quote]


def test_a_mark_that_tells_nothing_of_whose_job_it_was_is_passed_over() -> None:
    told = made(2, HARBOUR, ("T", "The skippers in our bay are patient people.", {"scope-boundary": "The skippers in our bay"}), ACT)
    assert not any("not yours" in text or "whose job it was." in text for text in says(read("ownership", told)))


def test_whose_job_it_was_is_asked_for_before_the_first_act() -> None:
    told = made(2, HARBOUR, ACT, OUTCOME, LESSON)
    assert words(read("ownership", told), "This is read from the answer as a whole") == [HARBOUR[1]]
    without_situation = made(1, ACT, ("A", "I rang the skippers.", {}), OUTCOME, LESSON)
    assert words(read("ownership", without_situation), "That you took on more") == [ACT[1]]

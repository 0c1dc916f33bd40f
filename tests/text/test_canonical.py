"""What is taken out before reading, and that every character still knows where it came from."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.text.canonical import canonical
from greenroom.text.spans import Span, plain


def form(text: str) -> str:
    return canonical(text, Span(0, len(text))).text


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Um, I was, uh, on the night shift.", "I was on the night shift."),
        ("so um i was like uh checking it", "so i was like checking it"),
        ("The the alarm went off.", "The alarm went off."),
        ("It was loud, you know, and hot.", "It was loud and hot."),
        ("You know what I mean.", "You know what I mean."),
        ("I let them know that you know it.", "I let them know that you know it."),
        ("not  my\njob", "not my job"),
        ("Umbrellas and ermine.", "Umbrellas and ermine."),
        ("um", "um"),
    ],
)
def test_forms(said: str, read: str) -> None:
    assert form(said) == read


def test_the_gender_of_others_is_not_read() -> None:
    assert form("She told her boss herself.") == form("He told his boss himself.")


def test_common_first_names_read_alike() -> None:
    assert form("I asked Priya's team and then Tom.") == form("I asked Kwame's team and then Ingrid.")
    assert form("Will the Mark fade in May?") == "Will the Mark fade in May?"


@given(st.text(alphabet=st.sampled_from("uhm erihsyouknw,. \n'Aé"), min_size=1, max_size=80))
def test_every_character_has_an_origin(text: str) -> None:
    if not text.strip():
        return
    c = canonical(plain(text), Span(0, len(text)))
    assert c.text
    assert len(c.text) == len(c.at)
    assert list(c.at) == sorted(c.at)
    for i in range(len(c.text)):
        start, end = c.origin(i, i + 1)
        assert 0 <= start < end <= len(text)

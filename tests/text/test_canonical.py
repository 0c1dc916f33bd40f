"""What is taken out before reading, and that every character still knows where it came from."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.text.canonical import canonical, nameless
from greenroom.text.spans import Span, plain


def form(text: str) -> str:
    return nameless(canonical(text, Span(0, len(text)))).text


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Um, I was, uh, on the night shift.", "I was on the night shift."),
        ("so um i was like uh checking it", "so i was like checking it"),
        ("The the alarm went off.", "The alarm went off."),
        ("It was loud, you know, and hot.", "It was loud and hot."),
        ("You know what I mean.", "You know what I mean."),
        ("I let them know that you know it.", "I let their know that you know it."),
        ("not  my\njob", "not my job"),
        ("Umbrellas and ermine.", "Umbrellas and ermine."),
        ("um", "um"),
    ],
)
def test_forms(said: str, read: str) -> None:
    assert form(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Then I was in the room when Priya signed.", "Then Alex signed."),
        ("I know that the supplier sent 40 new ones.", "the supplier sent 40 new ones."),
        ("and I was there as the team fixed it", "and the team fixed it"),
        ("I watched them fix it.", "they fix it."),
        ("I watched them fix it; I was there when it broke.", "they fix it; it broke."),
    ],
)
def test_standing_by_is_no_part(said: str, read: str) -> None:
    assert form(said) == read


@pytest.mark.parametrize(
    "said", ["Now I know that the seal comes first.", "I know how to weld.", "I remember that day.", "I was there.", "I watched the gauge, and closed it at 4 bar.", "I know that I closed it."],
)
def test_what_one_saw_and_learnt_oneself_is_read(said: str) -> None:
    assert form(said) == said


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("She told her boss herself.", "He told his boss himself."),
        ("She was late and he usually carries it.", "They were late and they usually carry it."),
        ("He's gone and it was his.", "They're gone and it was theirs."),
        ("I asked Priya's team and then Tom.", "I asked Oluwaseun's team and then Ingrid."),
        ("In Leeds I joined Brightwater Laundry.", "In Vinnytsia I joined Verizon."),
        ("I went to the University of Lagos.", "I went to Stanford."),
        ("Then Mrs. Okafor called.", "Then Dr Smithers-Jones called."),
        ("I asked O'Brien about it.", "I asked Nguyen about it."),
        ("priya said so.", "tom said so."),
    ],
)
def test_who_and_where_others_are_is_not_read(said: str, same: str) -> None:
    assert form(said) == form(same)


@pytest.mark.parametrize(
    "said",
    [
        "Will the Mark fade in May?", "I moved Kafka and Postgres to AWS on Friday.", "I put it in Google Sheets for the German team.", "Bias for Action and Customer Obsession.",
        "Action: Led A Meeting With The Senior Staff", "they process orders and always discuss it",
    ],
)
def test_what_says_something_of_the_work_is_read(said: str) -> None:
    assert form(said) == said


def test_a_question_keeps_its_names() -> None:
    question = "Why Amazon?"
    assert canonical(question, Span(0, len(question))).text == question


PIECES = ["I was there when ", "I know that ", "I watched ", "them ", "they ", "fix ", "it ", ", ", "and ", "um ", "the ", ". ", "She "]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_every_character_has_an_origin_where_one_stands_by(words: list[str]) -> None:
    text = "".join(words)
    if not text.strip():
        return
    c = nameless(canonical(plain(text), Span(0, len(text))))
    assert c.text
    assert list(c.at) == sorted(c.at)


@given(st.text(alphabet=st.sampled_from("uhm erihsyouknw,. \n'Aé"), min_size=1, max_size=80))
def test_every_character_has_an_origin(text: str) -> None:
    if not text.strip():
        return
    c = nameless(canonical(plain(text), Span(0, len(text))))
    assert c.text
    assert len(c.text) == len(c.at)
    assert list(c.at) == sorted(c.at)
    for i in range(len(c.text)):
        start, end = c.origin(i, i + 1)
        assert 0 <= start < end <= len(text)

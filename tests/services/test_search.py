"""Search in walkthroughs and stories: word forms, accents, odd input; the best first, and from many threads."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.services import browse
from greenroom.services.search import Index, Text

INDEX = Index(
    [
        Text("a", "The dropped webhooks", "Tell me about a failure.", "Ownership SDE2", "I delivered the fix for the naïve café retry."),
        Text("b", "A rota", "When did you deliver?", "Deliver Results", "We wrote a rota."),
        Text("c", "Mail", "Why?", "Dive Deep", "Nothing of it was delivered by mail, and the mail said webhooks once."),
    ]
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("delivering", ["b", "c", "a"]), ("webhook", ["a", "c"]), ("CAFE naive", ["a"]), ("deliv fix", ["a"]), ("ownership", ["a"]), ("sde2 retry", ["a"]), ("zzz", []), ("", []),
        ("  ", []), ('"', []), ("fix OR rota", []), ("rota*", ["b"]), ("title:rota", []), ("NEAR(mail webhooks)", []), ("\x00", []), ("mail -webhooks", ["c"]),
    ],
)
def test_what_is_found(words: str, found: list[str]) -> None:
    assert [hit.id for hit in INDEX.find(words)] == found


def test_any_of_the_words_is_enough_where_that_is_asked_for() -> None:
    assert INDEX.find("rota zebra") == []
    assert [hit.id for hit in INDEX.find("rota zebra", any_of=True)] == ["b"]
    assert [hit.id for hit in INDEX.find("the café", any_of=True)] == ["a"]
    assert INDEX.find("", any_of=True) == []


def test_what_stands_beside_a_story_is_found() -> None:
    found = {hit.id for hit in browse.read().index.find("race condition")}
    assert "dropped-webhooks" in found
    w = browse.walkthrough("dropped-webhooks")
    assert w.weak
    for text in (w.sections["action"].mistake, w.levels[0].reflection, w.lenses[0].lead, w.weak.answer, w.followups[0].strong):
        assert "dropped-webhooks" in {hit.id for hit in browse.read().index.find(" ".join(text.split()[:8]))}


def test_the_hit_stands_in_its_words() -> None:
    (hit,) = INDEX.find("retry café")
    assert hit.around[1::2] == ("café", "retry")
    assert "".join(hit.around) in "I delivered the fix for the naïve café retry."


@given(st.text(max_size=60))
def test_no_input_breaks_it(words: str) -> None:
    INDEX.find(words)
    INDEX.find(words, any_of=True)


def test_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(hit.id for hit in found) for found in pool.map(INDEX.find, ["deliver"] * 200)}) == 1


def test_every_walkthrough_is_found_by_its_question_and_by_its_principle() -> None:
    index = browse.read().index
    for w in browse.whole().ready:
        assert index.find(w.head.question)[0].id in {x.id for x in browse.whole().ready if x.head.question == w.head.question}
        assert w.id in {hit.id for hit in index.find(browse.entry(w).principles[0])}

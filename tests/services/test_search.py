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


def test_the_hit_stands_in_its_words() -> None:
    (hit,) = INDEX.find("retry café")
    assert hit.around[1::2] == ("café", "retry")
    assert "".join(hit.around) in "I delivered the fix for the naïve café retry."


@given(st.text(max_size=60))
def test_no_input_breaks_it(words: str) -> None:
    INDEX.find(words)


def test_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(hit.id for hit in found) for found in pool.map(INDEX.find, ["deliver"] * 200)}) == 1


def test_every_walkthrough_is_found_by_its_question_and_by_its_principle() -> None:
    index = browse.read().index
    for w in browse.whole().ready:
        assert index.find(w.head.question)[0].id in {x.id for x in browse.whole().ready if x.head.question == w.head.question}
        assert w.id in {hit.id for hit in index.find(browse.entry(w).principles[0])}

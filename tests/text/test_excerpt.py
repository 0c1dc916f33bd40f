"""Quotes cut between words, and never to nothing."""
from __future__ import annotations

from greenroom import assess
from greenroom.text.excerpt import head, tail

WORDS = "one two three four"


def test_cut_between_words() -> None:
    assert (head(WORDS, 9), tail(WORDS, 7)) == ("one two \u2026", "\u2026 four")
    assert head(" one\n two ", 20) == tail(" one\n two ", 20) == "one two"


def test_a_word_without_end_is_cut() -> None:
    assert (head("x" * 200, 5), tail("x" * 200, 5)) == ("xxxxx \u2026", "\u2026 xxxxx")


def test_an_endless_word_in_an_answer_stops_nothing() -> None:
    link = "https://example.test/" + "a" * 300
    text = f"We looked into {link} and the team fixed it. Things got better{link} and everyone was happy. I learned communication{link} is key to all of it."
    assert assess(text, "Tell me about a time you failed.").text == text

"""Splitting: offsets, borders, speech, wrapped text."""
from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.text.sentences import MAX_WORDS, split
from greenroom.text.spans import plain


def cut(text: str) -> list[str]:
    return [s.of(text) for s in split(text)]


def test_stops_and_line_ends_part_sentences() -> None:
    assert cut("I traced it. Then I fixed it!\nResult: none lost") == ["I traced it.", "Then I fixed it!", "Result: none lost"]


@pytest.mark.parametrize("text", ["It fell, e.g. on Mondays, to two.", "Mr. Okafor asked me to look.", "We met at 5 p.m. and left at six."])
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


def test_a_tiny_fragment_belongs_to_what_follows() -> None:
    assert cut("So. I called the vendor that day.") == ["So. I called the vendor that day."]


def test_unpunctuated_speech_is_cut_at_connectives() -> None:
    text = "so i was on the night shift and the pump alarm went off again and nobody knew why it did that and i went down to look at the valve " * 3
    parts = cut(text)
    assert len(parts) >= 3
    assert all(len(p.split()) <= MAX_WORDS + 20 for p in parts)
    assert " ".join(parts).split() == text.split()


def test_a_text_wrapped_at_a_column_reads_like_one_that_is_not() -> None:
    flowing = (
        "I pulled the delivery logs and grouped the lost events by endpoint and by hour. Almost all of them had been retried twice within "
        "a second, so I suspected a race in the retry logic and wrote a script that fired overlapping retries at a local copy of it."
    )
    import textwrap

    wrapped = "\n".join(textwrap.wrap(flowing, 72))
    assert [" ".join(s.split()) for s in cut(wrapped)] == cut(flowing)


RAGGED = (
    "I pulled the delivery logs for the week and grouped the lost events by\nendpoint and by hour, which took me most\nof a Tuesday. Almost all of them had been retried twice within a second, so I\n"
    "suspected a race in the retry logic and\nwrote a script that fired overlapping retries at\na local copy of it. It lost thirty-one in a thousand."
)


def test_prose_broken_at_uneven_places_reads_like_prose_that_is_not() -> None:
    flowing = " ".join(RAGGED.split())
    assert [" ".join(s.split()) for s in cut(RAGGED)] == cut(flowing)
    twice = cut(f"{RAGGED}\n\n{RAGGED}")
    assert [" ".join(s.split()) for s in twice] == cut(flowing) * 2, "a blank line stays a border"


@pytest.mark.parametrize("text", [
    "fridge log, pharmacy in the old town, winter before last\nmy task: only sign the temperature twice a day\nsaw that it was never reset\nso the maximum was from August.",
    "The harbour keeps its lanterns lit\nfor boats that will not come,\nthe tide has counted every rope\nand left them cold and numb.",
    "- pulled the logs of the whole week and read them one by one\n- asked the vendor for theirs and compared the two. By hand\n- wrote the fix and a test for it, then a note",
])
def test_lines_that_mean_something_stay(text: str) -> None:
    assert all("\n" not in sentence for sentence in cut(text))


def test_a_list_keeps_its_lines() -> None:
    text = "- pulled the logs of the whole week and read them one by one\n- asked the vendor for theirs and compared the two by hand\n- wrote the fix and a test for it, then a note for the team"
    assert len(cut(text)) == 3


@given(st.text(max_size=400))
def test_spans_are_in_order_stripped_and_cover_every_word(text: str) -> None:
    spans = split(text)
    flat = plain(text)
    for before, after in itertools.pairwise(spans):
        assert before.end <= after.start
    for s in spans:
        assert s.of(flat) == s.of(flat).strip() != ""
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(c.isspace() for i, c in enumerate(flat) if i not in covered)


@given(st.text(max_size=300))
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)

"""Text with headings and stories in parts: there and back, and no word is lost."""
from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from greenroom.stories.changes import GONE, NEW, words_changed
from greenroom.stories.outline import PARTS, joined, stories_in, told

WORDS = st.text("abc DE.,\n'é🎤0123%#-*:", max_size=120)


def test_a_story_in_parts_comes_back_from_its_markdown() -> None:
    sections = {"situation": "It broke.\n\nBadly.", "action": "I fixed it.", "reflection": "Test first."}
    (one,) = stories_in(told("The night", joined(sections), sections))
    assert (one.title, one.sections, one.text) == ("The night", sections, joined(sections))
    (free,) = stories_in(told("The night", "It broke. I fixed it.", None))
    assert (free.title, free.sections, free.text) == ("The night", None, "It broke. I fixed it.")


def test_a_document_is_cut_at_its_first_level() -> None:
    found = stories_in("# One\n\nIt broke.\n\n## A detail\n\nMore.\n\n# Two\n\nSituation: rain.\nAction: I ran.\n")
    assert [(s.title, s.sections) for s in found] == [("One", None), ("Two", {"situation": "rain.", "action": "I ran."})]
    assert found[0].text.split() == ["It", "broke.", "A", "detail", "More."]


def test_parts_at_the_first_level_make_one_story() -> None:
    (one,) = stories_in("# Situation\nRain.\n# What I did\nI ran.\n# Lessons\nTake a coat.", "my-story")
    assert (one.title, list(one.sections or {})) == ("my-story", ["situation", "action", "reflection"])


def test_nothing_is_no_story() -> None:
    assert stories_in("") == stories_in("\n \n") == stories_in("# Only a title\n") == []


@given(WORDS)
def test_no_word_of_a_document_is_lost(text: str) -> None:
    held = " ".join(f"{s.title} {s.text}" for s in stories_in(text))
    for word in re.findall(r"\w{2,}", text):
        assert word in held or not any(s.text for s in stories_in(text)) or word.lower() in {"lessons"}


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    runs = words_changed(before, after)
    assert "".join(r.text for r in runs if r.kind != GONE) == after
    flat = "".join("".join(r.text for r in runs if r.kind != NEW).split()).casefold()
    assert flat == "".join(before.split()).casefold()


def test_parts_are_those_of_the_answer() -> None:
    assert list(PARTS) == ["situation", "task", "action", "result", "reflection"]

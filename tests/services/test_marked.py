"""Cutting marked text for a page loses no word."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greenroom.services.marked import Mark, mark

TEXT = "I wrote it.\n\nWe fixed it, and it held."


def test_numbers_follow_the_text_and_crossing_marks_sink() -> None:
    marked = mark(TEXT, [Mark(13, 24, "sinks", "We action", "who?"), Mark(0, 11, "carries", "Own action", ""), Mark(16, 38, "carries", "Lasting", "")])
    assert [n.number for n in marked.notes] == [1, 2, 3]
    first, second = marked.paragraphs
    assert [(r.text, r.sign, r.begins, r.ends) for r in first] == [("I wrote it.", "carries", (1,), ((1, "carries"),))]
    assert [(r.text, r.sign) for r in second] == [("We ", "sinks"), ("fixed it", "sinks"), (", and it held.", "carries")]


@given(st.text("ab \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5))
def test_no_word_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, min(len(text), a + n), "carries", "", "") for a, n in spans if a < len(text)]
    marked = mark(text, marks)
    shown = "".join(r.text for p in marked.paragraphs for r in p)
    assert shown.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert len(marked.notes) == len(marks)


def test_a_mark_inside_another_is_numbered_first_as_it_ends_first() -> None:
    marked = mark(TEXT, [Mark(13, 24, "sinks", "outer", ""), Mark(16, 21, "carries", "inner", "")])
    assert [(n.number, n.kind) for n in marked.notes] == [(1, "inner"), (2, "outer")]
    assert [n for p in marked.paragraphs for r in p for n, _ in r.ends] == [1, 2]

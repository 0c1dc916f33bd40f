"""A rated answer that can be edited: sentences, section letters and marks move along with the text."""
from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from greenroom.text.cues import is_heading
from greenroom.text.spans import Span, strip

STORY = "STARL"
LEAST_LEFT = 3
"""A deletion that leaves fewer sentences than this is not tried: what is left would be no answer."""


class Mark(NamedTuple):
    """Words that the rater marked: the evidence kind and their offsets."""

    kind: str
    start: int
    end: int


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`; with `letter` the new words are a sentence of their own of that section."""

    start: int
    end: int
    new: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A rated answer: its sentences with their section letters, the rater's marks and scores."""

    id: str
    text: str
    question: str
    level: str
    sentences: tuple[Span, ...]
    sections: str
    marks: tuple[Mark, ...]
    scores: Mapping[str, int]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Answer:
        """The answer of a row of the corpus, with its first rater's labels."""
        rater = row["raters"][0]
        marks = tuple(Mark(e["kind"], e["start"], e["end"]) for e in rater["evidence"])
        spans = tuple(Span(a, b) for a, b in row["sentences"])
        return cls(row["id"], row["text"], row.get("question") or "", row["level"], spans, rater["sections"], marks, rater["criteria"])

    def holding(self, *kinds: str) -> tuple[int, ...]:
        """Numbers of the sentences in which a mark of these kinds lies."""
        return tuple(i for i, s in enumerate(self.sentences) if any(m.kind in kinds and m.start < s.end and m.end > s.start for m in self.marks))

    def told(self, letters: str = STORY) -> tuple[int, ...]:
        """Numbers of the sentences of these sections, headings left out."""
        return tuple(i for i, s in enumerate(self.sentences) if self.sections[i] in letters and not is_heading(s.of(self.text)))

    @property
    def unpunctuated(self) -> bool:
        return unpunctuated(self.text)


Change = Callable[[Answer, random.Random], "Answer | None"]


def edited(answer: Answer, edits: Iterable[Edit]) -> Answer:
    """The answer with all edits made; sentences and marks whose words are gone are dropped, the others move."""
    text, at, added_spans = "", 0, list[tuple[Span, str]]()
    low, high = [-1] * len(answer.text), [-1] * len(answer.text)

    def keep(to: int) -> None:
        nonlocal text, at
        low[at:to] = high[at:to] = range(len(text), len(text) + to - at)
        text, at = text + answer.text[at:to], max(at, to)

    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        keep(max(at, edit.start))
        if edit.letter is None and edit.new:
            low[at : edit.end] = [len(text)] * (edit.end - at)
            high[at : edit.end] = [len(text) + len(edit.new) - 1] * (edit.end - at)
        elif edit.letter is not None:
            start = len(text) + len(edit.new) - len(edit.new.lstrip())
            added_spans.append((Span(start, start + len(edit.new.strip())), edit.letter))
        text, at = text + edit.new, max(at, edit.end)
    keep(len(answer.text))

    def moved(start: int, end: int) -> Span | None:
        alive = [i for i in range(start, end) if low[i] >= 0]
        left = strip(text, low[alive[0]], high[alive[-1]] + 1) if alive else None
        return left if left and re.search(r"\w", left.of(text)) else None

    kept = [(s, letter) for old, letter in zip(answer.sentences, answer.sections, strict=True) if (s := moved(*old))]
    marks = [Mark(m.kind, *s) for m in answer.marks if (s := moved(m.start, m.end))]
    order = sorted(kept + added_spans)
    return replace(answer, text=text, sentences=tuple(s for s, _ in order), sections="".join(x for _, x in order), marks=tuple(marks))


def lost_kinds(before: Answer, after: Answer) -> frozenset[str]:
    """Evidence kinds of which `after` has fewer marks than `before`."""
    gone = Counter(m.kind for m in before.marks) - Counter(m.kind for m in after.marks)
    return frozenset(gone)


def in_style(answer: Answer, sentence: str) -> str:
    """The sentence as this answer would write it."""
    return styled(answer.text, sentence)


def styled(text: str, sentence: str) -> str:
    """The sentence as this text would have it: without capitals and stops where it has none."""
    return re.sub("[.:,]", "", sentence).lower() if unpunctuated(text) else sentence


def unpunctuated(text: str) -> bool:
    """Whether it stands as a speech recogniser without punctuation would write it."""
    count, lines = len(text.split()), [line for line in text.split("\n") if line.strip()]
    return len(re.findall(r"[.!?](?:\s|$)", text)) < count / 60 and len(lines) < count / 25


BULLET = re.compile(r"(?:[-*\u2022]\s+|\d{1,2}[.)]\s+)?(?:\*{0,2}[A-Z][a-z]+\*{0,2}:\*{0,2}\s+)?")


def _head(answer: Answer, i: int) -> str:
    head = BULLET.match(answer.sentences[i].of(answer.text))
    return head.group() if head else ""


def added(answer: Answer, i: int, sentence: str, letter: str) -> Edit:
    """The edit that puts a sentence after sentence `i`: on the same line after a stop, else on a line of its own."""
    span = answer.sentences[i]
    said = span.of(answer.text)
    if answer.unpunctuated or re.search(r"[.!?\u2026][\"')\]\u201d\u2019]*$", said):
        return Edit(span.end, span.end, " " + in_style(answer, sentence), letter)
    bullet = re.match(r"[-*\u2022]\s+", said)
    rest = answer.text[span.end :].split("\n", 1)[0]
    return Edit(span.end, span.end, ("\n" if not rest.strip() else " ") + (bullet.group() if bullet else "") + sentence, letter)


def deleted(answer: Answer, i: int) -> Edit:
    """The edit that takes sentence `i` out, with the white space that it leaves."""
    span = answer.sentences[i]
    start, end = span
    while start > 0 and answer.text[start - 1] in " \t":
        start -= 1
    if start == 0 or answer.text[start - 1] == "\n":
        while end < len(answer.text) and answer.text[end].isspace():
            end += 1
        if "\n" not in answer.text[span.end : end]:
            start = span.start + len(_head(answer, i))
    return Edit(start, end, "")


def replaced(answer: Answer, i: int, sentence: str, letter: str) -> Edit:
    """The edit that puts a sentence in the place of sentence `i`; a bullet or a label at its head stays."""
    span = answer.sentences[i]
    return Edit(*span, _head(answer, i) + in_style(answer, sentence), letter)


def measures_gone(answer: Answer) -> list[Edit] | None:
    """The edits that take out the sentences that hold metric-delta marks; None where there is none, or too little would be left."""
    gone = answer.holding("metric-delta")
    if not gone or len(answer.told()) - len(gone) < LEAST_LEFT:
        return None
    return [deleted(answer, i) for i in gone]


def one_lesson(answer: Answer, sentence: str) -> list[Edit] | None:
    """The edits by which the reflection, and what else the rater marked as a lesson, becomes one sentence; None where there is none, or too little would be left."""
    lessons = sorted({*answer.told("L"), *answer.holding("specific-learning", "generic-learning")})
    if not lessons or len(answer.told()) - len(lessons) < LEAST_LEFT:
        return None
    return [*(deleted(answer, i) for i in lessons[:-1]), replaced(answer, lessons[-1], sentence, "L")]


def strewn(answer: Answer, rng: random.Random, sentences: Iterable[str], letter: str = "O", letters: str = STORY) -> Answer | None:
    places = answer.told(letters) or answer.told()
    if not places:
        return None
    chosen = list(sentences)
    return edited(answer, [added(answer, i, s, letter) for i, s in zip(sorted(rng.choices(places, k=len(chosen))), chosen, strict=True)])

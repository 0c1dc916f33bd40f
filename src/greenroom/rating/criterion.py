"""What a criterion is, and how a score is settled from what was read."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from greenroom.rating import close
from greenroom.rating.result import Evidence, Gap, Quote, Remark
from greenroom.reader.reading import Mark, Reading, ReadSentence
from greenroom.text.spans import Span
from greenroom.text.unmet import is_unmet

CLOSE = 0.12
"""An expected score this near to the border between two anchors may be taken for either."""
_MARKS = re.compile("[\u00ab\u00bb]")


@dataclass(frozen=True, slots=True)
class Example:
    """A part of an answer and why it reads as it does; `«...»` marks the words that carry or sink it. `missed`: the reader does not see it yet."""

    text: str
    why: str
    missed: bool = False

    @property
    def plain(self) -> str:
        return _MARKS.sub("", self.text)

    @property
    def marked(self) -> tuple[str, ...]:
        return tuple(re.findall("\u00ab([^\u00bb]*)\u00bb", self.text))


Mends = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a criterion looks at: the answer as read, whether it is only a part of an answer, and the level's id; `reached` and `mended` keep
    what `by_evidence` and `mends` have found."""

    reading: Reading
    part: bool = False
    level: str = "sde2"
    reached: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    mended: dict[str, Mends] = field(default_factory=dict, compare=False, repr=False)

    def evidence(self, *kinds: str) -> tuple[Evidence, ...]:
        """The marks of these kinds, the surest first."""
        return tuple(self.mark(m) for m in sorted(self.reading.marked(*kinds), key=lambda m: (-m.p, m.span)))

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Every mark, in the order of the text."""
        return tuple(self.mark(m) for m in self.reading.marks)

    def mark(self, mark: Mark) -> Evidence:
        return Evidence(mark.kind, mark.span.start, mark.span.end, mark.span.of(self.reading.text))

    def quote(self, span: Span) -> Quote:
        return Quote(span.start, span.end, span.of(self.reading.text))

    def words(self, sentence: ReadSentence) -> str:
        return sentence.span.of(self.reading.text)

    def gap_after(self, letters: str) -> Gap:
        """The place after the last sentence of these sections, or after the whole answer when it has none of them. Nothing is asked to follow on a result that did
        not come where one is told that did."""
        there = [s for s in self.reading.sentences if s.section in letters] or list(self.reading.sentences)
        return self.gap_behind(([s for s in there if not (s.section == "R" and is_unmet(self.words(s)))] or there)[-1])

    def gap_in_opening(self) -> Gap:
        """The place where the task is told: after the situation and task that come before the first act or outcome, or after the first sentence."""
        opening = list(takewhile(lambda s: s.section not in "AR", self.reading.sentences))
        return self.gap_behind(([s for s in opening if s.section in "ST"] or list(self.reading.sentences[:1]))[-1])

    def gap_behind(self, sentence: ReadSentence) -> Gap:
        """The place after a sentence."""
        before = self.quote(sentence.span)
        return Gap(before.end, before)


@dataclass(frozen=True, slots=True)
class Score:
    """A criterion's score with the evidence it rests on and the remarks about it; `between` names the two anchors of a close call."""

    value: int
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    between: tuple[int, int] | None = None

    @property
    def weakness(self) -> Remark:
        """The remark that says what the score still wants (criteria put it last)."""
        return self.remarks[-1]

    @property
    def leading_first(self) -> tuple[Remark, ...]:
        """The remarks with the one that explains the score first: below 3 that is the weakness."""
        return self.remarks if self.value == 3 else (self.remarks[-1], *self.remarks[:-1])


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the codebook: everything that is known of it, in one place.

    `flaw` asks which sentence of a weak answer costs it most here.
    `anchors` say what a 0, 1, 2 and 3 look like; `mend` says, to the person, what the step from each of 0, 1 and 2 to the next needs;
    `suited` gives the same for one answer, in words that do not ask for what it tells.
    `read` is pure. `shows` are the evidence kinds that it rests on. `part` names the section that the examples are taken from, where that matters.
    """

    key: str
    title: str
    asks: str
    flaw: str
    anchors: tuple[str, str, str, str]
    mend: Mends
    why: str
    source: str
    shows: tuple[str, ...]
    read: Callable[[Told], Score]
    probes: tuple[str, ...]
    strong: tuple[Example, ...]
    weak: tuple[Example, ...]
    near_misses: tuple[Example, ...]
    part: str | None = None
    suited: Callable[[Told, Mends], Mends] | None = None

    def mends(self, told: Told) -> Mends:
        """What the step from each of 0, 1 and 2 to the next needs in this answer."""
        if self.key not in told.mended:
            told.mended[self.key] = self.suited(told, self.mend) if self.suited else self.mend
        return told.mended[self.key]

    def by_evidence(self, told: Told) -> int:
        """The score that the evidence found reaches by itself, whatever the reader makes of the whole."""
        if self.key not in told.reached:
            told.reached[self.key] = self.read(replace(told, part=True)).value
        return told.reached[self.key]


def settle(told: Told, key: str, ladder: int, low: int = 0, high: int = 3) -> tuple[int, tuple[int, int] | None]:
    """The score and, when it is close, the two anchors it lies between.

    A whole answer is scored by the reader's expected score (the sum of the probabilities of at least 1, 2 and 3), kept within `low` and `high`,
    which the criterion sets from the evidence it found. A part of an answer is scored by the evidence alone (`ladder`).
    """
    if told.part:
        return ladder, None
    steps = told.reading.criteria[key]
    nearest = int(round(sum(steps), 2) + 0.5)
    value = max(low, min(high, nearest))
    return value, close.between(key, steps, value, low, high) if value == nearest else None


def lower_of_two(told: Told, key: str) -> int | None:
    """The lower anchor, where the expected score lies within `CLOSE` of the border between two."""
    expected = round(sum(told.reading.criteria[key]), 2)
    return int(expected) if abs(expected - (int(expected) + 0.5)) < CLOSE else None

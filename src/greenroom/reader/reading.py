"""What the reader says of an answer: probabilities, rounded so that every processor draws the same conclusion from them."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.text.spans import Span

SECTIONS = "STARLO"
SECTION_NAMES = {"S": "situation", "T": "task", "A": "action", "R": "result", "L": "reflection", "O": "other"}
POSITIVE_KINDS = ("scope-boundary", "initiative", "own-action", "trade-off", "metric-delta", "business-impact", "second-order", "specific-learning")
NEGATIVE_KINDS = ("we-action", "hand-off", "vague-action", "unmeasured-result", "generic-learning", "blame", "over-long-context")
KINDS = POSITIVE_KINDS + NEGATIVE_KINDS
CRITERIA = ("fit", "context", "ownership", "agency", "depth", "judgement", "metric", "impact", "lasting", "reflection")
BARS = ("sde1", "sde2", "senior", "manager")
"""The four canonical bars, rising. A framework's own levels each name the bar that they are held to."""
DECIMALS = 2
"""Probabilities are rounded to this before any threshold: arithmetic on another processor differs far beyond the second decimal."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """One sentence: its span, its section letter, the probability of each section (order of SECTIONS) and of each evidence kind (order of KINDS), and whether it was
    left unread, since it says nothing of the story."""

    span: Span
    section: str
    sections: tuple[float, ...]
    kinds: tuple[float, ...]
    unread: bool = False

    def p(self, kind: str) -> float:
        return self.kinds[KINDS.index(kind)]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span inside one sentence that shows an evidence kind, with its probability."""

    kind: str
    span: Span
    sentence: int
    p: float


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as read. `criteria[key]` and `votes[bar]` are the probabilities of at least 1, 2, 3 (votes: at least 2, 3, 4); never rising."""

    text: str
    question: str
    sentences: tuple[ReadSentence, ...]
    marks: tuple[Mark, ...]
    criteria: dict[str, tuple[float, float, float]]
    votes: dict[str, tuple[float, float, float]]
    principles: tuple[tuple[str, float], ...]
    judged: float
    weights: str

    def marked(self, *kinds: str) -> tuple[Mark, ...]:
        return tuple(m for m in self.marks if m.kind in kinds)

    def section(self, letter: str) -> tuple[ReadSentence, ...]:
        return tuple(s for s in self.sentences if s.section == letter)

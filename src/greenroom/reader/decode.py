"""From probabilities to marks: which words show which evidence kind."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.reader.numeric import Array
from greenroom.reader.reading import KINDS, Mark
from greenroom.text.clauses import CUT, find_clauses
from greenroom.text.cues import LEXICON
from greenroom.text.quantities import find_quantities
from greenroom.text.spans import Span

MOST_MARKS = 12
MOST_OF_A_KIND = {"own-action": 3}
"""Codebook, part 3: at most 12 marks an answer, `own-action` at most three."""
LEAST_WORDS = 3
"""A mark of fewer words, and without a figure, is widened to its clause: torn words tell nobody anything."""
NEAR_START, NEAR_END = 3, 2
"""A quote takes in the rest of its clause where no more than this many words are missing at its start or its end: clauses read better than pieces of them."""
_OPEN_END = re.compile(
    r"\b(?:a|an|the|i|we|you|he|she|they|of|to|for|from|and|or|but|which|who|that|with|without|by|in|into|on|at|my|our|your|his|her|their|its|not|no|as|than|because|about|between)$",
    re.IGNORECASE,
)
"""Words at which no quote ends: what they belong to comes after them."""
_OPEN_START = re.compile(r"(?:\b(?:not|never|without|hardly)|n['\u2019]t|-)\s*$", re.IGNORECASE)
"""Words before a quote without which it says less, or the contrary."""
_CURRENCY = "$\u20ac\u00a3\u00a5\u20b9"
BRIDGE = 3
"""Tokens below the border that may lie inside one mark."""
_LEAD = re.compile(r"(?:(?:and|but|so|then|also|well|uh|um|er|or)\b[ ,]*)+", re.IGNORECASE)
"""Words that tie a clause to the one before; a quote begins after them."""
_EDGES = " \n\t.,;:!?-\u2026\"'()[]"


@dataclass(frozen=True, slots=True)
class Borders:
    """For each kind: the probability from which a sentence holds it, the share of the best token's from which a token belongs to the mark, and the probability
    from which a further mark of the kind is shown in the same answer (a rater seldom quotes the same thing twice)."""

    sentence: dict[str, float]
    token: dict[str, float]
    again: dict[str, float]


def find_marks(flat: str, offsets: Sequence[Sequence[tuple[int, int]]], kinds: Array, tokens: Sequence[Array], borders: Borders) -> tuple[Mark, ...]:
    """Marks of one answer, in order of the text. `offsets` holds the characters of each sentence's tokens; `tokens` their probabilities."""
    found: list[Mark] = []
    for i, (spans, probabilities) in enumerate(zip(offsets, tokens, strict=True)):
        for k, kind in enumerate(KINDS):
            sure = combine(float(kinds[i, k]), float(probabilities[:, k].max()))
            if sure < borders.sentence[kind]:
                continue
            span = _stretch(flat, spans, probabilities[:, k], borders.token[kind])
            if span is not None and plausible(kind, flat, spans[0][0], spans[-1][1], sure):
                found.append(Mark(kind, span, i, sure))
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (-m.p, m.span, m.kind)):
        if any(m.sentence == mark.sentence and m.kind == OPPOSED.get(mark.kind) for m in kept):
            continue
        of_kind = sum(m.kind == mark.kind for m in kept)
        if len(kept) < MOST_MARKS and of_kind < MOST_OF_A_KIND.get(mark.kind, MOST_MARKS) and (of_kind == 0 or mark.p >= borders.again[mark.kind]):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda m: (m.span, m.kind)))


BEYOND_DOUBT = 0.85
_CONTRARY = {"specific-learning": "generic-learning", "metric-delta": "unmeasured-result"}
OPPOSED = _CONTRARY | {b: a for a, b in _CONTRARY.items()}
"""Kinds that say the contrary of one sentence: of two such marks the surer holds."""


def plausible(kind: str, flat: str, start: int, end: int, sure: float) -> bool:
    """Whether the sentence can hold an accusation at all: a hand-off needs a verb of handing on, blame somebody else who acts or fails."""
    if kind == "hand-off":
        return sure >= BEYOND_DOUBT or LEXICON["handoff"].search(flat, start, end) is not None
    if kind == "blame":
        return LEXICON["blame"].search(flat, start, end) is not None or any(c.actor == "they" for c in find_clauses(flat, start, end))
    return True


def combine(sentence: float, token: float) -> float:
    """One probability from the sentence's and its best token's: the geometric mean, rounded."""
    return round(float((sentence * token) ** 0.5), 2)


def _whole_words(flat: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    while start > low and _joins(flat, start):
        start -= 1
    while end < high and _joins(flat, end):
        end += 1
    return start, end


def _joins(flat: str, at: int) -> bool:
    """Whether the characters before and at `at` belong to one word; an apostrophe between letters is part of it."""
    left, right = flat[at - 1], flat[at]
    if right in ".,:" or left in ".,:" or left in _CURRENCY or right == "%":
        return _in_a_number(flat, at)
    if left == "'":
        return right.isalnum() and at >= 2 and flat[at - 2].isalnum()
    return left.isalnum() and (right.isalnum() or (right == "'" and at + 1 < len(flat) and flat[at + 1].isalnum()))


def _in_a_number(flat: str, at: int) -> bool:
    """Whether the border at `at` parts a number: "0.|3", "0|.3", "$|3", "3|%"."""
    left, right = flat[at - 1], flat[at]
    if left in _CURRENCY:
        return right.isdigit()
    if right == "%":
        return left.isdigit()
    if right in ".,:":
        return left.isdigit() and at + 1 < len(flat) and flat[at + 1].isdigit()
    return right.isdigit() and at >= 2 and flat[at - 2].isdigit()


def _clause(flat: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Where the clause begins in which `start` lies, and where the one ends in which `end` lies."""
    borders = [(m.start(), m.end()) for m in CUT.finditer(flat, low, high) if not _within_a_word(flat, m.start(), m.end())]
    return max((after for _, after in borders if after <= start), default=low), min((before for before, _ in borders if before >= end), default=high)


def _within_a_word(flat: str, start: int, end: int) -> bool:
    """Whether what looks like a border between clauses lies inside a word or a number: "that|'s", "so|-called", "Node.|js", "1,|200"."""
    before, after = flat[start - 1 : start], flat[end : end + 1]
    if flat[start].isalnum():
        return after in ("'", "-", "/") or before in ("'", "-", "/")
    return end - start == 1 and flat[start] in ".,:" and before.isalnum() and after.isalnum()


def _after_ties(flat: str, start: int, end: int) -> int:
    """Where a quote begins after "and", "so" and their like, when enough words are left."""
    while start < end and flat[start] in _EDGES:
        start += 1
    tied = _LEAD.match(flat, start, end)
    return tied.end() if tied and len(flat[tied.end():end].split()) >= LEAST_WORDS else start


def _before_open_end(flat: str, start: int, end: int) -> int:
    """Where a quote ends that would end at "of a" or their like, when enough words are left."""
    said = flat[start:end].rstrip()
    while (found := _OPEN_END.search(said)) and len(said[: found.start()].split()) >= LEAST_WORDS:
        said = said[: found.start()].rstrip()
    return start + len(said)


def _stretch(flat: str, spans: Sequence[tuple[int, int]], p: Array, border: float) -> Span | None:
    """The run of tokens round the best one, widened to whole words, without punctuation at its ends."""
    best = int(p.argmax())
    least = border * float(p[best])
    first = last = best
    for step, edge in ((-1, -1), (1, len(spans))):
        at, missed = best, 0
        while at + step != edge and missed <= BRIDGE:
            at += step
            if p[at] >= least:
                missed = 0
                first, last = min(first, at), max(last, at)
            else:
                missed += 1
    start, end = spans[first][0], spans[last][1]
    low, high = spans[0][0], spans[-1][1]
    start, end = _whole_words(flat, start, end, low, high)
    begins, ends = _clause(flat, start, end, low, high)
    torn = len(flat[start:end].split()) < LEAST_WORDS and not find_quantities(flat, start, end)
    if torn or len(flat[begins:start].split()) <= NEAR_START or _OPEN_START.search(flat, begins, start):
        start = begins
    if torn or len(flat[end:ends].split()) <= NEAR_END or _OPEN_END.search(flat[start:end]):
        end = ends
    end = _before_open_end(flat, start, end)
    start = _after_ties(flat, start, end)
    while start < end and flat[start] in _EDGES:
        start += 1
    while end > start and flat[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if end - start >= 3 else None

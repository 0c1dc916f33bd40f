"""From probabilities to marks: which words show which evidence kind."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.reader import edges
from greenroom.reader.borne import borne_out, own_part
from greenroom.reader.numeric import Array
from greenroom.reader.reading import KINDS, Mark
from greenroom.text.clauses import find_clauses
from greenroom.text.cues import LEXICON
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import Span

MOST_MARKS = 12
MOST_OF_A_KIND = {"own-action": 3}
"""Codebook, part 3: at most 12 marks an answer, `own-action` at most three."""
_CURRENCY = "$\u20ac\u00a3\u00a5\u20b9"
BRIDGE = 3
"""Tokens below the border that may lie inside one mark."""


@dataclass(frozen=True, slots=True)
class Borders:
    """For each kind: the probability from which a sentence holds it, the share of the best token's from which a token belongs to the mark, and the probability
    from which a further mark of the kind is shown in the same answer (a rater seldom quotes the same thing twice)."""

    sentence: dict[str, float]
    token: dict[str, float]
    again: dict[str, float]


def find_marks(flat: str, offsets: Sequence[Sequence[tuple[int, int]]], kinds: Array, tokens: Sequence[Array], borders: Borders, sections: str = "") -> tuple[Mark, ...]:
    """Marks of one answer, in order of the text. `offsets` holds the characters of each sentence's tokens; `tokens` their probabilities; `sections`, where they
    are known, the letters of the sentences."""
    found: list[Mark] = []
    for i, (spans, probabilities) in enumerate(zip(offsets, tokens, strict=True)):
        beside = {kind: combine(*both) for kind, *both in zip(KINDS, kinds[i].tolist(), probabilities.max(0).tolist(), strict=True)}
        for k, (kind, sure) in enumerate(beside.items()):
            if sure < borders.sentence[kind]:
                continue
            span = _stretch(flat, spans, probabilities[:, k], borders.token[kind])
            low, high = spans[0][0], spans[-1][1]
            if span is None or not plausible(kind, flat, low, high, sure, sections[i : i + 1]) or _outdone(kind, flat, span, sure, beside):
                continue
            if kind == "own-action":
                span = own_part(flat, span, low)
            after = offsets[i + 1][-1][1] if i + 1 < len(offsets) and len(offsets[i + 1]) else high
            if borne_out(kind, flat, span, low, high, after):
                found.append(Mark(kind, span, i, sure))
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (-m.p, m.span, m.kind)):
        if any(m.sentence == mark.sentence and m.kind == OPPOSED.get(mark.kind) for m in kept):
            continue
        of_kind = sum(m.kind == mark.kind for m in kept)
        again = max(borders.again[mark.kind], AGAIN.get(mark.kind, 0.0))
        if len(kept) < MOST_MARKS and of_kind < MOST_OF_A_KIND.get(mark.kind, MOST_MARKS) and (of_kind == 0 or mark.p >= again):
            kept.append(mark)
    return tuple(sorted((m for m in kept if not _is_result(m, kept)), key=lambda m: (m.span, m.kind)))


def _is_result(mark: Mark, others: Sequence[Mark]) -> bool:
    """Whether an act told as "we" is shown by the same words as a result: what came of it is no act whose actor is missing."""
    return mark.kind == "we-action" and any(
        o.kind in RESULTS and o.sentence == mark.sentence and o.span.start < mark.span.end and mark.span.start < o.span.end for o in others
    )


BEYOND_DOUBT, NEVER = 0.85, 2.0
UNLIKELY = {
    ("we-action", "S"): BEYOND_DOUBT, ("we-action", "R"): NEVER, ("metric-delta", "A"): 0.7, ("specific-learning", "A"): 0.9, ("scope-boundary", "S"): 0.6,
    ("trade-off", "S"): NEVER, ("trade-off", "O"): NEVER,
    **{("business-impact", section): NEVER for section in "TALO"}, **{("vague-action", section): NEVER for section in "STRLO"},
}
"""How sure a mark must be in a section where its kind is seldom right: nobody has acted yet, what is told is no act, or the figure (without a word of change) is one
of the effort. On the holdout and on more strangers' answers raters marked 14 of 48 such words below it, and 69 % of all marks."""
UNMEASURED = frozenset("ST")
"""Sections that come before any outcome: a change told there is how things were. Raters had marked 3 of 23 such words as a measured result (decision 41)."""
AGAIN = {"business-impact": 0.8, "metric-delta": 0.8, "trade-off": 0.8, "specific-learning": BEYOND_DOUBT}
"""How sure a further mark of these kinds in the same answer must be at the least: below it raters marked 17 of 55 there."""
RIVALS: dict[str, tuple[str, ...]] = {
    "business-impact": ("trade-off", "specific-learning", "generic-learning", "blame", "own-action", "initiative"),
    "metric-delta": ("own-action", "initiative", "second-order", "unmeasured-result", "specific-learning", "generic-learning"),
    "vague-action": ("own-action",), "own-action": ("vague-action",),
}
"""Kinds that, where the sentence shows them more surely, a mark gives way to: raters marked 13 of 45 such there."""
_CONTRARY = {"specific-learning": "generic-learning", "metric-delta": "unmeasured-result"}
_TAKEN_ON = re.compile(
    r"\b(?:they|he|she|who|teams?|vendor|colleagues?|manager|support) (?:then |all )?(?:dealt with|took care of|handled|sorted)\b|"
    r"\b(?:handled|dealt with|looked after|taken care of) by\b",
    re.IGNORECASE,
)
"""Others take on what was to be done, told from their side. Not in `LEXICON`, whose words the weights were fitted with."""
RESULTS = frozenset(["metric-delta", "business-impact"])
OPPOSED = _CONTRARY | {b: a for a, b in _CONTRARY.items()}
"""Kinds that say the contrary of one sentence: of two such marks the surer holds."""


def plausible(kind: str, flat: str, start: int, end: int, sure: float, section: str = "") -> bool:
    """Whether the sentence can hold such a mark at all: a hand-off needs a verb of handing on, blame somebody else who acts or fails; in some sections a mark must
    be surer."""
    if sure < UNLIKELY.get((kind, section), 0.0) and not (kind in RESULTS and change_words(flat, start, end)):
        return False
    if kind == "metric-delta" and section in UNMEASURED:
        return False
    if kind == "hand-off":
        return sure >= BEYOND_DOUBT or LEXICON["handoff"].search(flat, start, end) is not None or _TAKEN_ON.search(flat, start, end) is not None
    if kind == "blame":
        return sure >= BEYOND_DOUBT or LEXICON["blame"].search(flat, start, end) is not None or any(c.actor == "they" for c in find_clauses(flat, start, end))
    return True


def _outdone(kind: str, flat: str, span: Span, sure: float, beside: dict[str, float]) -> bool:
    """Whether the words show something else more surely, or an outcome "without a number" holds one (lengths of time, which seldom size an outcome, aside)."""
    if kind == "unmeasured-result":
        return any(q.kind != "time" for q in find_quantities(flat, span.start, span.end))
    if kind == "we-action" and beside["unmeasured-result"] > 0.5:
        return True
    return any(beside[rival] > sure for rival in RIVALS.get(kind, ()))


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


def _stretch(flat: str, spans: Sequence[tuple[int, int]], p: Array, border: float) -> Span | None:
    """The run of tokens round the best one, widened to whole words and to the borders of clauses or phrases."""
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
    return edges.settle(flat, start, end, low, high)

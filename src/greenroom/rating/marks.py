"""What several criteria ask of an answer as read: what it surely holds, what it may hold, which words come nearest, who acts."""

from __future__ import annotations

import re
from functools import lru_cache

from greenroom.rating.criterion import Told
from greenroom.rating.result import Evidence, Gap, Quote, Remark
from greenroom.reader.reading import SECTIONS, ReadSentence
from greenroom.text.clauses import Actor, find_clauses
from greenroom.text.cues import LEXICON
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import Span, plain

MAYBE = 0.2
"""A sentence whose probability of a section or an evidence kind reaches this may hold it: an upper bound waits until none does."""
SURE = 0.8
"""A mark of at least this probability may carry a lower bound above 1."""
STORY = "STARL"
"""Sections that tell something; the rest is said around the story."""
CHANGED = re.compile(
    r"\b(?:since|now(?! and)|nowadays|these days|from then on|after (?:this|that)|any ?more|last (?:week|month|year|spring|summer|autumn|winter)|"
    r"(?:i|we) still|did (?:it|that|this|so|the same)|(?:i|we)(?:'ve)? started|when (?:we|i|the)\b.{3,60}\bcame up|"
    r"(?:i|we) never|first thing|before (?:i|any))\b",
    re.IGNORECASE,
)
"""Words by which people tell what they do differently since."""
PAST = re.compile(
    r"(?:went|came|took|got|gave|told|said|asked|found|made|ran|rang|sent|put|did|wrote|built|brought|met|spoke|sat|stood|cut|\w{2,}ed)$", re.IGNORECASE
)
"""Verbs of something that was done."""
DONE_IN_GENERAL = 0.25
"""Share of sentences with an act that was done, up to which an answer with habits or suppositions in it tells no event.

Of the answers of the training corpus that are so and were scored 0 for `fit`, 30 of 31 told none.
"""
_WOULD = re.compile(r"\b(?:i|we|one|you) would (?:(?:also|always|then|never) )?(?!say\b|like\b|have\b|call\b|describe\b|guess\b|be happy\b)\w+", re.IGNORECASE)
_UNSIZED = re.compile(r"no (?:more|longer|further)|never|instead of", re.IGNORECASE)


def may_hold(told: Told, *kinds: str) -> bool:
    """Whether any sentence may show one of these evidence kinds, marked or not."""
    return bool(told.reading.marked(*kinds)) or any(s.p(kind) >= MAYBE for s in told.reading.sentences for kind in kinds)


def may_have(told: Told, letters: str) -> bool:
    """Whether any sentence may belong to one of these sections."""
    return any(s.section in letters or any(s.sections[SECTIONS.index(x)] >= MAYBE for x in letters) for s in told.reading.sentences)


def sure(told: Told, kind: str) -> int:
    """How many marks of this kind are beyond doubt."""
    return sum(m.p >= SURE for m in told.reading.marked(kind))


def general(told: Told) -> bool:
    """Whether the answer tells of habits, of advice or of what one would do, and hardly a sentence of it of an act that was done."""
    return _general(plain(told.reading.text), tuple(s.span for s in told.reading.sentences))


@lru_cache(maxsize=8)
def _general(flat: str, spans: tuple[Span, ...]) -> bool:
    in_general = sum(any(pattern.search(flat, *span) for pattern in (LEXICON["habit"], LEXICON["hypothetical"], _WOULD)) for span in spans)
    if in_general < 2:
        return False
    done = sum(any(c.act and c.actor != "passive" and PAST.match(c.verb) for c in find_clauses(flat, *span)) for span in spans)
    return done <= DONE_IN_GENERAL * len(spans)


def sentences(told: Told, letters: str) -> tuple[ReadSentence, ...]:
    return tuple(s for s in told.reading.sentences if s.section in letters)


def says(told: Told, pattern: re.Pattern[str], letters: str) -> bool:
    """Whether a sentence of these sections has the pattern."""
    flat = plain(told.reading.text)
    return any(pattern.search(flat, s.span.start, s.span.end) for s in sentences(told, letters))


def has(told: Told, pattern: re.Pattern[str], evidence: tuple[Evidence, ...]) -> bool:
    """Whether the pattern stands in the words of any of the evidence."""
    flat = plain(told.reading.text)
    return any(pattern.search(flat, e.start, e.end) for e in evidence)


def has_around(told: Told, pattern: re.Pattern[str], evidence: tuple[Evidence, ...]) -> bool:
    """Whether the pattern stands in the sentence of any of the evidence."""
    flat = plain(told.reading.text)
    return any(pattern.search(flat, s.span.start, s.span.end) for s in holding(told, evidence))


def sized(told: Told, evidence: tuple[Evidence, ...]) -> bool:
    """Whether a figure, or a word that sizes a change, stands in the sentence of any of the evidence; "no longer" tells that it changed, not by how much."""
    flat = plain(told.reading.text)
    return any(
        find_quantities(flat, *s.span) or any(not _UNSIZED.match(word.of(flat)) for word in change_words(flat, *s.span)) for s in holding(told, evidence)
    )


def figures(told: Told, letters: str) -> bool:
    """Whether a sentence of these sections has a figure."""
    flat = plain(told.reading.text)
    return any(find_quantities(flat, *s.span) for s in sentences(told, letters))


def holding(told: Told, evidence: tuple[Evidence, ...]) -> tuple[ReadSentence, ...]:
    """The sentences in which the evidence lies."""
    return tuple(s for s in told.reading.sentences if any(e.start < s.span.end and e.end > s.span.start for e in evidence))


def likelihood(told: Told, e: Evidence) -> float:
    """The probability of a mark."""
    return max((m.p for m in told.reading.marked(e.kind) if (m.span.start, m.span.end) == (e.start, e.end)), default=0.0)


def likely(value: int, between: tuple[int, int] | None) -> tuple[int, int]:
    """The lowest and highest anchor that a score may mean: a remark must be true of both."""
    return between or (value, value)


def acts(told: Told, letters: str) -> tuple[Actor, ...]:
    """The actor of every act told in these sections, in order; a verb without a subject takes the actor before it in its sentence."""
    flat = plain(told.reading.text)
    out: list[Actor] = []
    for sentence in sentences(told, letters):
        before: Actor | None = None
        for clause in find_clauses(flat, *sentence.span):
            actor = before if before and clause.actor == "dropped" else clause.actor
            before = actor
            if clause.act:
                out.append(actor)
    return tuple(out)


def nearest(told: Told, letters: str, *kinds: str) -> Quote:
    """The sentence that comes nearest to showing these kinds: of these sections if there are any, else of the story, else of all."""
    pool = sentences(told, letters) or sentences(told, STORY) or told.reading.sentences
    return told.quote(max(pool, key=lambda s: sum(s.p(kind) for kind in kinds)).span)


def quotes(told: Told, letters: str) -> tuple[Quote, ...]:
    """All sentences of these sections, quoted."""
    return tuple(told.quote(s.span) for s in sentences(told, letters))


def remark(text: str, places: tuple[Evidence | Quote, ...] | Quote | Gap) -> Remark:
    return Remark(text, places if isinstance(places, tuple) else (places,))


WOULD_SAY = {
    "scope-boundary": "whose job it was, and that you took it on", "initiative": "that you began without being asked",
    "own-action": "what one step was, and how you did it",
    "trade-off": "why you chose this way and not another", "metric-delta": "the figure before and the figure after",
    "business-impact": "whom it touched, and how", "second-order": "what stayed, and who uses it",
    "specific-learning": "what you know now and did not know before",
}
"""What a plain sentence would say, by the evidence kind that it would show: each that `comes_nearest` is asked for first."""
ON_THE_WHOLE = "No one place was found to quote for this. One sentence would make it plain: {}."
"""What is said where no words found carry a score; filled with what a plain sentence would say."""
NOT_FOUND = "No place was found where this is told. One sentence would tell it: {}."
"""The same of a score of 0, which nothing carries."""
SHOWS = 0.35
"""Probability from which a sentence may be said to come near to showing a kind; below it a quote would be picked at random."""


def comes_nearest(told: Told, text: str, letters: str, *kinds: str, least: float = SHOWS, low: int = 2) -> Remark:
    """The text about the sentence that comes nearest to showing these kinds, or, where none comes near, that no place was found, and what would say it.

    What would say it belongs after these sections. `least` is the probability from which a sentence comes near, `low` the lowest score that is meant.
    """
    pool = sentences(told, letters) or sentences(told, STORY) or told.reading.sentences
    best = max(pool, key=lambda s: max(s.p(kind) for kind in kinds))
    if max(best.p(kind) for kind in kinds) >= least:
        return remark(text, told.quote(best.span))
    return from_the_whole(told, letters, *kinds, low=low)


def from_the_whole(told: Told, letters: str, *kinds: str, place: Gap | None = None, low: int = 2) -> Remark:
    """That no words found carry the score, and what would, at `place` or after these sections."""
    text = ON_THE_WHOLE if low else NOT_FOUND
    return remark(text.format(WOULD_SAY[kinds[0]]), place or told.gap_after(letters))

"""Rate a part of an answer, or a reply to a follow-up: the named criteria from the evidence found, without a vote."""
from __future__ import annotations

from dataclasses import replace

from greenroom.rating.criteria import get, load_all
from greenroom.rating.criterion import Criterion, Told
from greenroom.rating.result import PartRating
from greenroom.rating.timing import count_words
from greenroom.rating.whole import engine, explain, named, rated_sentence
from greenroom.reader import engine as reader
from greenroom.reader.reading import Reading
from greenroom.text.judgeable import why_not
from greenroom.text.spans import Span

LEAST_WORDS = 3
MORE = "Say what happened and what you did."
"""The remedy for a few words that are a sentence, and no more than that."""


def rate_part(text: str, section: str | None, keys: tuple[str, ...], question: str | None) -> PartRating:
    """The part rated on `keys` (all criteria when empty). With `section`, every sentence is read as that section."""
    criteria = [get(key) for key in keys] or list(load_all().values())
    code = why_not(text, LEAST_WORDS)
    if code is not None:
        return _not_judged(text, code, "Write at least three words of this part.")
    reading = reader.read(text, question or "")
    if section is not None:
        reading = replace(reading, sentences=tuple(replace(s, section=section) for s in reading.sentences))
    return _rate(Told(reading, part=True), criteria)


def rate_reply(reply: str, probe: tuple[str, ...], answer: str, question: str | None) -> PartRating:
    """The reply rated on the criteria that the probe names, read in the context of the answer."""
    criteria = [get(key) for key in probe] or list(load_all().values())
    code = why_not(reply, LEAST_WORDS)
    if code is not None:
        return _not_judged(reply, code, "Answer in at least three words.")
    before = answer.rstrip() + "\n"
    reading = _tail(reader.read(before + reply, question or "", len(before)), len(before), reply)
    return _rate(Told(reading, part=True), criteria)


def _tail(reading: Reading, start: int, text: str) -> Reading:
    """The reading of what comes after `start`, its offsets counted from there."""

    def moved(span: Span) -> Span:
        return Span(max(0, span.start - start), span.end - start)

    first = next(i for i, s in enumerate(reading.sentences) if s.span.end > start)
    sentences = tuple(replace(s, span=moved(s.span)) for s in reading.sentences[first:])
    marks = tuple(replace(m, span=moved(m.span), sentence=m.sentence - first) for m in reading.marks if m.span.start >= start)
    return replace(reading, text=text, sentences=sentences, marks=marks)


def _rate(told: Told, criteria: list[Criterion]) -> PartRating:
    scores = {criterion.key: named(criterion, criterion.read(told), told) for criterion in criteria}
    sentences = tuple(rated_sentence(s) for s in told.reading.sentences)
    return PartRating(True, None, told.reading.text, sentences, scores, told.all_evidence(), engine(None, told.reading.weights))


def _not_judged(text: str, code: str, longer: str) -> PartRating:
    why = explain(code, LEAST_WORDS)
    longer = longer if count_words(text) < LEAST_WORDS else MORE
    return PartRating(False, replace(why, remedy=longer) if code == "too-short" else why, text, (), {}, (), engine(None, reader.weights_version()))

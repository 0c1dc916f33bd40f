"""Read an answer with the trained weights: one window at a time, one thread, so that nothing but the text decides."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from greenroom.reader import apart, files, heads, strewn
from greenroom.reader.bounds import doubted, not_to_the_end, still_told, unearned, unraised
from greenroom.reader.decode import find_marks
from greenroom.reader.numeric import Array
from greenroom.reader.prepare import UNREAD, Prepared, prepare
from greenroom.reader.question import fits as question_fits
from greenroom.reader.reading import BARS, CRITERIA, DECIMALS, KINDS, SECTIONS, Reading, ReadSentence
from greenroom.text.spans import Span, plain

SECTION_DECIMALS = 3
OTHER_AT = 0.6
"""Probability of "other" below which a sentence is given its likeliest other section: people's own lessons and reasons often look like talk around the story.
Section macro-F1 on more strangers' answers 0.761 (0.732 by the likeliest alone), on the holdout 0.853 (0.859)."""
MOST_READ = 580
"""Tokens that are read for one answer in all: one of up to about 250 words is read again in its parts, of one of 350 what came of it; with more an answer of 400 words
would take over 100 ms."""
LEAST_STORY = 2
"""Sentences of which a story consists at the least; with fewer left, all are read."""
Offsets = list[list[tuple[int, int]]]


def weights_version() -> str:
    """Version of the weights, without loading them."""
    return str(files.card()["version"])


def raw(text: str, question: str = "") -> tuple[heads.RawReading, tuple[Span, ...], Offsets]:
    """The heads' unrounded outputs for an answer, its sentences, and the characters of each sentence's tokens; a repeated sentence shows nothing anew.

    What is strewn into the story is not read (`strewn`); what may be keeps its section and shows nothing, and nothing is gained by it nor by leaving it out; and the
    more is left unread, the less is gained by what is close (`doubted`).
    """
    whole = prepare(text, files.load().tokenizer)
    surely, doubtful = _strewn(whole)
    out, spans, places = _story(text, question, _left(whole, text, surely))
    if doubtful:
        without, _, places = _story(text, question, _left(whole, text, surely | doubtful))
        criteria, votes = np.minimum(out.criteria, without.criteria), np.minimum(out.votes, without.votes)
        out = replace(out, criteria=criteria, votes=votes, kinds=without.kinds, tokens=without.tokens)
    return doubted(out, _idle(whole, text, surely | doubtful)), spans, places


def _idle(ready: Prepared, text: str, gone: Collection[int]) -> float:
    """Share of the words that tell nothing of the story: those of the sentences of these numbers and of what is idle by its words alone."""
    words = [len(span.of(text).split()) for span in ready.sentences]
    return sum(count for i, count in enumerate(words) if i in gone or ready.idle[i]) / max(1, sum(words))


def _story(text: str, question: str, ready: Prepared) -> tuple[heads.RawReading, tuple[Span, ...], Offsets]:
    """The outputs of `raw` for what is `ready`: read as a whole, and its parts (`apart`) by themselves as far as there is room."""
    read = _run(ready, question)
    told = letters(read.out.sections)
    idle = unearned(read.out, ready.unmet, ready.watched)
    earned = _left(ready, text, ready.telling(idle))
    if idle and len(earned.rows) >= LEAST_STORY:
        read = _bounded(read, ready, earned, question, idle)
    whole, room = read.out.criteria, MOST_READ - _size(earned)
    for part in apart.PARTS:
        rows = [i for i, letter in enumerate(told) if letter in part.sections and i not in idle]
        if not 0 < len(rows) < len(told) - len(idle):
            continue
        alone = _left(ready, text, ready.telling(set(range(len(told))).difference(rows)))
        if _size(alone) <= room:
            room -= _size(alone)
            read = _beside(read, ready, alone, part, [told[i] for i in rows])
    if any("metric" in keys for keys in idle.values()):
        read = read._replace(out=replace(read.out, criteria=still_told(read.out.criteria, whole)))
    return _spread(read, ready)


class _Read(NamedTuple):
    """What the heads say of the sentences that are read, the states of their tokens and of the answer's first, and the characters of those."""

    out: heads.RawReading
    tokens: list[Array]
    first: Array
    offsets: Offsets


def _size(ready: Prepared) -> int:
    return sum(len(window.ids) for window in ready.windows.parts)


def _left(ready: Prepared, text: str, gone: Collection[int]) -> Prepared:
    """The same answer without the sentences of these numbers, and those that are not read as it is."""
    unread = {i for i, row in enumerate(ready.read) if row == UNREAD}
    return prepare(text, files.load().tokenizer, without={*gone, *unread}) if gone else ready


def _strewn(ready: Prepared) -> tuple[set[int], set[int]]:
    """Numbers of the sentences that have nothing to do with the answer's story, surely and doubtfully."""
    if len(ready.rows) < strewn.LEAST:
        return set(), set()
    rows = strewn.found(files.load().params, *lower_view(ready), known=ready.read.count(UNREAD))
    surely, doubtful = map(ready.telling, rows)
    return surely, doubtful


def lower_view(ready: Prepared) -> tuple[Array, Array, Array]:
    """What `strewn` sees of the read sentences: their mean states after the encoder's lower half (n x 384), cues and numbers of words."""
    lower = [files.lower_states(tuple(window.ids))[start:end] for window in ready.windows.parts for _, start, end in window.reads]
    return strewn.means(lower), np.asarray(ready.cues, dtype=np.float32), np.asarray(ready.lengths, dtype=np.float32)


def _run(ready: Prepared, question: str) -> _Read:
    tokens: list[Array] = []
    offsets: Offsets = []
    first: Array | None = None
    for window in ready.windows.parts:
        hidden = files.states(tuple(window.ids))
        first = hidden[0] if first is None else first
        for _, start, end in window.reads:
            tokens.append(hidden[start:end])
            offsets.append(window.offsets[start:end])
    assert first is not None
    return _Read(_heads(ready, tokens, first, question, range(len(tokens))), tokens, first, offsets)


def _heads(ready: Prepared, tokens: list[Array], first: Array, question: str, rows: Sequence[int]) -> heads.RawReading:
    said = [tokens[i] for i in rows]
    cues, lengths = np.asarray(ready.cues, dtype=np.float32)[rows], np.asarray(ready.lengths, dtype=np.float32)[rows]
    out = heads.run(files.load().params, strewn.means(said), said, first, files.asked(question), cues, lengths)
    return replace(out, criteria=not_to_the_end(out))


def _bounded(read: _Read, ready: Prepared, earned: Prepared, question: str, idle: dict[int, tuple[str, ...]]) -> _Read:
    """The reading, in which what earns nothing (`unearned`) raises nothing: bounded by a reading of what is `earned`, by the heads alone where that is too long for one
    by the encoder."""
    if _size(ready) + _size(earned) > MOST_READ:
        without = _heads(ready, read.tokens, read.first, question, [i for i in range(len(ready.rows)) if i not in idle])
    else:
        without = _run(earned, question).out
    criteria = unraised(read.out.criteria, without.criteria, {key for keys in idle.values() for key in keys})
    return read._replace(out=replace(read.out, criteria=criteria, votes=np.minimum(read.out.votes, without.votes)))


def _beside(read: _Read, ready: Prepared, alone: Prepared, part: apart.Part, told: Sequence[str]) -> _Read:
    """The reading as it is beside one of a part `alone`; `told` are the sections of its rows. The question moves nothing that a part has a share in."""
    its = _run(alone, "")
    seen = {part.sections: its.out.criteria}
    for sections in sorted({share.sections for share in part.shares.values()} - {part.sections}):
        rows = [i for i, letter in enumerate(told) if letter in sections]
        if rows:
            seen[sections] = _heads(alone, its.tokens, its.first, "", rows).criteria
    at = {row: alone.read[i] for row, i in enumerate(ready.rows) if alone.read[i] != UNREAD}
    out = replace(read.out, criteria=apart.scored(read.out.criteria, part, seen))
    return read._replace(out=apart.marked(out, its.out, at))


def fits(text: str, questions: Sequence[str]) -> list[tuple[float, float, float]]:
    """For each question the probabilities that the answer's `fit` is at least 1, 2, 3; the answer is read once for all, so that many cost little more than one."""
    out = raw(text)[0]
    return [_steps(row) for row in question_fits(files.load().params, [files.asked(question) for question in questions], out.story)]


def _spread(read: _Read, ready: Prepared) -> tuple[heads.RawReading, tuple[Span, ...], Offsets]:
    """The reading of the read sentences given to all: a repeated one has its first one's section, one that is not read is O, and neither shows anything."""
    spans, out = ready.sentences, read.out
    sections = np.zeros((len(spans), len(SECTIONS)), dtype=np.float32)
    kinds = np.zeros((len(spans), len(KINDS)), dtype=np.float32)
    tokens = [np.zeros((1, len(KINDS)), dtype=np.float32) for _ in spans]
    places = [[(span.start, span.end)] for span in spans]
    for i, row in enumerate(ready.read):
        if row == UNREAD:
            sections[i, heads.OTHER] = 1
        else:
            sections[i] = out.sections[row]
        if ready.anew(i):
            kinds[i], tokens[i], places[i] = out.kinds[row], out.tokens[row], read.offsets[row]
    return replace(out, sections=sections, kinds=kinds, tokens=tokens), spans, places


def letters(sections: Array) -> str:
    """The sections of sentences from the probabilities of the six (n x 6)."""
    return "".join(SECTIONS[heads.OTHER if p[heads.OTHER] >= OTHER_AT else int(p[: heads.OTHER].argmax())] for p in np.round(sections, SECTION_DECIMALS))


def read(text: str, question: str = "", marks_from: int = 0) -> Reading:
    """Read an answer that holds at least one word; see `Reading` for what comes back. Marks are looked for in the sentences that end after `marks_from`,
    as if what is before held none. Raises BrokenData when the weights are missing."""
    out, spans, offsets = raw(text, question)
    sections = np.round(out.sections, SECTION_DECIMALS)
    first = next((i for i, span in enumerate(spans) if span.end > marks_from), 0)
    given = letters(out.sections)
    found = find_marks(plain(text), offsets[first:], out.kinds[first:], out.tokens[first:], files.load().borders, given[first:])
    marks = tuple(replace(m, sentence=m.sentence + first) for m in found)
    sentences = tuple(
        ReadSentence(span, letter, tuple(map(float, row)), tuple(round(float(p), DECIMALS) for p in kinds), unread=bool(other == 1 and not kinds.any()))
        for span, letter, row, kinds, other in zip(spans, given, sections, out.kinds, out.sections[:, heads.OTHER], strict=True)
    )
    names = files.card()["principles"]
    order = np.argsort(-np.round(out.principles, SECTION_DECIMALS), kind="stable")
    return Reading(
        text, question, sentences, marks,
        {key: _steps(out.criteria[i]) for i, key in enumerate(CRITERIA)},
        {bar: _steps(out.votes[i]) for i, bar in enumerate(BARS)},
        tuple((names[i], round(float(out.principles[i]), DECIMALS)) for i in order), round(out.judged, DECIMALS), weights_version(),
    )


def _steps(row: Array) -> tuple[float, float, float]:
    a, b, c = (round(float(p), DECIMALS + 1) for p in row)
    return a, b, c


assert len(KINDS) == 15

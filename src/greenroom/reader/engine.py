"""Read an answer with the trained weights: one window at a time, one thread, so that nothing but the text decides."""
from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from greenroom.errors import BrokenData
from greenroom.reader import heads
from greenroom.reader.bounds import not_to_the_end, unraised, without_unmet
from greenroom.reader.decode import Borders, find_marks
from greenroom.reader.numeric import Array, Params
from greenroom.reader.prepare import UNREAD, Prepared, prepare, question_ids
from greenroom.reader.question import fits as question_fits
from greenroom.reader.reading import BARS, CRITERIA, DECIMALS, KINDS, SECTIONS, Reading, ReadSentence
from greenroom.text.spans import Span, plain

SECTION_DECIMALS = 3
_WORD = re.compile(r"\w")
WIDTH = 384
"""Numbers in a vector of the encoder."""
SURELY_AROUND = 0.7
"""Probability of "other" from which a sentence is left out of the reading."""
OTHER_AT = 0.6
"""Probability of "other" below which a sentence is given its likeliest other section: people's own lessons and reasons often look like talk around the story.
Section macro-F1 on more strangers' answers 0.761 (0.732 by the likeliest alone), on the holdout 0.853 (0.859)."""
MOST_AGAIN = 340
"""Tokens (about 260 words) up to which an answer is read again; two readings of a longer one would take more than 100 ms."""
LEAST_STORY = 2
"""Sentences of which a story consists at the least; with fewer left, all are read."""


@dataclass(frozen=True)
class _Loaded:
    session: Any
    tokenizer: Any
    params: Params
    card: dict[str, Any]
    borders: Borders


@lru_cache(maxsize=1)
def _card() -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads(_file("card.json").read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BrokenData("The reader's weights are not installed.", "Reinstall Greenroom, or run `make train`.") from problem
    return card


def _file(name: str) -> Any:
    return resources.files(__package__).joinpath("weights", name)


def weights_version() -> str:
    """Version of the weights, without loading them."""
    return str(_card()["version"])


@lru_cache(maxsize=1)
def _load() -> _Loaded:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # a newer runtime than the pinned one would call home (decision 0009)
    import onnxruntime
    from tokenizers import Tokenizer

    card = _card()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it would keep a plan for every length of text that it has seen
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(_file("encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])
    with _file("heads.npz").open("rb") as stored, np.load(stored) as arrays:
        params = {name: arrays[name].astype(np.float32) for name in arrays.files}
    tokenizer = Tokenizer.from_str(_file("tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Loaded(session, tokenizer, params, card, Borders(**card["borders"]))


def raw(text: str, question: str = "") -> tuple[heads.RawReading, tuple[Span, ...], list[list[tuple[int, int]]]]:
    """The heads' unrounded outputs for an answer, its sentences, and the characters of each sentence's tokens; a repeated sentence shows nothing anew.

    What is surely told around the story (padding, keywords, introductions) is left out, and the rest read again by itself.
    Sections, and whether there is an answer at all, are as read in the whole.
    """
    ready = prepare(text, _load().tokenizer)
    out, offsets = _run(ready, question)
    other = [round(float(p), SECTION_DECIMALS) for p in out.sections[:, heads.OTHER]]
    around = {i for i, row in enumerate(ready.read) if row == UNREAD or other[row] >= SURELY_AROUND}
    size = sum(len(window.ids) for window in ready.windows.parts)
    if len(around) == ready.read.count(UNREAD) or len(ready.read) - len(around) < LEAST_STORY or size > MOST_AGAIN:
        return _spread(out, offsets, ready)
    whole, spans, _ = _spread(out, offsets, ready)
    ready = prepare(text, _load().tokenizer, without=around)
    again, spans, places = _spread(*_run(ready, question), ready)
    return replace(again, sections=whole.sections, judged=whole.judged), spans, places


@lru_cache(maxsize=4)
def _states(ids: tuple[int, ...]) -> Array:
    """The encoder's states of a window's tokens. The last few are kept (at most 0.8 MB each): the same story is often rated again at once, at another level, under
    another question, or with only its end changed."""
    states = _encode(ids)
    states.flags.writeable = False
    return states


def _encode(ids: Sequence[int]) -> Array:
    states: Array = _load().session.run(None, {"ids": np.asarray([ids], dtype=np.int64)})[0][0]
    return states


def _run(ready: Prepared, question: str) -> tuple[heads.RawReading, list[list[tuple[int, int]]]]:
    tokens: list[Array] = []
    offsets: list[list[tuple[int, int]]] = []
    first: Array | None = None
    for window in ready.windows.parts:
        hidden = _states(tuple(window.ids))
        first = hidden[0] if first is None else first
        for _, start, end in window.reads:
            tokens.append(hidden[start:end])
            offsets.append(window.offsets[start:end])
    assert first is not None
    vectors = np.stack([t.mean(0) for t in tokens])
    cues, lengths, asked = np.asarray(ready.cues, dtype=np.float32), np.asarray(ready.lengths, dtype=np.float32), _asked(question)
    out = heads.run(_load().params, vectors, tokens, first, asked, cues, lengths)
    out = replace(out, criteria=not_to_the_end(out))
    kept = without_unmet(out, ready.unmet)
    if LEAST_STORY <= len(kept) < len(ready.unmet):
        without = heads.run(_load().params, vectors[kept], [tokens[i] for i in kept], first, asked, cues[kept], lengths[kept])
        out = replace(out, criteria=unraised(out.criteria, without.criteria), votes=np.minimum(out.votes, without.votes))
    return out, offsets


def fits(text: str, questions: Sequence[str]) -> list[tuple[float, float, float]]:
    """For each question the probabilities that the answer's `fit` is at least 1, 2, 3; the answer is read once for all, so that many cost little more than one."""
    out = raw(text)[0]
    return [_steps(row) for row in question_fits(_load().params, [_asked(question) for question in questions], out.story)]


@lru_cache(maxsize=1024)
def _asked(question: str) -> Array:
    """The question read by itself: the states of its tokens; none where no word was asked."""
    ids = question_ids(question, _load().tokenizer) if _WORD.search(question) else []
    if len(ids) <= 2:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return np.asarray(_encode(ids)[1:-1], dtype=np.float32)


def _spread(out: heads.RawReading, offsets: list[list[tuple[int, int]]], ready: Prepared) -> tuple[heads.RawReading, tuple[Span, ...], list[list[tuple[int, int]]]]:
    """The reading of the read sentences given to all: a repeated one has its first one's section, one that is not read is O, and neither shows anything."""
    spans = ready.sentences
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
            kinds[i], tokens[i], places[i] = out.kinds[row], out.tokens[row], offsets[row]
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
    found = find_marks(plain(text), offsets[first:], out.kinds[first:], out.tokens[first:], _load().borders, given[first:])
    marks = tuple(replace(m, sentence=m.sentence + first) for m in found)
    sentences = tuple(
        ReadSentence(span, letter, tuple(map(float, row)), tuple(round(float(p), DECIMALS) for p in kinds))
        for span, letter, row, kinds in zip(spans, given, sections, out.kinds, strict=True)
    )
    names = _card()["principles"]
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

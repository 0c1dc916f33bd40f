"""An answer read as a test says, so that a remark can be tested whatever the weights make of its words."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Score, Told
from greenroom.reader.reading import BARS, CRITERIA, KINDS, SECTIONS, Mark, Reading, ReadSentence
from greenroom.text.spans import Span

QUESTION = "Tell me about a time you mended something."
Marked = tuple[str, str, float]
"""A kind, the words that it marks, and its probability."""


def told(*lines: tuple[str, str], marks: tuple[Marked, ...] = (), question: str = QUESTION, scores: Mapping[str, int] = MappingProxyType({})) -> Told:
    """An answer of these sentences, each with its section's letter; a criterion is as `scores` says, or 2."""
    text, sentences = "", []
    for letter, line in lines:
        span = Span(len(text), len(text) + len(line))
        text += line + " "
        sentences.append(ReadSentence(span, letter, tuple(float(x == letter) for x in SECTIONS), (0.0,) * len(KINDS)))
    found = []
    for kind, words, p in marks:
        span = Span(text.index(words), text.index(words) + len(words))
        at = next(i for i, s in enumerate(sentences) if s.span.start <= span.start < s.span.end)
        found.append(Mark(kind, span, at, p))
        sentences[at] = replace(sentences[at], kinds=tuple(max(old, p) if kind == k else old for k, old in zip(KINDS, sentences[at].kinds, strict=True)))
    probabilities = {key: tuple(float(n < scores.get(key, 2)) for n in range(3)) for key in CRITERIA}
    marked = tuple(sorted(found, key=lambda m: (m.span, m.kind)))
    return Told(Reading(text.rstrip(), question, tuple(sentences), marked, probabilities, dict.fromkeys(BARS, (1.0, 1.0, 0.0)), (), 1.0, ""))  # type: ignore[arg-type]


def scored(answer: Told, **values: int) -> dict[str, Score]:
    """What every criterion makes of the answer; the named ones with these values instead."""
    scores = {key: criterion.read(answer) for key, criterion in load_all().items()}
    return {key: replace(score, value=values.get(key, score.value)) for key, score in scores.items()}

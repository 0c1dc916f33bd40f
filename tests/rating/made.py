"""An answer as the reader might give it, made by hand, so that a remark is tested whatever the weights say."""
from __future__ import annotations

from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Score, Told
from greenroom.rating.result import Gap
from greenroom.reader.reading import CRITERIA, KINDS, SECTIONS, Mark, Reading, ReadSentence
from greenroom.text.spans import Span

Line = tuple[str, str, dict[str, str]]
"""A sentence: its section, its words, and the words in it that are marked, by evidence kind."""
STEPS = {0: (0.1, 0.0, 0.0), 1: (0.9, 0.1, 0.0), 2: (1.0, 0.9, 0.1), 3: (1.0, 1.0, 0.9)}
"""Probabilities of at least 1, 2 and 3 that make each score beyond doubt."""


def made(score: int, *told: Line, sure: float = 0.9, close: tuple[float, float, float] | None = None) -> Told:
    """An answer of these sentences; `score` is what every criterion is read as, `close` its probabilities instead."""
    text, sentences, marks = "", [], []
    for i, (section, words, marked) in enumerate(told):
        start = len(text)
        kinds = tuple(sure if kind in marked else 0.0 for kind in KINDS)
        sentences.append(ReadSentence(Span(start, start + len(words)), section, tuple(0.9 if x == section else 0.0 for x in SECTIONS), kinds))
        for kind, quote in marked.items():
            at = start + words.index(quote)
            marks.append(Mark(kind, Span(at, at + len(quote)), i, sure))
        text += words + " "
    steps = dict.fromkeys(CRITERIA, close or STEPS[score])
    votes = dict.fromkeys(("sde1", "sde2", "senior", "manager"), (0.9, 0.1, 0.0))
    return Told(Reading(text.rstrip(), "Tell me about a time you put something right.", tuple(sentences), tuple(marks), steps, votes, (), 1.0, ""))


def read(key: str, told: Told) -> Score:
    return load_all()[key].read(told)


def says(score: Score) -> list[str]:
    return [remark.text for remark in score.remarks]


def words(score: Score, text: str) -> list[str]:
    """What the remark that begins so rests on; of a place between words, those before it."""
    (found,) = [r for r in score.remarks if r.text.startswith(text)]
    return [place.after.quote if isinstance(place, Gap) else place.quote for place in found.rests_on]

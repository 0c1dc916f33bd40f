"""Pace: words a minute in all and by section, with the hesitations counted. Nothing here is judged."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.rating.timing import count_words
from greenroom.reader.reading import SECTION_NAMES
from greenroom.speech.sections import Run, lasting
from greenroom.speech.transcript import Transcript
from greenroom.text.canonical import hesitations
from greenroom.text.spans import Span

LEAST_SECONDS = 5.0
"""A section shorter than this has no pace worth the name: one long word would move it."""


@dataclass(frozen=True, slots=True)
class SectionPace:
    """Words and seconds of one section; words a minute are None where it is too short for it."""

    section: str
    name: str
    words: int
    seconds: float
    words_per_minute: int | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Words (hesitations among them), seconds and words a minute from the first word to the last; where the hesitations stand in the text."""

    words: int
    seconds: float
    words_per_minute: int | None
    hesitations: tuple[Span, ...]
    sections: tuple[SectionPace, ...]


def pace(transcript: Transcript, sections: Sequence[Run] = ()) -> Pace:
    """The pace of a transcript, and of its sections by `sections.runs`."""
    total = lasting(transcript, transcript.start, transcript.end)
    words = count_words(transcript.text)
    by_section = []
    for letter, name in SECTION_NAMES.items():
        mine = [run for run in sections if run.section == letter]
        if mine:
            took = sum(lasting(transcript, run.start, run.end) for run in mine)
            said = sum(count_words(w.text) for w in transcript.words if _within(w.start, mine, sections))
            by_section.append(SectionPace(letter, name, said, round(took, 1), _rate(said, took)))
    return Pace(words, round(total, 1), _rate(words, total), hesitations(transcript.text), tuple(by_section))


def _within(second: float, mine: Sequence[Run], every: Sequence[Run]) -> bool:
    """Whether a word that begins then belongs to one of the runs; the end of the last run of all is part of it."""
    return any(run.start <= second < run.end or (second >= run.end and run is every[-1]) for run in mine)


def _rate(words: int, seconds: float) -> int | None:
    return round(words * 60 / seconds) if seconds >= LEAST_SECONDS else None

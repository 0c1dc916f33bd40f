"""Seconds of each section, measured: by the sentences of a rating and the times of their words, or as the person tapped."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from greenroom.errors import UnknownName
from greenroom.frameworks import Level
from greenroom.rating.result import RatedSentence, SectionTime, Timing
from greenroom.rating.timing import count_words
from greenroom.reader.reading import SECTION_NAMES
from greenroom.speech.transcript import Transcript


@dataclass(frozen=True, slots=True)
class SectionMark:
    """The person said that a section (a letter of S T A R L O) begins at this second of the recording."""

    section: str
    second: float

    def __post_init__(self) -> None:
        if self.section not in SECTION_NAMES:
            raise UnknownName("section", self.section, list(SECTION_NAMES))

    @classmethod
    def named(cls, name: str, second: float) -> SectionMark:
        """A mark by the section's letter or name. Raises UnknownName."""
        wanted = name.strip().casefold()
        for letter, known in SECTION_NAMES.items():
            if wanted in {letter.casefold(), known}:
                return cls(letter, second)
        raise UnknownName("section", name, list(SECTION_NAMES.values()))


@dataclass(frozen=True, slots=True)
class Run:
    """One section from one second to another."""

    section: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring sentences of one section: how many, the second at which it begins, and the seconds it took."""

    section: str
    sentences: int
    start: float
    seconds: float


def runs(sentences: Sequence[RatedSentence], transcript: Transcript, marks: Sequence[SectionMark] = ()) -> tuple[Run, ...]:
    """Sections in the order they were spoken, without gaps from the first word to the last.

    A section begins with the first word of its first sentence; a pause belongs to what stands before it. From the first mark on, the marks
    alone say what begins when, where they are to be believed. Offsets of the sentences are into `transcript.text`.
    """
    if not transcript.words:
        return ()
    first, last = transcript.start, transcript.end
    changes: list[tuple[float, str]] = []
    for sentence in sentences:
        at = word_at(transcript, sentence.start)
        if at is not None:
            second = transcript.words[at].start
            changes.append((max(second, changes[-1][0]) if changes else first, sentence.section))
    ordered = sorted(believed(sentences, transcript, marks), key=lambda m: m.second)
    if ordered:
        changes = [c for c in changes if c[0] < ordered[0].second]
        changes += [(min(max(m.second, first), last), m.section) for m in ordered]
        changes[0] = (first, changes[0][1])
    out: list[Run] = []
    for i, (start, letter) in enumerate(changes):
        end = changes[i + 1][0] if i + 1 < len(changes) else last
        if out and out[-1].section == letter:
            out[-1] = Run(letter, out[-1].start, end)
        elif end > start:
            out.append(Run(letter, start, end))
    return tuple(out)


def believed(sentences: Sequence[RatedSentence], transcript: Transcript, marks: Sequence[SectionMark]) -> tuple[SectionMark, ...]:
    """The marks, but none where one section alone was marked and what follows is read as several parts: whoever tapped once did not go on tapping."""
    if len({m.section for m in marks}) == 1:
        first = min(m.second for m in marks)
        after = {s.section for s in sentences if (at := word_at(transcript, s.start)) is not None and transcript.words[at].start >= first}
        if len(after - {"O"}) > 1:
            return ()
    return tuple(marks)


def letters(sentences: Sequence[RatedSentence], transcript: Transcript, marks: Sequence[SectionMark]) -> tuple[str, ...]:
    """The section of each sentence: as it was read, or, where marks say so, the one in which its middle was spoken."""
    spoken = runs(sentences, transcript, marks) if marks else ()
    return tuple(next((r.section for r in spoken if r.start <= middle < r.end), one.section) for one, middle in _middles(sentences, transcript))


def parts(sentences: Sequence[RatedSentence], transcript: Transcript, marks: Sequence[SectionMark] = ()) -> tuple[Part, ...]:
    """The sentences cut by `letters`, each part with the times of the runs that it was spoken in, so that it lasts as long here as in `time_sections`.

    A run in which no sentence has its middle counts with the part of its section that is nearest to it; where no part is of its section, it has none.
    """
    spoken = runs(sentences, transcript, marks)
    placed = list(zip(letters(sentences, transcript, marks), _middles(sentences, transcript), strict=True))
    cut = [(letter, [middle for _, (_, middle) in members]) for letter, members in groupby(placed, key=lambda pair: pair[0])]
    held: list[list[Run]] = [[] for _ in cut]
    for run in spoken:
        alike = [at for at, (letter, _) in enumerate(cut) if letter == run.section]
        if alike:
            held[min(alike, key=lambda at: min(_away(run, middle) for middle in cut[at][1]))].append(run)
    return tuple(
        Part(letter, len(middles), own[0].start if own else middles[0], sum(lasting(transcript, r.start, r.end) for r in own))
        for (letter, middles), own in zip(cut, held, strict=True)
    )


def _away(run: Run, second: float) -> float:
    """Seconds from a moment to a run; 0 within it."""
    return max(run.start - second, second - run.end, 0.0)


def _middles(sentences: Sequence[RatedSentence], transcript: Transcript) -> Iterator[tuple[RatedSentence, float]]:
    """Each sentence with the moment at which its middle was spoken."""
    for sentence in sentences:
        first, after = word_at(transcript, sentence.start), word_at(transcript, sentence.end)
        begins = transcript.words[first].start if first is not None else transcript.end
        yield sentence, (begins + (transcript.words[after].start if after is not None else transcript.end)) / 2


def time_sections(sentences: Sequence[RatedSentence], transcript: Transcript, level: Level, marks: Sequence[SectionMark] = ()) -> Timing:
    """Measured seconds per section against the level's budget, in the order S T A R L O. Time in which somebody else speaks does not count."""
    spoken = dict.fromkeys(SECTION_NAMES, 0.0)
    for run in runs(sentences, transcript, marks):
        spoken[run.section] += lasting(transcript, run.start, run.end)
    words = count_words(transcript.text)
    total = lasting(transcript, transcript.start, transcript.end)
    sections = tuple(SectionTime(letter, name, round(spoken[letter]), level.seconds.get(name)) for letter, name in SECTION_NAMES.items())
    return Timing(words, round(words * 60 / total) if total else 0, round(total), level.total, sections, measured=True)


def lasting(transcript: Transcript, start: float, end: float) -> float:
    """Seconds between two moments without those in which somebody else speaks."""
    return max(0.0, end - start - transcript.others_between(start, end))


def word_at(transcript: Transcript, offset: int) -> int | None:
    """Index of the word that holds the offset, or of the next one; None beyond the last."""
    at = bisect_left(transcript.spans, offset + 1, key=lambda span: span.end)
    return at if at < len(transcript.spans) else None

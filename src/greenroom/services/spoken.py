"""A turn that was said aloud: when its parts begin, how long it lasts, its transcript, and the words with their times."""
from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from greenroom.errors import UnreadableInput
from greenroom.services import recordings
from greenroom.services.assess_speech import clock
from greenroom.services.door import stores
from greenroom.services.read_timed import timed_or_plain
from greenroom.speech.lay import Heard, Stretch, lay
from greenroom.speech.realign import realign
from greenroom.speech.sections import SectionMark
from greenroom.speech.transcript import Transcript, split_words
from greenroom.storage.errors import NotThere
from greenroom.storage.records import Utterance

MOST_SECONDS = 36_000.0
"""Of one stretch: more than the pieces that it may have."""
MOST_TAPS = 200
FROM_RECOGNISER = "recogniser"
FAR_APART, FAR_SHARE = 5.0, 0.25
"""A transcript and its recording differ when their ends lie further apart than these seconds and this share of the longer: one may end in silence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is known of a turn's recording: seconds of each stretch by its number, sections with the second at which each begins, the transcript with its source."""

    lengths: dict[int, float]
    marks: tuple[SectionMark, ...]
    transcript: Transcript | None
    source: str

    @property
    def seconds(self) -> float:
        return sum(self.lengths.values())


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a turn: its number from 0, kind of sound, pieces, bytes, and how many seconds it lasts, as the page counted that recorded it."""

    stretch: int
    mime: str
    pieces: int
    size: int
    seconds: float


def kept(rehearsal: str, number: int) -> list[Kept]:
    """What is recorded of a turn, in order. Raises UnreadableInput, CannotKeep, DatabaseProblem."""
    lengths = turn(rehearsal, number).lengths
    held = recordings.stretches(rehearsal, number)
    return [Kept(s.stretch, s.mime, s.pieces, s.size, lengths.get(s.stretch, float(s.pieces))) for s in held]


def turn(rehearsal: str, number: int) -> Turn:
    """What is kept of a turn. Raises UnreadableInput, DatabaseProblem."""
    kept = stores().utterances.get(rehearsal, number)
    told = kept.lengths if kept else {}
    # about a piece a second, where the page was closed before it could tell the length
    lengths = {s.stretch: told.get(str(s.stretch), float(s.pieces)) for s in recordings.stretches(rehearsal, number)}
    transcript = Transcript.from_dict(kept.transcript) if kept and kept.transcript else None
    return Turn(lengths, _marks(kept, lengths) if kept else (), transcript, kept.source if kept else "")


def tap(rehearsal: str, number: int, section: str, stretch: int, second: float, now: datetime) -> Turn:
    """A part (a letter of S T A R L O, or its name) begins at this second of the stretch that is being recorded. Raises UnknownName, UnreadableInput, NotThere."""
    mark = SectionMark.named(section, _sane(second))
    _check(rehearsal, number, stretch)
    kept = stores().utterances.get(rehearsal, number)
    if kept and len(kept.taps) >= MOST_TAPS:
        raise UnreadableInput(f"More than {MOST_TAPS} parts in one answer are not kept.", "Go on without tapping; the sections are then told from the words.")
    stores().utterances.tap(rehearsal, number, (mark.section, stretch, mark.second), now)
    return turn(rehearsal, number)


def take_back(rehearsal: str, number: int, now: datetime) -> Turn:
    """Take the last tap back. Raises NotThere, DatabaseProblem."""
    _check(rehearsal, number, 0)
    stores().utterances.tap(rehearsal, number, None, now)
    return turn(rehearsal, number)


def lasts(rehearsal: str, number: int, stretch: int, seconds: float, now: datetime) -> None:
    """A stretch lasts this long, as the page that recorded it counted. Raises UnreadableInput, NotThere, DatabaseProblem."""
    _check(rehearsal, number, stretch)
    stores().utterances.length(rehearsal, number, stretch, _sane(seconds), now)


def bring(rehearsal: str, number: int, raw: bytes, name: str, now: datetime) -> tuple[Transcript, dict[str, int]]:
    """Keep the transcript in a file called `name`: what the one with the most words says, and how many words of whom were left out.

    Raises UnreadableInput, BrokenTranscript, UnknownName (another kind of file), TooLong, NotThere, DatabaseProblem.
    """
    _check(rehearsal, number, 0)
    return keep(rehearsal, number, timed_or_plain(raw, name), name, now)


def keep(rehearsal: str, number: int, transcript: Transcript, source: str, now: datetime) -> tuple[Transcript, dict[str, int]]:
    """Keep a transcript, of one speaker; as `bring`."""
    voices = transcript.voices
    if len(voices) > 1:
        transcript = transcript.only(next(iter(voices)))
    if not transcript.words:
        raise UnreadableInput(f"{source} holds no words.", "Look whether the file is the right one, or type what you said.")
    stores().utterances.transcript(rehearsal, number, transcript.to_dict(), source, now)
    return transcript, dict(list(voices.items())[1:])


def words_of(held: Turn, text: str) -> Transcript | None:
    """The words of a turn as the person left them, with their times: from the transcript, else shared over the length of the recording; None without either."""
    if not text.strip():
        return None
    if held.transcript and held.transcript.timed:
        same = held.transcript.text == " ".join(split_words(text))
        return held.transcript if same else realign(held.transcript, text)
    if held.seconds < 1:
        return None
    made = lay([Stretch(tuple(map(Heard, split_words(text))), 0.0, round(held.seconds, 3))])
    return made if made.timed else None


def differs(held: Turn) -> str:
    """A sentence where the transcript's times and the recording's length cannot belong together; "" where they can, or where one of them is not known."""
    if held.transcript is None or not held.transcript.timed or held.seconds < 1:
        return ""
    ends, lasts = held.transcript.end, held.seconds
    if abs(ends - lasts) <= max(FAR_APART, FAR_SHARE * max(ends, lasts)):
        return ""
    return f"The transcript ends at {clock(ends)}, the recording lasts {clock(lasts)}."


def _marks(kept: Utterance, lengths: dict[int, float]) -> tuple[SectionMark, ...]:
    """The taps as seconds of the whole recording, its stretches one after another."""
    begins, at = dict[int, float](), 0.0
    for stretch, seconds in sorted(lengths.items()):
        begins[stretch] = at
        at += seconds
    return tuple(SectionMark(section, begins[stretch] + second) for section, stretch, second in kept.taps if stretch in begins)


def _sane(seconds: float) -> float:
    if not math.isfinite(seconds) or not 0 <= seconds <= MOST_SECONDS:
        raise UnreadableInput(f"{seconds} is no moment of a recording.", f"Give seconds from 0 to {MOST_SECONDS:,.0f}.")
    return round(seconds, 3)


def _check(rehearsal: str, number: int, stretch: int) -> None:
    if not 0 <= number <= recordings.MOST_TURN or not 0 <= stretch < recordings.MOST_STRETCHES or len(rehearsal) > 64:
        raise NotThere("rehearsal", rehearsal[:64])

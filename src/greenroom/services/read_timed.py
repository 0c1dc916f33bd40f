"""Read a transcript from a file: with times, or plain words without."""
from __future__ import annotations

from pathlib import PurePath

from greenroom.errors import TooLong, UnknownName
from greenroom.services.read_answer import MOST_BYTES as MOST_PLAIN
from greenroom.services.read_answer import clean, decode, read_file
from greenroom.speech.lay import Heard, Stretch, lay
from greenroom.speech.read import READERS, is_transcript, read_transcript
from greenroom.speech.transcript import Transcript, split_words

MOST_BYTES = 20_000_000
"""A recogniser writes some hundred bytes for every word; twenty minutes of speech fit many times over."""
PLAIN = ".txt"

__all__ = ["is_transcript", "read_timed", "timed", "timed_or_plain"]


def read_timed(path: str) -> Transcript:
    """The transcript in the SRT, WebVTT or Whisper JSON file at `path`. Raises UnreadableInput, BrokenTranscript or TooLong, each with a remedy."""
    return read_transcript(read_file(path, MOST_BYTES), path)


def timed(raw: bytes, name: str) -> Transcript:
    """The transcript in the bytes of a file called `name`, as a browser sends it. Raises as `read_timed` does."""
    return read_transcript(clean(decode(raw, name)), name)


def timed_or_plain(raw: bytes, name: str) -> Transcript:
    """As `timed`; from a .txt file its words alone, without times. Raises UnreadableInput, BrokenTranscript, UnknownName (another kind of file), TooLong."""
    suffix = PurePath(name).suffix.lower()
    if suffix == PLAIN:
        if len(raw) > MOST_PLAIN:
            raise TooLong(f"{name} has more than {MOST_PLAIN:,} bytes.", "Give what you said alone.")
        return lay([Stretch(tuple(map(Heard, split_words(clean(decode(raw, name))))))])
    if suffix not in READERS:
        raise UnknownName("kind of transcript", suffix or name, [*READERS, PLAIN])
    return timed(raw, name)

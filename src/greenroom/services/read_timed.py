"""Read a transcript with times from a file."""
from __future__ import annotations

from greenroom.services.read_answer import clean, decode, read_file
from greenroom.speech.read import is_transcript, read_transcript
from greenroom.speech.transcript import Transcript

MOST_BYTES = 20_000_000
"""A recogniser writes some hundred bytes for every word; twenty minutes of speech fit many times over."""

__all__ = ["is_transcript", "read_timed", "timed"]


def read_timed(path: str) -> Transcript:
    """The transcript in the SRT, WebVTT or Whisper JSON file at `path`. Raises UnreadableInput, BrokenTranscript or TooLong, each with a remedy."""
    return read_transcript(read_file(path, MOST_BYTES), path)


def timed(raw: bytes, name: str) -> Transcript:
    """The transcript in the bytes of a file called `name`, as a browser sends it. Raises as `read_timed` does."""
    return read_transcript(clean(decode(raw, name)), name)

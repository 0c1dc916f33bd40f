"""A transcript file by its ending: .srt, .vtt or .json."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from greenroom.errors import UnknownName
from greenroom.speech.read_cues import read_srt, read_vtt
from greenroom.speech.read_whisper import read_whisper
from greenroom.speech.transcript import Transcript

READERS: dict[str, Callable[[str, str], Transcript]] = {".srt": read_srt, ".vtt": read_vtt, ".json": read_whisper}


def is_transcript(path: str) -> bool:
    """Whether a file's name says that it is a transcript with times."""
    return PurePath(path).suffix.lower() in READERS


def read_transcript(text: str, name: str) -> Transcript:
    """The transcript that `text` holds; `name` is the file's, and errors call it so. Raises BrokenTranscript, UnknownName for another ending."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        raise UnknownName("kind of transcript", suffix or name, list(READERS))
    return READERS[suffix](text, name)

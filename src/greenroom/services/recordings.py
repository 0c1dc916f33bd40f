"""Recordings of what was said aloud: pieces of about a second, kept as they come; a stretch is what was recorded without leaving the page.

Piece `number` of a turn is `stretch * STRETCH + its place`, so that the pieces of one stretch lie together, whichever tab or visit they are from, and
each stretch is one file that plays.
"""
from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from greenroom.errors import GreenroomError, UnreadableInput
from greenroom.services import rated
from greenroom.services.recording_files import Files
from greenroom.services.recording_rows import Rows

STRETCH = 10_000
"""Pieces that a stretch may have: near three hours of seconds."""
MOST_STRETCHES = 1000
MOST_TURN = 100
KINDS = ("audio/webm", "audio/mp4", "audio/ogg")
"""What browsers record: the kind before any parameters."""
CHECK = "microphone-check"
"""The microphone check belongs to no rehearsal: its sound lies in files, and in no backup."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_begun: dict[tuple[str, int], int] = {}
"""The last stretch that a page began, by rehearsal and turn, since this process began."""
_alone = threading.Lock()


class Taken(GreenroomError):
    """A piece whose number belongs to other sound: another tab records the same turn."""

    code = "moved-on"


class NoSound(GreenroomError):
    """A stretch that was never recorded, or is deleted."""

    code = "nothing-there"


class Pieces(Protocol):
    """What a store of recordings does. Ids are checked before it is called; each call is whole or not done at all."""

    def add(self, rehearsal: str, turn: int, number: int, mime: str, data: bytes, now: datetime) -> bool:
        """Keep a piece; False where that number holds other bytes. The same bytes again change nothing."""

    def listed(self, rehearsal: str, turn: int) -> list[tuple[int, str, int]]:
        """Number, kind and size in bytes of each piece, in order."""

    def read(self, rehearsal: str, turn: int, numbers: list[int]) -> bytes:
        """The bytes of these pieces, one after another."""

    def delete(self, rehearsal: str, turn: int) -> None:
        """Remove the recording of a turn."""


def store(rehearsal: str) -> Pieces:
    """Where a recording is kept: in the database, that of the microphone check in files."""
    return Files() if rehearsal == CHECK else Rows()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was recorded in one go: its place from 0, kind, pieces (about one a second) and bytes."""

    stretch: int
    mime: str
    pieces: int
    size: int


def receive(rehearsal: str, turn: int, number: int, mime: str, data: bytes, now: datetime) -> None:
    """Keep one piece; sending it again is fine. Raises UnreadableInput for what is no piece of a recording, Taken, NotThere, CannotKeep, DatabaseProblem."""
    _check(rehearsal, turn)
    kind = mime.partition(";")[0].strip().lower()
    if kind not in KINDS or not data or not 0 <= number < STRETCH * MOST_STRETCHES:
        raise UnreadableInput("This is no piece of a recording.", f"Send sound as {', '.join(KINDS)}.")
    if not store(rehearsal).add(rehearsal, turn, number, kind, data, now):
        raise Taken("Another tab records this answer too.", "The recording goes on as a stretch of its own.")


def stretches(rehearsal: str, turn: int) -> list[Stretch]:
    """What is recorded of a turn, in order. Raises UnreadableInput, CannotKeep, DatabaseProblem."""
    _check(rehearsal, turn)
    out = []
    for at, members in groupby(store(rehearsal).listed(rehearsal, turn), key=lambda piece: piece[0] // STRETCH):
        held = list(members)
        out.append(Stretch(at, held[0][1], len(held), sum(size for _, _, size in held)))
    return out


def begin(rehearsal: str, turn: int) -> int:
    """The number of a stretch that nobody records yet; the next page that asks gets another, so that two tabs never share one. Raises UnreadableInput, CannotKeep,
    DatabaseProblem."""
    with _alone:
        held = stretches(rehearsal, turn)
        number = max(held[-1].stretch if held else -1, _begun.get((rehearsal, turn), -1)) + 1
        if number >= MOST_STRETCHES:
            raise UnreadableInput(f"The recording has {MOST_STRETCHES:,} parts; it takes no more.", "Delete it and begin again, or type the rest.")
        _begun[rehearsal, turn] = number
    return number


def sound(rehearsal: str, turn: int, stretch: int) -> tuple[bytes, str]:
    """The bytes of a stretch up to the first piece that is missing, and its kind. Raises UnreadableInput, NoSound, CannotKeep, DatabaseProblem."""
    _check(rehearsal, turn)
    numbers, kind = list[int](), ""
    for number, mime, _ in store(rehearsal).listed(rehearsal, turn):
        if number == stretch * STRETCH + len(numbers):
            numbers.append(number)
            kind = kind or mime
    if not numbers:
        raise NoSound("There is no such recording.", "It was deleted, or nothing was recorded.")
    return store(rehearsal).read(rehearsal, turn, numbers), kind


def delete(rehearsal: str, turn: int) -> None:
    """Delete the recording of a turn. Raises UnreadableInput, CannotKeep, DatabaseProblem."""
    _check(rehearsal, turn)
    store(rehearsal).delete(rehearsal, turn)
    rated.forget()


def _check(rehearsal: str, turn: int) -> None:
    if not _NAME.fullmatch(rehearsal) or not 0 <= turn <= MOST_TURN:
        raise UnreadableInput("There is no such turn of a rehearsal.", "Go back to the rehearsal and begin again from there.")

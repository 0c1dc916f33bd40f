"""What the stores hand out. Times are aware and in UTC; ids are UUIDs as text; a `version` counts the changes of a thing."""
from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any


class Kept:
    """A record that can be exported."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON can hold it; times in ISO format."""
        held = {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
        return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in held.items()}


@dataclass(frozen=True, slots=True)
class Story(Kept):
    """A story of the person's own. `sections` holds its text by part where it was written in parts; `principles` are ids of the framework."""

    id: str
    version: int
    title: str
    text: str
    sections: dict[str, str] | None
    principles: list[str]
    framework: str
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Take(Kept):
    """An answer as it was rated, of a story, of a rehearsal, of both or of neither. `seconds` is how long it took to say or type.

    `replies` holds what was replied to the follow-ups, where they were asked: question, reply, and whether it settled the doubt.
    """

    id: str
    text: str
    question: str | None
    level: str
    framework: str
    rating: dict[str, Any]
    story_id: str | None
    rehearsal_id: str | None
    seconds: float | None
    replies: list[dict[str, Any]] | None
    created: datetime


@dataclass(frozen=True, slots=True)
class Rehearsal(Kept):
    """A mock interview, going on or over. `session` is MockSession.to_dict(), `state` its state, `place` where it was begun: browser or terminal."""

    id: str
    version: int
    place: str
    state: str
    session: dict[str, Any]
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a recording, as it came: the `number`th of the answer (turn 0) or of the reply to a follow-up (turn 1 and on)."""

    turn: int
    number: int
    mime: str
    data: bytes
    created: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """How much of a turn was recorded."""

    turn: int
    segments: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Utterance(Kept):
    """What belongs to the recording of a turn beside its sound.

    `taps` say that a section (a letter) begins at a second of a stretch, in the order they came; `lengths` are the seconds of stretches by their number
    as text; `transcript` is Transcript.to_dict() and `source` says where that is from ("" without one).
    """

    rehearsal_id: str
    turn: int
    taps: list[tuple[str, int, float]]
    lengths: dict[str, float]
    transcript: dict[str, Any] | None
    source: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Loop(Kept):
    """Several rehearsals, one after the other. `plan` is what the loop's service makes of it: its questions and the rehearsals begun."""

    id: str
    version: int
    plan: dict[str, Any]
    created: datetime
    updated: datetime

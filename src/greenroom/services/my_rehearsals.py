"""Rehearsals as they are kept, for programs, and one of them turned into a story."""
from __future__ import annotations

from datetime import datetime

from greenroom.services import interview
from greenroom.services.door import stores
from greenroom.services.my_stories import keep_new, written
from greenroom.services.my_takes import finished, keep_rehearsal
from greenroom.storage.records import Rehearsal, Story, Take


def all_rehearsals() -> list[Rehearsal]:
    """What was changed last first. Raises DatabaseProblem."""
    return stores().rehearsals.list()


def rehearsal(id: str) -> Rehearsal:
    """Raises NotThere, DatabaseProblem."""
    return stores().rehearsals.get(id)


def as_story(id: str, now: datetime) -> tuple[Story, Take]:
    """The answer of a finished rehearsal as a new story with its take. Raises NotThere, NothingWritten, TooLong, DatabaseProblem."""
    session = finished(id)
    kept = keep_new(written("", session.answer, None, (), session.framework), now)
    return kept, keep_rehearsal(id, kept, now)


def delete(id: str) -> None:
    """Delete a rehearsal with all that belongs to it; nothing happens where there is none. Raises DatabaseProblem."""
    interview.delete(id)

"""Rehearsals for programs: begun, answered, ended and read step by step as the pages do it, and one of them turned into a story."""
from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from greenroom.errors import GreenroomError
from greenroom.practice.mock import DONE, MockSession, Replied
from greenroom.services import interview, past_mocks, rated
from greenroom.services.door import stores
from greenroom.services.my_stories import keep_new, written
from greenroom.services.my_takes import finished, keep_rehearsal
from greenroom.storage.records import Rehearsal, Story, Take


class GoesOn(GreenroomError):
    """A rehearsal that shall begin while another goes on."""

    code = "conflict"


class NoneGoesOn(GreenroomError):
    """A step of a rehearsal where none goes on."""

    code = "nothing-there"


class NotAnAnswer(GreenroomError):
    """An answer without words, or one with which the rehearsal would end at once."""

    code = "nothing-written"


@dataclass(frozen=True, slots=True)
class Whole:
    """A rehearsal as it stands; `report` and `replies`, which hold its ratings, are there once it is over."""

    kept: Rehearsal
    session: MockSession
    report: past_mocks.Report | None
    replies: tuple[Replied, ...]


def all_rehearsals() -> list[tuple[Rehearsal, MockSession]]:
    """What was changed last first, each with its session, whose vote is that of the report. Raises DatabaseProblem."""
    held = stores().rehearsals.list()
    return list(zip(held, rated.current(held), strict=True))


def whole(id: str) -> Whole:
    """One with its ratings. Raises NotThere, DatabaseProblem."""
    held = stores().rehearsals.get(id)
    if held.state != DONE:
        return Whole(held, MockSession.from_dict(held.session), None, ())
    report = past_mocks.report(id)
    session = MockSession.from_dict(stores().rehearsals.get(id).session)
    return Whole(held, session, report, tuple(rated.replies(session)))


def begin(walkthrough: str, principle: str, question: str, level: str, how: str, rng: random.Random, now: datetime) -> interview.Asking:
    """Begin one. Raises GoesOn where another goes on, UnknownName, NothingThere, DatabaseProblem."""
    going = interview.interrupted()
    if going is not None:
        raise GoesOn("A rehearsal is going on already.", f"Answer it, or delete it (its id is {going.id}); /api/rehearsals/now tells what it asks.")
    return interview.begin(walkthrough, principle, question, level, rng, now, how)


def asked() -> interview.Asking:
    """What is asked now. Raises NoneGoesOn, DatabaseProblem."""
    going = interview.interrupted()
    if going is None:
        raise NoneGoesOn("No rehearsal is going on.", "Begin one.")
    return going


def give(id: str, turn: str, text: str, seconds: float, how: str, though_short: bool, now: datetime) -> interview.Asking | None:
    """Finish the answer or the reply that `turn` stands for; what is asked next, None where it is over. An empty reply passes the follow-up.

    Raises NotAnAnswer for an empty answer, and for one too short to judge unless it shall count `though_short`; MovedOn, TooLong, DatabaseProblem.
    """
    going = _at(id, turn)
    if going.number == 0 and not text.strip():
        raise NotAnAnswer("There is no word in this answer.", "Send what was said or written.")
    if not though_short and interview.too_short(going, text):
        raise NotAnAnswer("This is too short to judge: the rehearsal would end here, without follow-ups.", "Say more, or send it with though_short.")
    return None if interview.finish(turn, text, seconds, now, how, measured=True) else interview.interrupted()


def keep_draft(id: str, turn: str, text: str, seconds: float, now: datetime) -> interview.Asking:
    """Keep what is written so far; what is asked, with the turn that stands for it now. Raises MovedOn, DatabaseProblem."""
    _at(id, turn)
    interview.keep_draft(turn, text, seconds, now)
    return asked()


def end(id: str, turn: str, now: datetime) -> None:
    """End it before all follow-ups are answered. Raises MovedOn, TooEarly, DatabaseProblem."""
    _at(id, turn)
    interview.end(turn, now)


def as_story(id: str, now: datetime) -> tuple[Story, Take]:
    """The answer of a finished rehearsal as a new story with its take. Raises NotThere, NothingWritten, TooLong, DatabaseProblem."""
    session = finished(id)
    kept = keep_new(written("", session.answer, None, (), session.framework), now)
    return kept, keep_rehearsal(id, kept, now)


def delete(id: str) -> None:
    """Delete a rehearsal with all that belongs to it; nothing happens where there is none. Raises DatabaseProblem."""
    interview.delete(id)


def _at(id: str, turn: str) -> interview.Asking:
    """What is asked, where the turn is the one of this rehearsal that is open. Raises MovedOn, NotThere, DatabaseProblem."""
    going = interview.interrupted()
    if going is None or (going.id, going.turn) != (id, turn):
        stores().rehearsals.get(id)
        raise interview.MovedOn()
    return going

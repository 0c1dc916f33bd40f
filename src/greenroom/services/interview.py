"""A mock in writing, one step a call: begin, keep the draft, finish an answer or a reply, and look at past ones."""
from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from greenroom.errors import GreenroomError
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import ANSWERING, DONE, REPLYING, MockSession
from greenroom.rating.timing import count_words
from greenroom.services import rehearse
from greenroom.services.door import stores
from greenroom.services.marked import Marked, mark
from greenroom.services.outcome import outcome_of
from greenroom.services.read_answer import clean
from greenroom.services.view_rating import RatingView, marks_of, view
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Rehearsal

LONGEST_STEP = 7200.0
"""Seconds counted for one sitting at most; a page left open over night is no answer of eight hours."""
REPLY_SECONDS = 40
"""What a reply to a follow-up should take, spoken."""
_LOCK = Lock()


class MovedOn(GreenroomError):
    """A form that was sent after the mock had moved on, from another tab or twice."""

    code = "moved-on"

    def __init__(self) -> None:
        super().__init__("The mock has moved on since this page was opened, perhaps in another tab.", "Nothing was overwritten. Copy your words, then go on.")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked now: the words, the mock's id, which turn it is (to tell a stale form), the draft, and where in the mock one is."""

    prompt: str
    id: str
    turn: str
    draft: str
    followup: int
    followups: int
    level: str
    aim: int


@dataclass(frozen=True, slots=True)
class Past:
    """A finished mock in a list; `when` is when it was finished."""

    id: str
    when: datetime
    question: str
    level: str
    words: int
    replies: int


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A follow-up with the reply and what was said of it."""

    question: str
    probes: str
    reply: Marked | None
    seconds: int
    settled: bool
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """A finished mock for its report."""

    id: str
    when: datetime
    walkthrough: str
    seconds: int
    answer: RatingView
    replies: tuple[ReplyView, ...]


def interrupted() -> Asking | None:
    """The mock that is going on, begun here or in the terminal, or None. Raises DatabaseProblem."""
    kept = _current()
    return _asking(kept) if kept else None


def begin(walkthrough: str, principle: str, question: str, level: str, rng: random.Random, now: datetime) -> Asking:
    """Begin a mock. One that is going on stays, and is given back instead. Raises UnknownName, NothingThere, DatabaseProblem."""
    with _LOCK:
        kept = _current()
        if kept is None:
            session = rehearse.new_mock(walkthrough or None, principle or None, clean(question)[:500].strip() or None, level or None, rng)
            kept = stores().rehearsals.create(session.to_dict(), now)
        return _asking(kept)


def keep_draft(turn: str, text: str, seconds: float, now: datetime) -> None:
    """Keep what is typed so far. Raises MovedOn, DatabaseProblem."""
    kept, session = _at(turn)
    session.write(clean(text), _spent(session, seconds))
    _save(kept, session, now)


def finish(turn: str, text: str, seconds: float, now: datetime) -> str | None:
    """Finish the answer or the reply (an empty reply passes). The id of the report where that was the last, else None.

    Raises MovedOn, TooLong (the draft stays as it was), DatabaseProblem.
    """
    kept, session = _at(turn)
    session.give(clean(text), _spent(session, seconds))
    _save(kept, session, now)
    return kept.id if session.state == DONE else None


def delete(id: str) -> None:
    """Forget a mock, going on or finished; nothing happens where there is none. Raises DatabaseProblem."""
    stores().rehearsals.delete(id)


def past(limit: int | None = None) -> list[Past]:
    """Finished mocks, the latest first. Raises DatabaseProblem."""
    out = []
    for kept in stores().rehearsals.list(DONE, limit):
        s = MockSession.from_dict(kept.session)
        title = load_framework(s.framework).level(s.level).title
        out.append(Past(kept.id, kept.updated.astimezone(), s.question, title, count_words(s.answer), sum(bool(a.reply.strip()) for a in s.asked)))
    return out


def report(id: str) -> Report:
    """The report of a finished mock. Raises NotThere, DatabaseProblem."""
    kept = stores().rehearsals.get(id)
    if kept.state != DONE:
        raise NotThere("finished rehearsal", id)
    session = MockSession.from_dict(kept.session)
    replies = []
    for each in session.replies():
        text = each.asked.reply
        words = mark(text, marks_of(each.rating)) if text.strip() else None
        probes = ", ".join(each.asked.followup.probes)
        replies.append(ReplyView(each.asked.followup.text, probes, words, round(each.asked.seconds), each.settled, each.says if words else ""))
    return Report(kept.id, kept.updated.astimezone(), session.walkthrough, round(session.seconds), view(session.rating()), tuple(replies))


def _current() -> Rehearsal | None:
    found = stores().rehearsals.list((ANSWERING, REPLYING), 1)
    return found[0] if found else None


def _at(turn: str) -> tuple[Rehearsal, MockSession]:
    id, _, version = turn.partition(".")
    try:
        kept = stores().rehearsals.get(id)
    except NotThere:
        raise MovedOn() from None
    if str(kept.version) != version or kept.state == DONE:
        raise MovedOn()
    return kept, MockSession.from_dict(kept.session)


def _save(kept: Rehearsal, session: MockSession, now: datetime) -> None:
    try:
        stores().rehearsals.save(kept.id, kept.version, {**kept.session, **session.to_dict()}, now, outcome_of(stores(), session))
    except (Conflict, NotThere):
        raise MovedOn() from None


def _spent(session: MockSession, seconds: float) -> float:
    return session.draft_seconds + max(0.0, min(seconds, LONGEST_STEP))


def _asking(kept: Rehearsal) -> Asking:
    session = MockSession.from_dict(kept.session)
    level = load_framework(session.framework).level(session.level)
    at = session.at + 1 if session.state == REPLYING else 0
    aim = level.total if session.state == ANSWERING else REPLY_SECONDS
    return Asking(session.prompt, kept.id, f"{kept.id}.{kept.version}", session.draft, at, len(session.asked), level.title, aim)

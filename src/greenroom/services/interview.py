"""A mock in writing, one step a call: begin, keep the draft, finish an answer or a reply, and look at past ones."""
from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from threading import Lock

from greenroom.errors import GreenroomError
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import ANSWERING, DONE, REPLYING, MockSession
from greenroom.rating.timing import count_words
from greenroom.services import keep, rehearse
from greenroom.services.marked import Marked, mark
from greenroom.services.read_answer import clean
from greenroom.services.view_rating import RatingView, marks_of, view

LONGEST_STEP = 7200.0
"""Seconds counted for one sitting at most; a page left open over night is no answer of eight hours."""
_LOCK = Lock()


class MovedOn(GreenroomError):
    """A form that was sent after the mock had moved on, from another tab or twice."""

    code = "moved-on"

    def __init__(self) -> None:
        super().__init__("This question was already answered, here or in another tab.", "Nothing was overwritten. Copy your words if you need them, then go on.")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked now: the words, which turn it is (to tell a stale form), the draft, and where in the mock one is."""

    prompt: str
    turn: str
    draft: str
    followup: int
    followups: int
    level: str
    aim: int


@dataclass(frozen=True, slots=True)
class Past:
    """A finished mock in a list, by its number from 1."""

    number: int
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

    number: int
    walkthrough: str
    seconds: int
    answer: RatingView
    replies: tuple[ReplyView, ...]


def interrupted() -> Asking | None:
    """The mock that is going on, or None."""
    session = rehearse.unfinished_mock()
    return _asking(session) if session is not None else None


def begin(walkthrough: str, principle: str, question: str, level: str, rng: random.Random) -> Asking:
    """Begin a mock. One that is going on stays, and is given back instead. Raises UnknownName, NothingThere, CannotKeep."""
    with _LOCK:
        session = rehearse.unfinished_mock()
        if session is None:
            session = rehearse.new_mock(walkthrough or None, principle or None, clean(question)[:500].strip() or None, level or None, rng)
            rehearse.keep_mock(session)
        return _asking(session)


def keep_draft(turn: str, text: str, seconds: float) -> Asking:
    """Keep what is typed so far. Raises MovedOn, CannotKeep."""
    with _LOCK:
        session = _at(turn)
        session.write(clean(text), _spent(session, seconds))
        rehearse.keep_mock(session)
        return _asking(session)


def finish(turn: str, text: str, seconds: float) -> int | None:
    """Finish the answer or the reply (an empty reply passes). The number of the report where that was the last, else None.

    Raises MovedOn, TooLong (the draft is kept), CannotKeep.
    """
    with _LOCK:
        session = _at(turn)
        session.give(clean(text), _spent(session, seconds))
        rehearse.keep_mock(session)
        return len(_past()) if session.state == DONE else None


def drop() -> None:
    """Forget the mock that is going on."""
    with _LOCK:
        rehearse.drop_mock()


def past() -> list[Past]:
    """Finished mocks, the latest first. Raises CannotKeep."""
    out = []
    for n, s in enumerate(_past(), 1):
        title = load_framework(s.framework).level(s.level).title
        out.append(Past(n, s.question, title, count_words(s.answer), sum(bool(a.reply.strip()) for a in s.asked)))
    return out[::-1]


def report(number: int) -> Report:
    """The report of a finished mock. Raises NothingThere."""
    held = _past()
    if not 1 <= number <= len(held):
        raise rehearse.NothingThere(f"There is no rehearsal {number}.", "Choose one from the list of rehearsals.")
    session = held[number - 1]
    replies = []
    for each in session.replies():
        text = each.asked.reply
        words = mark(text, marks_of(each.rating)) if text.strip() else None
        probes = ", ".join(each.asked.followup.probes)
        replies.append(ReplyView(each.asked.followup.text, probes, words, round(each.asked.seconds), each.settled, each.says if words else ""))
    return Report(number, session.walkthrough, round(session.seconds), view(session.rating()), tuple(replies))


def _past() -> list[MockSession]:
    held = keep.load(rehearse.PAST) or {"mocks": []}
    return [MockSession.from_dict(each) for each in held["mocks"]]


def _at(turn: str) -> MockSession:
    session = rehearse.unfinished_mock()
    if session is None or _turn(session) != turn:
        raise MovedOn()
    return session


def _spent(session: MockSession, seconds: float) -> float:
    return session.draft_seconds + max(0.0, min(seconds, LONGEST_STEP))


def _turn(session: MockSession) -> str:
    return hashlib.sha256(f"{session.state} {session.at} {session.question} {session.answer}".encode()).hexdigest()[:16]


def _asking(session: MockSession) -> Asking:
    level = load_framework(session.framework).level(session.level)
    at = session.at + 1 if session.state == REPLYING else 0
    return Asking(session.prompt, _turn(session), session.draft, at, len(session.asked), level.title, level.total if session.state == ANSWERING else 40)

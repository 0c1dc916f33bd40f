"""Finished mocks and takes as the engine of now rates them: the last ones remembered for as long as the process runs, and the vote of the lists kept in step.

What is remembered lies in memory alone, for the same words, question, level and engine; `forget` lets go of it. A vote that another version of the engine
gave is made anew wherever the mock is listed or opened, so that a list and a report never tell two votes.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from greenroom.assess import assess
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import DONE, Asked, MockSession, Replied, replied
from greenroom.rating.result import Followup, Rating
from greenroom.services.assess_speech import Spoken, assess_speech
from greenroom.services.door import stores
from greenroom.services.read_answer import clean
from greenroom.speech.sections import SectionMark
from greenroom.speech.transcript import Transcript
from greenroom.storage.errors import Conflict, DatabaseProblem, NotThere
from greenroom.storage.records import Rehearsal

MOST = 64
"""Answers remembered; replies four times as many. A rating of 400 words takes about 100 kB."""
BEFORE = "rated_before"
"""Key beside the session: the vote that another version of the engine gave, and which version that was."""


def stamp(framework: str) -> str:
    """The engine of now, as `Engine.stamp` names it."""
    from greenroom.rating.whole import engine
    from greenroom.reader.engine import weights_version

    return engine(load_framework(framework), weights_version()).stamp


def answer(session: MockSession) -> Rating:
    """The answer rated, its times estimated."""
    return rate(session.answer, session.question, session.level, session.framework)


def rate(text: str, question: str | None, level: str, framework: str) -> Rating:
    """A text rated as it stands, its times estimated. Raises what `assess` raises."""
    return _answer(text, question, level, framework, stamp(framework))


def words(text: str, question: str | None, level: str, framework: str) -> Rating:
    """Words that were kept rated, as those of a take."""
    return rate(clean(text), question, level, framework)


def aloud(transcript: Transcript, session: MockSession, marks: tuple[SectionMark, ...]) -> Spoken:
    """What was said aloud rated, with its measured times."""
    return _aloud(transcript, session.question, session.level, session.framework, marks, stamp(session.framework))


def replies(session: MockSession) -> list[Replied]:
    """The replies given, each rated on what its follow-up probed."""
    made_by = stamp(session.framework)
    return [replace(_reply(session.answer, a.followup, a.reply, made_by), asked=a) for a in session.asked[: session.at]]


def remember_reply(session: MockSession) -> None:
    """Rate the reply given last, where there is one, so that the report opens at once."""
    if session.at:
        last = session.asked[session.at - 1]
        _reply(session.answer, last.followup, last.reply, stamp(session.framework))


def current(kept: Sequence[Rehearsal]) -> list[MockSession]:
    """The sessions with the votes of the engine of now. Votes that another engine gave are made anew and kept; where they cannot be kept, told all the same."""
    sessions = [MockSession.from_dict(each.session) for each in kept]
    old = [(k, s) for k, s in zip(kept, sessions, strict=True) if k.state == DONE and s.rated_by != stamp(s.framework)]
    _keep([(k, s, _vote(s, answer(s))) for k, s in old])
    return sessions


def in_step(kept: Rehearsal, session: MockSession, rating: Rating) -> None:
    """See to it that the lists tell the vote of this rating, which the report shows."""
    beside = _vote(session, rating)
    if beside is not None:
        _keep([(kept, session, beside)])


def earlier(kept: Rehearsal, session: MockSession) -> int | None:
    """The vote of an earlier version of the engine (0: not judged) where it is another one than that of now, else None."""
    before: int | None = (kept.session.get(BEFORE) or {}).get("vote")
    return before if before != session.vote else None


def forget() -> None:
    """Let go of all that is remembered; called when something is deleted."""
    for remembered in (_answer, _aloud, _reply):
        remembered.cache_clear()


def _vote(session: MockSession, rating: Rating) -> dict[str, Any] | None:
    """Put the rating's vote into the session; what is to be kept beside it, None where nothing changed."""
    value, made_by = rating.vote.value if rating.vote else 0, rating.engine.stamp
    if (session.vote, session.rated_by) == (value, made_by):
        return None
    before = {BEFORE: {"vote": session.vote, "by": session.rated_by}} if session.vote is not None and session.rated_by != made_by else {}
    session.vote, session.rated_by = value, made_by
    return before


def _keep(changed: Sequence[tuple[Rehearsal, MockSession, dict[str, Any] | None]]) -> None:
    """Keep the votes; when a mock was finished does not change by that. The first failure ends it: a locked database is not waited for again and again."""
    for kept, session, beside in changed:
        kept.session.update({**(beside or {}), **session.to_dict()})
        try:
            stores().rehearsals.save(kept.id, kept.version, kept.session, kept.updated)
        except (Conflict, NotThere):
            continue
        except DatabaseProblem:
            return


@lru_cache(maxsize=MOST)
def _answer(text: str, question: str | None, level: str, framework: str, made_by: str) -> Rating:
    return assess(text, question, level, framework)


@lru_cache(maxsize=MOST)
def _aloud(transcript: Transcript, question: str, level: str, framework: str, marks: tuple[SectionMark, ...], made_by: str) -> Spoken:
    return assess_speech(transcript, question, level, framework, marks=marks)


@lru_cache(maxsize=4 * MOST)
def _reply(text: str, followup: Followup, reply: str, made_by: str) -> Replied:
    return replied(Asked(followup, reply), text)

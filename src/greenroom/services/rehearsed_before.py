"""A question that was answered more than once: the time before, and what changed since."""
from __future__ import annotations

from greenroom.practice.mock import DONE, MockSession
from greenroom.services import past_mocks
from greenroom.services.door import stores
from greenroom.services.my_takes import Comparison, OneTake, compared
from greenroom.services.past_mocks import Past
from greenroom.storage.records import Rehearsal, Take


def before(id: str) -> Past | None:
    """The last finished rehearsal of the same question before this one. Raises NotThere, DatabaseProblem."""
    kept = _before(past_mocks.finished(id))
    return past_mocks.lines([kept])[0] if kept else None


def compare(id: str) -> Comparison:
    """What changed since the time before. Raises OneTake where there is none, NotThere, DatabaseProblem."""
    kept = past_mocks.finished(id)
    earlier = _before(kept)
    if earlier is None:
        raise OneTake("There is nothing to compare yet.", "A comparison takes two answers to the same question: rehearse it again.")
    return compared(_take(earlier), _take(kept), 1, 2)


def _before(kept: Rehearsal) -> Rehearsal | None:
    """The latest first, as the store lists them: the first that ended before."""
    question = MockSession.from_dict(kept.session).question
    held = (r for r in stores().rehearsals.list(DONE) if r.session["question"] == question and r.id != kept.id and r.updated <= kept.updated)
    return next(held, None)


def _take(kept: Rehearsal) -> Take:
    """The answer as a take that is kept nowhere, rated as its report is."""
    session, held = MockSession.from_dict(kept.session), past_mocks.report(kept.id)
    return Take(
        kept.id, session.answer, session.question, session.level, session.framework, held.answer.rating.to_dict(), None, kept.id, session.seconds, None, kept.updated
    )

"""How a finished mock came out, worked out only when somebody is told of it."""
from __future__ import annotations

from greenroom.practice.mock import DONE, MockSession
from greenroom.services import rated
from greenroom.storage.rehearsals import Outcome
from greenroom.storage.stores import Stores


def outcome_of(stores: Stores, session: MockSession) -> Outcome | None:
    """The outcome, or None while the mock goes on or nobody has set up an endpoint that wants to hear of it. Raises DatabaseProblem."""
    if session.state != DONE or not stores.rehearsals.listened():
        return None
    settled = [reply.settled for reply in rated.replies(session)]
    return Outcome(rated.answer(session).to_dict(), settled + [False] * (len(session.asked) - len(settled)))

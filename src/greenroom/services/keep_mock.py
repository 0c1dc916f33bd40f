"""The one way in which a mock is kept, from a browser or the terminal: what stands beside the session stays, and nothing of another window is overwritten."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from greenroom.practice.mock import ANSWERING, REPLYING, MockSession
from greenroom.services.outcome import outcome_of
from greenroom.storage.records import Rehearsal
from greenroom.storage.stores import Stores

BROWSER, TERMINAL = "browser", "terminal"
GOING_ON = (ANSWERING, REPLYING)
ALOUD, WRITING = "aloud", "writing"
HOW, WANTED, LOOP, TIMED = "how", "wanted", "loop", "timed"
"""Keys beside the session: how each turn was answered by its number, how the person wants to answer, the loop it belongs to, and how the answer was timed."""
SHOWN, MEASURED = "shown", "measured"
"""How an answer was timed: from when its page was shown, thinking included, or without the thinking."""


def create_mock(stores: Stores, session: MockSession, now: datetime, place: str = BROWSER, beside: dict[str, Any] | None = None, id: str | None = None) -> Rehearsal:
    """Keep a new mock; `beside` holds what stands beside the session. When this returns it is on the disk.

    Raises Conflict where the id is taken already, DatabaseProblem.
    """
    return stores.rehearsals.create({**(beside or {}), **session.to_dict()}, now, place, id, outcome_of(stores, session))


def save_mock(stores: Stores, kept: Rehearsal, session: MockSession, now: datetime, beside: dict[str, Any] | None = None) -> Rehearsal:
    """Keep how a mock that was read as `kept` stands now. Raises Conflict where another window changed it, NotThere where it is gone, DatabaseProblem."""
    return stores.rehearsals.save(kept.id, kept.version, {**kept.session, **(beside or {}), **session.to_dict()}, now, outcome_of(stores, session))


def going_on(stores: Stores) -> list[Rehearsal]:
    """The mocks that are not finished, the latest first. Raises DatabaseProblem."""
    return stores.rehearsals.list(GOING_ON)


def how(kept: Rehearsal, turn: int) -> str:
    """Whether a turn was answered aloud or in writing; "" where nothing says it."""
    return str(kept.session.get(HOW, {}).get(str(turn), ""))


def page_of(rehearsal: str, turn: int) -> str:
    """The name under which the drafts of a turn are kept."""
    return f"mock:{rehearsal}:{turn}"

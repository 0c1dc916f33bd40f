"""Study, drill and mock for a person: find the walkthrough, begin, keep what was learnt."""
from __future__ import annotations

import random
from datetime import datetime

from greenroom.catalogue.catalogue import open_catalogue
from greenroom.catalogue.model import Walkthrough
from greenroom.errors import GreenroomError, UnknownName
from greenroom.frameworks import load as load_framework
from greenroom.practice.drill import DrillSession
from greenroom.practice.mock import MockSession
from greenroom.practice.schedule import Schedule
from greenroom.practice.study import StudySession
from greenroom.storage.stores import Stores


class NothingThere(GreenroomError):
    """A request that no walkthrough or session meets."""

    code = "nothing-there"


def walkthrough(name: str) -> Walkthrough:
    """A walkthrough by id or title. Raises UnknownName."""
    return open_catalogue().get(name)


def study(name: str, level: str | None, lens: str | None) -> StudySession:
    """A study session at the beginning. Raises UnknownName."""
    session = StudySession(walkthrough(name))
    if level:
        session.at_level(level)
    if lens:
        session.through(lens)
    return session


def drill(stores: Stores, name: str | None, due_only: bool, now: datetime, rng: random.Random) -> DrillSession:
    """A drill over one walkthrough, or over all. Raises UnknownName, DatabaseProblem."""
    chosen = [walkthrough(name)] if name else list(open_catalogue().ready)
    return DrillSession.begin(chosen, Schedule.from_dict(stores.schedule.load()), now, rng, due_only)


def keep_drill(stores: Stores, session: DrillSession) -> None:
    """Keep the schedule; called after every exercise. Raises DatabaseProblem."""
    stores.schedule.save(session.schedule.to_dict())


def new_mock(name: str | None, principle: str | None, question: str | None, level: str | None, rng: random.Random) -> MockSession:
    """A mock with a walkthrough's question, one drawn under a principle, one's own, or (with none of them) one drawn from all.

    Raises UnknownName, NothingThere.
    """
    if question:
        chosen, asked, framework = "", " ".join(question.split()), "amazon"
    else:
        w = walkthrough(name) if name else _drawn(principle, rng)
        chosen, asked, framework = w.id, w.head.question, w.framework
    wanted = load_framework(framework).level(level or (walkthrough(chosen).head.level if chosen else "sde2"))
    return MockSession(asked, wanted.id, framework, chosen)


def _drawn(principle: str | None, rng: random.Random) -> Walkthrough:
    ready = open_catalogue().ready
    if principle:
        framework = load_framework("amazon")
        asked = " ".join(principle.split()).casefold()
        found = [p.id for p in framework.principles if asked and (asked in p.id or asked in p.name.casefold())]
        if not found:
            raise UnknownName("principle", principle, [p.id for p in framework.principles])
        ready = tuple(w for w in ready if set(found) & set(w.head.principles))
    if not ready:
        raise NothingThere("There is no walkthrough to draw a question from.", "Name a question of your own with --question.")
    return rng.choice(sorted(ready, key=lambda w: w.id))

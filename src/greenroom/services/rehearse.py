"""Study, drill and mock for a person: find the walkthrough, begin, keep what was learnt."""
from __future__ import annotations

import random
from datetime import datetime

from greenroom.catalogue.catalogue import Catalogue, open_catalogue, unready
from greenroom.catalogue.model import Walkthrough
from greenroom.catalogue.problem import checking
from greenroom.errors import GreenroomError
from greenroom.frameworks import Framework, known
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import having_level, having_principle
from greenroom.practice.drill import DrillSession
from greenroom.practice.mock import MockSession
from greenroom.practice.schedule import Schedule
from greenroom.practice.study import StudySession
from greenroom.services.read_answer import mended
from greenroom.storage.stores import Stores

DEFAULT = "amazon"
"""Framework of a question of one's own where nothing else is said."""


class NothingThere(GreenroomError):
    """A request that no walkthrough or session meets."""

    code = "nothing-there"


def walkthrough(name: str) -> Walkthrough:
    """A walkthrough by id or title that may be studied. Raises UnknownName, NothingThere for one that is not ready."""
    return _ready(open_catalogue(), name)


def _ready(catalogue: Catalogue, name: str) -> Walkthrough:
    found = catalogue.get(name)
    if found not in catalogue.ready:
        why = next((unready(one) for one in catalogue.loaded if one.walkthrough is found), "")
        raise NothingThere(f"{found.id!r} is not ready. {why}", f"`{checking(found.folder)}` says what is missing.")
    return found


def study(name: str, level: str | None, lens: str | None) -> StudySession:
    """A study session at the beginning. Raises UnknownName."""
    catalogue = open_catalogue()
    chosen = _ready(catalogue, name)
    session = StudySession(chosen, also=tuple(other.head.question for other in catalogue.also(chosen)))
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


def new_mock(
    name: str | None, principle: str | None, question: str | None, level: str | None, rng: random.Random, framework: str | None = None
) -> MockSession:
    """A mock with a walkthrough's question, one drawn under a principle, one's own, or (with none of them) one drawn from all.

    Principle and level are looked for in `framework`, or in the frameworks of the packs that are there. Raises UnknownName, NothingThere.
    """
    if question:
        chosen, found = None, _own_framework(level, framework)
        asked = " ".join(mended(question).split())
    else:
        chosen = walkthrough(name) if name else _drawn(principle, level, framework, rng)
        asked, found = chosen.head.question, load_framework(chosen.framework)
    if framework and framework != found.id:
        raise NothingThere(f"{name!r} is told under the framework {found.id!r}, not {framework!r}.", "Leave --framework out, or choose another walkthrough.")
    wanted = found.level(level or (chosen.head.level if chosen else found.usual.id))
    return MockSession(asked, wanted.id, found.id, chosen.id if chosen else "")


def _own_framework(level: str | None, framework: str | None) -> Framework:
    """The framework for a question of one's own: the one named, else the first that knows the level; those of the packs come before the rest."""
    if framework or not level:
        return load_framework(framework or DEFAULT)
    packs = sorted({w.framework for w in open_catalogue().ready})
    return having_level(dict.fromkeys([DEFAULT, *packs, *known()]), level)[0]


def _drawn(principle: str | None, level: str | None, framework: str | None, rng: random.Random) -> Walkthrough:
    ready = [w for w in open_catalogue().ready if not framework or w.framework == load_framework(framework).id]
    names = sorted({w.framework for w in ready})
    if ready and principle is not None:
        found = having_principle(names, principle)
        ready = [w for w in ready if set(found.get(w.framework, [])) & set(w.head.principles)]
    if ready and level:
        fitting = {f.id for f in having_level(sorted({w.framework for w in ready}), level)}
        ready = [w for w in ready if w.framework in fitting]
    if not ready:
        under = f" under {principle!r}" if principle else f" under the framework {framework!r}" if framework else ""
        raise NothingThere(f"There is no walkthrough to draw a question from{under}.", "Name a question of your own with --question.")
    return rng.choice(sorted(ready, key=lambda w: w.id))

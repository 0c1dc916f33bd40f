"""A loop: five questions over chosen principles, one mock after another, taken up again whenever one likes; then the answers side by side."""
from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from greenroom.catalogue.model import Walkthrough
from greenroom.errors import GreenroomError, UnknownName
from greenroom.frameworks import Framework
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import DONE, MockSession
from greenroom.services import browse, interview
from greenroom.services.door import stores
from greenroom.services.keep_mock import LOOP, WANTED, WRITING, create_mock
from greenroom.services.preferences import level_in
from greenroom.services.rehearse import NothingThere
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Loop

QUESTIONS = 5
"""As many interviewers as a loop usually has."""
OPEN, GOING_ON, GONE = "open", "going on", "dropped"


class TooMany(GreenroomError):
    """More principles than a loop has questions."""

    code = "too-many"


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a loop: what it probes, the rehearsal that answers it, and whether that is open, going on, done or dropped."""

    question: str
    principle: str
    rehearsal: str
    state: str


@dataclass(frozen=True, slots=True)
class LoopView:
    """A loop; `at` is the step that comes next, counted from 0, or the number of steps when it is over."""

    id: str
    when: datetime
    level: str
    steps: tuple[Step, ...]
    at: int
    over: bool

    @property
    def told(self) -> tuple[str, ...]:
        """The principles that may be shown: while it goes on, those of questions that were asked, since the others would be hints."""
        return tuple(dict.fromkeys(s.principle for s in self.steps if self.over or s.state != OPEN))

    @property
    def begun(self) -> bool:
        """Whether any question of it was asked."""
        return any(s.state != OPEN for s in self.steps)

    @property
    def done(self) -> int:
        return sum(s.state == DONE for s in self.steps)


def begin(principles: Sequence[str], level: str, wanted: str, rng: random.Random, now: datetime) -> str:
    """Plan a loop over these principles (any, where none is named), no question twice; its id. A short catalogue gives a shorter loop.

    It is asked under the framework preferred, or, where no walkthrough is told under that, under the first that has some, at the level with the same bar.
    Raises UnknownName, TooMany, NothingThere, DatabaseProblem.
    """
    framework = next(iter(browse.frameworks_here()), None) or browse.framework()
    names = {p.id: p.name for p in framework.principles}
    for p in principles:
        if p not in names:
            raise UnknownName("principle", p[:60], list(names))
    if len(set(principles)) > QUESTIONS:
        raise TooMany(f"You chose {len(set(principles))} principles; a loop has {QUESTIONS} questions.", f"Keep {QUESTIONS} at most.")
    at = (level_in(framework, level[:60]) or framework.level(level)) if level else framework.usual
    chosen = _drawn(framework, list(dict.fromkeys(principles)), rng)
    if not chosen:
        raise NothingThere("There is no question under these principles.", "Choose others, or none to have them drawn.")
    questions = [{"walkthrough": w.id, "question": w.head.question, "principle": names[p], "rehearsal": "", "asked": False} for w, p in chosen]
    plan = {"framework": framework.id, "level": at.id, "wanted": wanted or WRITING, "questions": questions, "ended": False}
    return stores().loops.create(plan, now).id


def step(id: str, now: datetime) -> bool:
    """Ask the next question, unless a mock goes on already; False where the loop is over. Raises NotThere, MovedOn, DatabaseProblem."""
    loop = stores().loops.get(id)
    seen = view(loop)
    if seen.over:
        return False
    if seen.steps[seen.at].state == GOING_ON or interview.interrupted():
        return True
    plan = loop.plan
    asked = plan["questions"][seen.at]
    # the id is kept before the rehearsal is made, so that a crash between the two asks nothing twice
    asked["rehearsal"] = asked["rehearsal"] or str(uuid4())
    try:
        loop = stores().loops.save(id, loop.version, plan, now)
        session = MockSession(asked["question"], plan["level"], plan["framework"], asked["walkthrough"])
        create_mock(stores(), session, now, beside={LOOP: id, WANTED: plan["wanted"]}, id=asked["rehearsal"])
        asked["asked"] = True
        stores().loops.save(id, loop.version, plan, now)
    except Conflict:
        raise interview.MovedOn() from None
    return True


def end(id: str, now: datetime) -> None:
    """End a loop early: what is open stays unasked. Raises NotThere, DatabaseProblem."""
    loop = stores().loops.get(id)
    stores().loops.save(id, loop.version, {**loop.plan, "ended": True}, now)


def delete(id: str) -> None:
    """Forget a loop with its rehearsals and what was recorded of them. Raises NotThere, DatabaseProblem."""
    for asked in stores().loops.get(id).plan["questions"]:
        if asked["rehearsal"]:
            interview.delete(asked["rehearsal"])
    stores().loops.delete(id)


def get(id: str) -> LoopView:
    """A loop as it stands. Raises NotThere, DatabaseProblem."""
    return view(stores().loops.get(id))


def unfinished() -> LoopView | None:
    """The loop that is not over, the latest one. Raises DatabaseProblem."""
    return next((v for v in map(view, stores().loops.list()) if not v.over), None)


def every() -> list[LoopView]:
    """All loops, what was changed last first. Raises DatabaseProblem."""
    return [view(loop) for loop in stores().loops.list()]


def place(asking: interview.Asking) -> tuple[int, int] | None:
    """Which question of how many a mock is, where it belongs to a loop. Raises DatabaseProblem."""
    try:
        steps = get(asking.loop).steps if asking.loop else ()
    except NotThere:
        return None
    return next(((n, len(steps)) for n, s in enumerate(steps, 1) if s.rehearsal == asking.id), None)


def loop_of(rehearsal: str) -> str:
    """The loop that a rehearsal belongs to, where it is still there; "" for none. Raises DatabaseProblem."""
    try:
        return stores().loops.get(stores().rehearsals.get(rehearsal).session.get(LOOP, "")).id
    except NotThere:
        return ""


def view(loop: Loop) -> LoopView:
    """A loop with the state of each step."""
    steps = tuple(Step(q["question"], q["principle"], q["rehearsal"], _state(q)) for q in loop.plan["questions"])
    at = next((n for n, s in enumerate(steps) if s.state in {OPEN, GOING_ON}), len(steps))
    title = load_framework(loop.plan["framework"]).level(loop.plan["level"]).title
    return LoopView(loop.id, loop.created.astimezone(), title, steps, at, at == len(steps) or bool(loop.plan["ended"]))


def _state(asked: dict[str, Any]) -> str:
    if not asked["rehearsal"]:
        return OPEN
    try:
        state = stores().rehearsals.get(asked["rehearsal"]).state
    except NotThere:
        return GONE if asked["asked"] else OPEN
    return DONE if state == DONE else GOING_ON


def _drawn(framework: Framework, principles: list[str], rng: random.Random) -> list[tuple[Walkthrough, str]]:
    """Walkthroughs with the principle that each is asked for: the principles in turn, those first whose first principle it is; no question twice."""
    ready = sorted((w for w in browse.whole().ready if w.framework == framework.id), key=lambda w: w.id)
    wanted = principles or sorted({p for w in ready for p in w.head.principles[:1]})
    if not principles:
        rng.shuffle(wanted)
    out: list[tuple[Walkthrough, str]] = []
    questions: set[str] = set()
    while len(out) < QUESTIONS and wanted:
        for p in list(wanted):
            left = [w for w in ready if p in w.head.principles and w.head.question not in questions]
            if not left:
                wanted.remove(p)
                continue
            best = [w for w in left if w.head.principles[0] == p] or left
            chosen = rng.choice(best)
            questions.add(chosen.head.question)
            out.append((chosen, p))
            if len(out) == QUESTIONS:
                break
    return out

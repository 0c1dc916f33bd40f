"""One exercise at a time, without a session: which is next, and what came of an answer."""
from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from typing import Any

from greenroom.catalogue.model import PARTS, Walkthrough
from greenroom.errors import GreenroomError, UnknownName
from greenroom.practice.drill import each_once, in_turn
from greenroom.practice.exercises import SHUFFLED, Outcome, answer, mending, shuffled
from greenroom.practice.exercises import Exercise as Exercise
from greenroom.practice.mending import too_little
from greenroom.practice.schedule import Schedule as Schedule
from greenroom.services import browse, drafts
from greenroom.services.door import stores
from greenroom.services.view_rating import KIND_TITLES, kind_title

KINDS = {"quiz": "Choose one", "spot": "Spot the flaw", "mend": "Mend it", "followup": "Follow-up", "card": "Card"}
MINUTES = {"quiz": 0.7, "spot": 0.8, "mend": 2.0, "followup": 0.8, "card": 0.5}
"""A guess at how long one takes, for "about 11 minutes"."""
SOON = timedelta(hours=1)
"""What comes back within this time is worth waiting for."""
MOST_FOUND = 4
"""Marks shown under a mended sentence."""
MENDED = "drill:"
"""What the name begins with under which the section that was mended last is kept, so that what came of it can be read again."""
_LOCK = Lock()


class TooLittle(GreenroomError):
    """A mended section too short to judge: it is given back to be gone on with, and nothing is graded."""

    code = "too-little"


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for a walkthrough: exercises due, not yet begun, answered at least once, and known for days."""

    due: int
    new: int
    begun: int
    known: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Next:
    """An exercise to show: its choices in the order of `seed`, and how many wait in all."""

    exercise: Exercise
    title: str
    walkthrough: str
    seed: int
    left: int
    due: int


@dataclass(frozen=True, slots=True)
class Found:
    """Words of an answer that the engine marked: kind in words, "carries" or "sinks", and the quote."""

    kind: str
    sign: str
    quote: str


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise with what came of it: the choice given, reasons by choice where there are any, and when it comes again (None: it was not yet due)."""

    exercise: Exercise
    title: str
    walkthrough: str
    given: str
    outcome: Outcome
    reasons: dict[str, str]
    found: tuple[Found, ...]
    again: datetime | None


def schedule() -> Schedule:
    """The schedule as kept. Raises DatabaseProblem."""
    return Schedule.from_dict(stores().schedule.load())


def waiting(now: datetime, kept: Schedule | None = None) -> dict[str, Due]:
    """What waits, by walkthrough; by the schedule `kept`, else as it is kept. Raises DatabaseProblem."""
    kept, out = kept or schedule(), {}
    for name, made in browse.read().exercises.items():
        every = {e.id: e for e in made}
        due, new = kept.due(every, now), kept.new(every)
        out[name] = Due(len(due), len(new), len(every) - len(new), len(kept.known(every)), max(1, round(sum(MINUTES[every[i].kind] for i in due))) if due else 0)
    return out


def coming(now: datetime) -> tuple[int, int]:
    """How many exercises come back within SOON without being due yet, and within how many minutes the last of them does."""
    ids = [e.id for made in browse.read().exercises.values() for e in made]
    times = schedule().coming(ids, now, now + SOON)
    return len(times), ceil((times[-1] - now).total_seconds() / 60) if times else 0


def following(name: str, passed: Collection[str], now: datetime, seed: int) -> Next | None:
    """The next exercise of a walkthrough, or of all with "": what is due first, then new ones, the kinds in turn; None where nothing is left.

    Raises UnknownName.
    """
    chosen = [browse.walkthrough(name)] if name else list(browse.whole().ready)
    made = browse.read().exercises
    every = each_once(e for w in chosen for e in made[w.id])
    kept = schedule()
    due = [i for i in kept.due(every, now) if i not in passed]
    ids = due + [i for i in kept.new(in_turn(every, every)) if i not in passed]
    if not ids:
        return None
    exercise = every[ids[0]]
    w = next(w for w in chosen if w.id == exercise.walkthrough)
    return Next(_ordered(exercise, seed), w.head.title, w.id, seed, len(ids), len(due))


def shown(exercise_id: str, seed: int) -> Exercise:
    """An exercise by id, its choices in the order of `seed`. Raises UnknownName."""
    known = {e.id: e for made in browse.read().exercises.values() for e in made}
    if exercise_id not in known:
        w = browse.walkthrough(exercise_id.partition("/")[0])
        raise UnknownName("exercise", exercise_id[:80], [e.id for e in browse.read().exercises[w.id]])
    return _ordered(known[exercise_id], seed)


def give(exercise_id: str, seed: int, given: str, now: datetime) -> Done:
    """Judge an answer and grade it into the schedule. Sent twice it counts once: what is not due yet is judged and not graded.

    A mended section is kept until the next one is. Raises UnknownName, TooLittle, TooLong, DatabaseProblem.
    """
    exercise = shown(exercise_id, seed)
    if exercise.kind == "mend" and (short := too_little(PARTS[exercise.number - 1], given)):
        raise TooLittle(*short)
    done = judged(exercise_id, seed, given)
    with _LOCK:
        kept, again = schedule(), None
        if exercise.id in kept.new([exercise.id]) or exercise.id in kept.due([exercise.id], now):
            again = kept.grade(exercise.id, done.outcome.grade, now)
            stores().schedule.save({"cards": {exercise.id: kept.cards[exercise.id]}})
        if exercise.kind == "mend":
            drafts.forget_pages(MENDED)
            drafts.keep_draft(f"{MENDED}{exercise.id}", drafts.Draft("given", 1, drafts.stamp(now), given))
    return replace(done, again=again)


def judged(exercise_id: str, seed: int, given: str, again: datetime | None = None) -> Done:
    """What comes of an answer, without grading it. Raises UnknownName, TooLong."""
    exercise = shown(exercise_id, seed)
    w = browse.walkthrough(exercise.walkthrough)
    outcome = answer(w, exercise, given)
    reasons, said = _reasons(w, exercise, given, outcome)
    found = tuple(Found(kind_title(e.kind), "sinks" if e.sign == "-" else "carries", e.quote) for e in (outcome.rating.evidence if outcome.rating else ())[:MOST_FOUND])
    return Done(exercise, w.head.title, w.id, given, replace(outcome, says=said), reasons, found, again)


def given_last(exercise_id: str) -> str | None:
    """The mended section as it was given, where it is the last one that was; else None. Raises DatabaseProblem."""
    return next((one.text for one in drafts.drafts(f"{MENDED}{exercise_id}")), None)


def comes_back(exercise_id: str) -> datetime | None:
    """When an exercise is due; None where it was never answered. Raises DatabaseProblem."""
    return schedule().next_due([exercise_id])


def for_a_script(exercise: Exercise) -> dict[str, Any] | None:
    """What a page's script needs to rate a mended section as it is written: `Mending` as plain values, and titles of the kinds of evidence; None for other kinds."""
    if exercise.kind != "mend":
        return None
    return {**asdict(mending(browse.walkthrough(exercise.walkthrough), exercise.number)), "kinds": KIND_TITLES}


def _reasons(w: Walkthrough, exercise: Exercise, given: str, outcome: Outcome) -> tuple[dict[str, str], str]:
    """What stands under a choice, by choice, and what is said after all of them."""
    number = exercise.number - 1
    if exercise.kind == "quiz":
        return {o.text: o.why for o in w.quizzes[number].options}, w.quizzes[number].explanation
    if exercise.kind == "followup":
        followup = w.followups[number]
        return {followup.weak: followup.why_weak}, f"Line to remember: {followup.remember}"
    if exercise.kind == "spot" and w.weak is not None:
        under = {choice: outcome.says for choice in exercise.choices if holds(choice, outcome.answer)}
        other = next((g for g in w.weak.giveaways if holds(given, g.phrase)), None)
        under.setdefault(given, f"It costs the answer something else: {other.why}" if other else "This sentence gives nothing away.")
        return under, ""
    return {}, outcome.says


def holds(sentence: str, phrase: str) -> bool:
    """Whether a sentence holds a giveaway's phrase, or is a part of it where the phrase goes over several sentences."""
    return bool(sentence) and (phrase in sentence or sentence in phrase)


def _ordered(exercise: Exercise, seed: int) -> Exercise:
    return shuffled(exercise, random.Random(seed)) if exercise.kind in SHUFFLED else exercise


def compare(exercise_id: str) -> list[str]:
    """What to compare one's own thought with, for a card without choices; nothing is graded. Raises UnknownName."""
    exercise = shown(exercise_id, 0)
    w = browse.walkthrough(exercise.walkthrough)
    return [line.removeprefix("- ") for line in answer(w, exercise, "good").answer.splitlines() if line.strip()]

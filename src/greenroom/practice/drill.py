"""Drill: exercises one after another, graded into the schedule."""
from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from greenroom.catalogue.model import Walkthrough
from greenroom.practice.exercises import SHUFFLED, Exercise, Outcome, answer, exercises, shuffled
from greenroom.practice.schedule import Schedule

NEW_AT_ONCE = 12
"""New exercises offered in one drill beside those due."""


@dataclass
class DrillSession:
    """A queue of exercises over one or more walkthroughs. Right, wrong and passed are counted; an exercise not answered right comes once more at the end.

    `next_due` is when the first exercise that was ever answered is due, as it was at the beginning; None where none was.
    """

    walkthroughs: dict[str, Walkthrough]
    schedule: Schedule
    queue: list[Exercise]
    rng: random.Random
    done: int = 0
    right: int = 0
    passed: int = 0
    next_due: datetime | None = None
    again: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, walkthroughs: list[Walkthrough], schedule: Schedule, now: datetime, rng: random.Random, due_only: bool = False) -> DrillSession:
        """What is due first, the longest due at the front, then new ones (none with `due_only`); in both the kinds take turns."""
        every = each_once(e for w in walkthroughs for e in exercises(w))
        ids = in_turn(schedule.due(every, now), every)
        if not due_only:
            ids += in_turn(schedule.new(every), every)[:NEW_AT_ONCE]
        queue = [shuffled(every[i], rng) if every[i].kind in SHUFFLED else every[i] for i in ids]
        return cls({w.id: w for w in walkthroughs}, schedule, queue, rng, next_due=schedule.next_due(every))

    @property
    def current(self) -> Exercise | None:
        return self.queue[0] if self.queue else None

    @property
    def first_time(self) -> int:
        """How many of the queue were not asked yet; the others come once more."""
        return sum(each.id not in self.again for each in self.queue)

    @property
    def wrong(self) -> int:
        return self.done - self.right - self.passed

    def give(self, given: str, now: datetime) -> Outcome:
        """Answer the current exercise: it is judged, graded into the schedule at `now`, and left behind. An empty answer passes it, which is graded as not known.

        Raises TooLong for a mended section beyond what can be rated; then it stays the current one and nothing is counted.
        """
        exercise = self.queue[0]
        outcome = answer(self.walkthroughs[exercise.walkthrough], exercise, given)
        self.queue.pop(0)
        self.done += 1
        self.right += outcome.right
        self.passed += not given.strip()
        if exercise.id not in self.again:
            self.schedule.grade(exercise.id, outcome.grade, now)
        if not outcome.right and exercise.id not in self.again:
            self.again.add(exercise.id)
            self.queue.append(exercise)
        return outcome


def each_once(made: Iterable[Exercise]) -> dict[str, Exercise]:
    """Exercises by id; of what several walkthroughs have, the first one's."""
    out: dict[str, Exercise] = {}
    for each in made:
        out.setdefault(each.id, each)
    return out


def in_turn(ids: Iterable[str], every: Mapping[str, Exercise]) -> list[str]:
    """These of all exercises with the kinds taking turns inside each walkthrough, the order within a kind kept; walkthroughs stand as they first come."""
    lanes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in ids:
        lanes[every[each].walkthrough][every[each].kind].append(each)
    out = []
    for kinds in lanes.values():
        most = max(len(lane) for lane in kinds.values())
        out += [lane[n] for n in range(most) for lane in kinds.values() if n < len(lane)]
    return out

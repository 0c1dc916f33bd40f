"""Drill: exercises one after another, graded into the schedule."""
from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime

from greenroom.catalogue.model import Walkthrough
from greenroom.practice.exercises import Exercise, Outcome, answer, exercises, shuffled
from greenroom.practice.schedule import Schedule

NEW_AT_ONCE = 12
"""New exercises offered in one drill beside those due."""


@dataclass
class DrillSession:
    """A queue of exercises over one or more walkthroughs. Right and wrong are counted; an exercise answered wrong comes once more at the end."""

    walkthroughs: dict[str, Walkthrough]
    schedule: Schedule
    queue: list[Exercise]
    rng: random.Random
    done: int = 0
    right: int = 0
    again: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, walkthroughs: list[Walkthrough], schedule: Schedule, now: datetime, rng: random.Random, due_only: bool = False) -> DrillSession:
        """What is due first, the longest due at the front, then new ones in the order of the walkthrough (none with `due_only`)."""
        every = {e.id: e for w in walkthroughs for e in exercises(w)}
        ids = schedule.due(every, now)
        if not due_only:
            ids += schedule.new(every)[:NEW_AT_ONCE]
        queue = [shuffled(every[i], rng) if every[i].kind == "quiz" else every[i] for i in ids]
        return cls({w.id: w for w in walkthroughs}, schedule, queue, rng)

    @property
    def current(self) -> Exercise | None:
        return self.queue[0] if self.queue else None

    def give(self, given: str, now: datetime) -> Outcome:
        """Answer the current exercise: it is judged, graded into the schedule at `now`, and left behind."""
        exercise = self.queue.pop(0)
        outcome = answer(self.walkthroughs[exercise.id.partition("/")[0]], exercise, given)
        self.done += 1
        self.right += outcome.right
        if exercise.id not in self.again:
            self.schedule.grade(exercise.id, outcome.grade, now)
        if not outcome.right and exercise.id not in self.again:
            self.again.add(exercise.id)
            self.queue.append(exercise)
        return outcome

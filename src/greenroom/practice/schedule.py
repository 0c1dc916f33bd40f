"""When an exercise is due again: FSRS through py-fsrs, with the clock as an argument and no randomness."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Grade = Literal["again", "hard", "good", "easy"]
GRADES: tuple[Grade, ...] = ("again", "hard", "good", "easy")


@dataclass
class Schedule:
    """The state of every exercise that was ever answered, by its id. `to_dict` and `from_dict` keep it."""

    cards: dict[str, dict[str, Any]] = field(default_factory=dict)

    def grade(self, exercise: str, grade: Grade, now: datetime) -> datetime:
        """Note an answer at `now` (an aware time) and return when the exercise is due again."""
        from fsrs import Card, Rating, Scheduler

        held = self.cards.get(exercise)
        card = Card.from_dict(held) if held else Card(card_id=len(self.cards) + 1, due=now)  # type: ignore[arg-type]
        card, _ = Scheduler(enable_fuzzing=False).review_card(card, Rating(GRADES.index(grade) + 1), now)
        self.cards[exercise] = dict(card.to_dict())
        due: datetime = card.due
        return due

    def due(self, exercises: Iterable[str], now: datetime) -> list[str]:
        """Of these exercises those due at `now`, the longest due first; one never answered is not due but new."""
        held = [(datetime.fromisoformat(self.cards[e]["due"]), e) for e in exercises if e in self.cards]
        return [e for due, e in sorted(held) if due <= now]

    def next_due(self, exercises: Iterable[str]) -> datetime | None:
        """When the first of these exercises is due; None where none was ever answered."""
        return min((datetime.fromisoformat(self.cards[e]["due"]) for e in exercises if e in self.cards), default=None)

    def coming(self, exercises: Iterable[str], now: datetime, until: datetime) -> list[datetime]:
        """When those of these exercises are due that are not due yet at `now` but will be by `until`, the first one first."""
        held = (datetime.fromisoformat(self.cards[e]["due"]) for e in exercises if e in self.cards)
        return sorted(due for due in held if now < due <= until)

    def known(self, exercises: Iterable[str]) -> list[str]:
        """Of these exercises those answered right often enough to come back after days and not minutes, and not missed since."""
        from fsrs import State

        return [e for e in exercises if e in self.cards and self.cards[e]["state"] == State.Review]

    def new(self, exercises: Iterable[str]) -> list[str]:
        """Of these exercises those never answered, in their order."""
        return [e for e in exercises if e not in self.cards]

    def to_dict(self) -> dict[str, Any]:
        return {"version": 1, "cards": self.cards}

    @classmethod
    def from_dict(cls, held: dict[str, Any]) -> Schedule:
        return cls(dict(held["cards"]))

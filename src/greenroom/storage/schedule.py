"""When exercises are due again, card by card, so that two drills at once do not undo each other."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from greenroom.storage.engine import Database
from greenroom.storage.models import cards
from greenroom.storage.rows import insert


class ScheduleStore:
    """Each call is one transaction. Raises DatabaseProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, Any]:
        """As Schedule.from_dict takes it; without cards where nothing was answered yet."""
        with self._database.reading() as connection:
            kept = dict(connection.execute(select(cards.c.exercise, cards.c.held).order_by(cards.c.exercise)).all())
        return {"version": 1, "cards": kept}

    def save(self, schedule: dict[str, Any]) -> None:
        """Keep Schedule.to_dict(). Of a card that is kept already the one reviewed later stays; cards that are not in `schedule` stay too."""
        rows = [{"exercise": e, "held": held, "reviewed": _reviewed(held)} for e, held in schedule["cards"].items()]
        if not rows:
            return
        with self._database.writing() as connection:
            new = insert(connection, cards)
            newer = or_(cards.c.reviewed.is_(None), new.excluded.reviewed >= cards.c.reviewed)
            connection.execute(
                new.on_conflict_do_update(index_elements=["exercise"], set_={"held": new.excluded.held, "reviewed": new.excluded.reviewed}, where=newer), rows
            )


def _reviewed(held: dict[str, Any]) -> datetime | None:
    at = held.get("last_review")
    return datetime.fromisoformat(at) if at else None

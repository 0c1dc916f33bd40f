"""What belongs to the recording of a turn beside its sound: taps, lengths, and its transcript."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from greenroom.storage.engine import Database
from greenroom.storage.errors import NotThere
from greenroom.storage.models import utterances
from greenroom.storage.records import Utterance
from greenroom.storage.rows import held, insert


class Utterances:
    """Each call is one transaction. Raises DatabaseProblem besides what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, rehearsal_id: str, turn: int) -> Utterance | None:
        """That of a turn, None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(utterances).where(*_here(rehearsal_id, turn))).first()
        return Utterance(**held(row)) if row is not None else None

    def tap(self, rehearsal_id: str, turn: int, tap: tuple[str, int, float] | None, now: datetime) -> Utterance:
        """Add a tap, or (None) take the last one back. Raises NotThere where the rehearsal is gone."""
        return self._change(rehearsal_id, turn, now, lambda u: {"taps": [*u.taps, tap] if tap else u.taps[:-1]})

    def length(self, rehearsal_id: str, turn: int, stretch: int, seconds: float, now: datetime) -> Utterance:
        """Keep how long a stretch is, where that is longer than what was known. Raises NotThere where the rehearsal is gone."""
        return self._change(rehearsal_id, turn, now, lambda u: {"lengths": u.lengths | {str(stretch): max(seconds, u.lengths.get(str(stretch), 0.0))}})

    def transcript(self, rehearsal_id: str, turn: int, transcript: dict[str, Any] | None, source: str, now: datetime) -> Utterance:
        """Keep a transcript in place of the one before. Raises NotThere where the rehearsal is gone."""
        return self._change(rehearsal_id, turn, now, lambda _: {"transcript": transcript, "source": source})

    def _change(self, rehearsal_id: str, turn: int, now: datetime, change: Callable[[Utterance], dict[str, Any]]) -> Utterance:
        empty = {"rehearsal_id": rehearsal_id, "turn": turn, "taps": [], "lengths": {}, "transcript": None, "source": "", "updated": now}
        with self._database.writing() as connection:
            try:
                connection.execute(insert(connection, utterances).values(empty).on_conflict_do_nothing())
            except IntegrityError:
                raise NotThere("rehearsal", rehearsal_id) from None
            before = Utterance(**held(connection.execute(select(utterances).where(*_here(rehearsal_id, turn)).with_for_update()).one()))
            connection.execute(update(utterances).where(*_here(rehearsal_id, turn)).values(**change(before), updated=now))
            return Utterance(**held(connection.execute(select(utterances).where(*_here(rehearsal_id, turn))).one()))


def _here(rehearsal_id: str, turn: int) -> tuple[Any, Any]:
    return utterances.c.rehearsal_id == rehearsal_id, utterances.c.turn == turn

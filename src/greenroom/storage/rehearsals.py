"""Mock interviews, going on and over, with what was recorded of them."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from greenroom.storage import happenings
from greenroom.storage.engine import Database
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.models import rehearsals, segments, takes, utterances
from greenroom.storage.outbox import listened, tell
from greenroom.storage.records import Recorded, Rehearsal, Segment
from greenroom.storage.rows import LARGEST, held, id_of, insert


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a finished session came out, to tell of it: `rating` is Rating.to_dict() of the answer, `settled` says of each follow-up whether its reply settles it."""

    rating: dict[str, Any]
    settled: list[bool]


class Rehearsals:
    """Each call is one transaction. Raises DatabaseProblem besides what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, session: dict[str, Any], now: datetime, place: str = "browser", id: str | None = None, outcome: Outcome | None = None) -> Rehearsal:
        """Keep a new session (MockSession.to_dict(); keys beside its own are kept too); one with an outcome is told of. Raises Conflict where the id is taken already."""
        made = id_of(id)
        row = {"id": made, "version": 1, "place": place, "state": session["state"], "session": session, "created": now, "updated": now}
        with self._database.writing() as connection:
            try:
                connection.execute(rehearsals.insert().values(row))
            except IntegrityError:
                raise Conflict("rehearsal", made) from None
            kept = _read(connection.execute(select(rehearsals).where(rehearsals.c.id == made)).one())
            if outcome is not None:
                _tell(connection, kept, outcome)
            return kept

    def save(self, id: str, version: int, session: dict[str, Any], now: datetime, outcome: Outcome | None = None) -> Rehearsal:
        """Keep how a session that was read as `version` stands now; that it has come to its end is told of, with the outcome.

        Raises Conflict where it was changed since, NotThere where it is gone.
        """
        with self._database.writing() as connection:
            before = connection.execute(select(rehearsals.c.version, rehearsals.c.state).where(rehearsals.c.id == id).with_for_update()).first()
            if before is None:
                raise NotThere("rehearsal", id)
            if before.version != version:
                raise Conflict("rehearsal", id)
            new = {"version": version + 1, "state": session["state"], "session": session, "updated": now}
            connection.execute(update(rehearsals).where(rehearsals.c.id == id).values(new))
            kept = _read(connection.execute(select(rehearsals).where(rehearsals.c.id == id)).one())
            if before.state != happenings.DONE and kept.state == happenings.DONE:
                _tell(connection, kept, outcome)
            return kept

    def listened(self) -> bool:
        """Whether somebody is told of a session's end, so that its outcome is worth working out."""
        with self._database.reading() as connection:
            return listened(connection, "rehearsal.finished")

    def get(self, id: str) -> Rehearsal:
        """Raises NotThere."""
        with self._database.reading() as connection:
            row = connection.execute(select(rehearsals).where(rehearsals.c.id == id)).first()
        if row is None:
            raise NotThere("rehearsal", id)
        return _read(row)

    def delete(self, id: str) -> None:
        """Remove a session with its recordings and takes; a take that belongs to a story too stays with that. Nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(takes).where(takes.c.rehearsal_id == id, takes.c.story_id.is_(None)))
            state = connection.execute(delete(rehearsals).where(rehearsals.c.id == id).returning(rehearsals.c.state)).scalar()
            if state == happenings.DONE:
                tell(connection, "rehearsal.deleted", lambda: happenings.rehearsal_deleted(id))

    def add_segment(self, rehearsal_id: str, turn: int, number: int, mime: str, data: bytes, now: datetime) -> bool:
        """Keep a piece of a recording. The same turn and number again changes nothing, so that it may be sent twice; False where other bytes stand there.

        Raises NotThere where the rehearsal is gone, ValueError for a turn or number below 0.
        """
        if not (0 <= turn <= LARGEST and 0 <= number <= LARGEST):
            raise ValueError("a turn and a number are counted from 0")
        row = {"rehearsal_id": rehearsal_id, "turn": turn, "number": number, "mime": mime, "data": data, "created": now}
        here = (segments.c.rehearsal_id == rehearsal_id, segments.c.turn == turn, segments.c.number == number)
        with self._database.writing() as connection:
            try:
                connection.execute(insert(connection, segments).values(row).on_conflict_do_nothing())
            except IntegrityError:
                raise NotThere("rehearsal", rehearsal_id) from None
            return bool(connection.execute(select(segments.c.data).where(*here)).scalar_one() == data)

    def pieces(self, rehearsal_id: str, turn: int) -> list[tuple[int, str, int]]:
        """Number, format and size in bytes of each piece of a turn in their order, without the sound."""
        columns = (segments.c.number, segments.c.mime, func.length(segments.c.data))
        wanted = select(*columns).where(segments.c.rehearsal_id == rehearsal_id, segments.c.turn == turn).order_by(segments.c.number)
        with self._database.reading() as connection:
            return [(number, mime, int(size)) for number, mime, size in connection.execute(wanted)]

    def delete_segments(self, rehearsal_id: str, turn: int) -> None:
        """Remove what was recorded of a turn, with what belongs to it. Nothing happens where there is none."""
        with self._database.writing() as connection:
            for table in (segments, utterances):
                connection.execute(delete(table).where(table.c.rehearsal_id == rehearsal_id, table.c.turn == turn))

    def segments(self, rehearsal_id: str, turn: int, first: int = 0, last: int = LARGEST) -> list[Segment]:
        """The pieces of a turn in their order, those numbered from `first` to `last`; none where nothing was recorded."""
        columns = [c for c in segments.c if c.name != "rehearsal_id"]
        here = (segments.c.rehearsal_id == rehearsal_id, segments.c.turn == turn, segments.c.number.between(first, last))
        wanted = select(*columns).where(*here).order_by(segments.c.number)
        with self._database.reading() as connection:
            return [Segment(**held(row)) for row in connection.execute(wanted)]

    def recorded(self, rehearsal_id: str) -> list[Recorded]:
        """Which turns have a recording, without reading it."""
        size = func.sum(func.length(segments.c.data))
        wanted = select(segments.c.turn, func.count(), size).where(segments.c.rehearsal_id == rehearsal_id).group_by(segments.c.turn).order_by(segments.c.turn)
        with self._database.reading() as connection:
            return [Recorded(turn, count, int(total)) for turn, count, total in connection.execute(wanted)]

    def list(self, state: str | Collection[str] | None = None, limit: int | None = None) -> list[Rehearsal]:
        """All, or those in a state or one of several; what was changed last first, at most `limit`."""
        wanted = select(rehearsals).order_by(rehearsals.c.updated.desc(), rehearsals.c.id)
        if state is not None:
            wanted = wanted.where(rehearsals.c.state.in_([state] if isinstance(state, str) else list(state)))
        if limit is not None:
            wanted = wanted.limit(limit)
        with self._database.reading() as connection:
            return [_read(row) for row in connection.execute(wanted)]


def _tell(connection: Connection, kept: Rehearsal, outcome: Outcome | None) -> None:
    rating, settled = (outcome.rating, outcome.settled) if outcome else (None, [])
    tell(connection, "rehearsal.finished", lambda: happenings.rehearsal_finished(kept, rating, settled))


def _read(row: object) -> Rehearsal:
    return Rehearsal(**held(row))

"""Pieces of recordings as rows of the database, beside the rehearsal that they belong to: backed up, restored and deleted with it."""
from __future__ import annotations

from datetime import datetime

from greenroom.services.door import stores


class Rows:
    """A store of pieces. Raises NotThere for a rehearsal that is gone, DatabaseProblem."""

    def add(self, rehearsal: str, turn: int, number: int, mime: str, data: bytes, now: datetime) -> bool:
        return stores().rehearsals.add_segment(rehearsal, turn, number, mime, data, now)

    def listed(self, rehearsal: str, turn: int) -> list[tuple[int, str, int]]:
        return stores().rehearsals.pieces(rehearsal, turn)

    def read(self, rehearsal: str, turn: int, numbers: list[int]) -> bytes:
        return b"".join(s.data for s in stores().rehearsals.segments(rehearsal, turn, min(numbers), max(numbers)))

    def delete(self, rehearsal: str, turn: int) -> None:
        stores().rehearsals.delete_segments(rehearsal, turn)

"""A mock in the terminal, kept in the database as it goes on."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from greenroom.practice.mock import ANSWERING, REPLYING, MockSession
from greenroom.services.outcome import outcome_of
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Rehearsal
from greenroom.storage.stores import Stores

TERMINAL = "terminal"


@dataclass
class HeldMock:
    """A session, and where it is kept (nowhere before the first line)."""

    stores: Stores
    session: MockSession
    kept: Rehearsal | None = None

    def keep(self, now: datetime) -> None:
        """Keep how it stands; when this returns it is on the disk. What another window changed or deleted meanwhile stays so: this becomes a session of its own.

        Raises DatabaseProblem.
        """
        held, outcome = self.session.to_dict(), outcome_of(self.stores, self.session)
        if self.kept is not None:
            try:
                self.kept = self.stores.rehearsals.save(self.kept.id, self.kept.version, {**self.kept.session, **held}, now, outcome)
                return
            except (Conflict, NotThere):
                pass
        self.kept = self.stores.rehearsals.create(held, now, TERMINAL, outcome=outcome)


def unfinished_mock(stores: Stores, anywhere: bool = False) -> HeldMock | None:
    """The mock in the terminal that was interrupted last, if there is one; `anywhere` finds one begun in a browser too, unless it is answered aloud.

    Raises DatabaseProblem.
    """
    for kept in stores.rehearsals.list((ANSWERING, REPLYING)):
        if kept.place == TERMINAL or (anywhere and not stores.rehearsals.recorded(kept.id)):
            return HeldMock(stores, MockSession.from_dict(kept.session), kept)
    return None


def drop_mock(mock: HeldMock) -> None:
    """Forget an interrupted mock. Raises DatabaseProblem."""
    if mock.kept is not None:
        mock.stores.rehearsals.delete(mock.kept.id)

"""A mock in the terminal, kept in the database as it goes on."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from greenroom.practice.mock import MockSession
from greenroom.services.keep_mock import TERMINAL, create_mock, going_on, save_mock
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Rehearsal
from greenroom.storage.stores import Stores


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
        if self.kept is not None:
            try:
                self.kept = save_mock(self.stores, self.kept, self.session, now)
                return
            except (Conflict, NotThere):
                pass
        self.kept = create_mock(self.stores, self.session, now, TERMINAL)


def unfinished_mock(stores: Stores, anywhere: bool = False) -> HeldMock | None:
    """The mock in the terminal that was interrupted last, if there is one; `anywhere` finds one begun in a browser too, unless it is answered aloud.

    Raises DatabaseProblem.
    """
    for kept in going_on(stores):
        if kept.place == TERMINAL or (anywhere and not stores.rehearsals.recorded(kept.id)):
            return HeldMock(stores, MockSession.from_dict(kept.session), kept)
    return None


def drop_mock(mock: HeldMock) -> None:
    """Forget an interrupted mock. Raises DatabaseProblem."""
    if mock.kept is not None:
        mock.stores.rehearsals.delete(mock.kept.id)

"""The one door to a person's data."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from greenroom.storage import everything, outbox
from greenroom.storage.backup import back_up, restore
from greenroom.storage.engine import PATIENCE, Database
from greenroom.storage.loops import Loops
from greenroom.storage.migrate import upgrade
from greenroom.storage.rehearsals import Rehearsals
from greenroom.storage.schedule import ScheduleStore
from greenroom.storage.settings import Settings
from greenroom.storage.stories import Stories
from greenroom.storage.takes import Takes
from greenroom.storage.utterances import Utterances


class Stores:
    """A person's data in the file or at the URL `place`; made where there is none, and brought to the newest schema.

    `patience` is how many seconds to wait for another writer. Usable from many threads; close it, or use it in a `with`.
    Raises DatabaseProblem: DatabaseLocked, DatabaseNewer, DatabaseReadOnly, DiskFull, DatabaseBroken, NotGreenroom, DatabaseUnreachable.
    """

    def __init__(self, place: str | Path, patience: float = PATIENCE) -> None:
        self.database = Database(place, patience)
        try:
            upgrade(self.database)
        except BaseException:
            self.database.close()
            raise
        self.stories = Stories(self.database)
        self.takes = Takes(self.database)
        self.rehearsals = Rehearsals(self.database)
        self.utterances = Utterances(self.database)
        self.loops = Loops(self.database)
        self.schedule = ScheduleStore(self.database)
        self.settings = Settings(self.database)

    def export_all(self) -> dict[str, Any]:
        """Everything as JSON can hold it; of recordings only their number and size."""
        return everything.export_all(self.database)

    def counts(self) -> dict[str, int]:
        """How many stories, takes, rehearsals, recordings and cards are kept."""
        return everything.counts(self.database)

    def delete_all(self) -> None:
        """Delete everything that is kept."""
        everything.delete_all(self.database)

    def backup(self, path: Path) -> Path:
        """Copy the database to a file while it may be in use; says where in full. Raises as `greenroom.storage.backup.back_up`."""
        return back_up(self.database.address, path, self.database.patience)

    def restore(self, path: Path) -> Path | None:
        """Put a backup in place of what is kept now; says where that was put. Raises as `greenroom.storage.backup.restore`."""
        return restore(self.database.address, path, self.database.patience)

    def webhooks_set_up(self) -> bool:
        """Whether an endpoint waits for what is told of the person."""
        with self.database.reading() as connection:
            return outbox.listening(connection)

    def enabled_endpoints(self) -> list[outbox.Listener]:
        """The endpoints to which what is told of the person goes now, by name."""
        with self.database.reading() as connection:
            return outbox.enabled(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

"""What can be wrong with a database, each as an error that a person can act upon."""
from __future__ import annotations

from greenroom.errors import GreenroomError


class DatabaseProblem(GreenroomError):
    """The database cannot do what was asked; nothing was changed in it."""

    code = "database"


class DatabaseLocked(DatabaseProblem):
    """Somebody else held the database for longer than we wait."""

    code = "database-locked"

    def __init__(self, where: str) -> None:
        super().__init__(f"The database {where} is in use by another program.", "Close other windows of Greenroom, or wait a moment, and try again; nothing was changed.")


class DatabaseNewer(DatabaseProblem):
    """A database written by a later version of Greenroom."""

    code = "database-newer"

    def __init__(self, where: str, version: str, known: str) -> None:
        super().__init__(
            f"{where} was written by a newer Greenroom (schema {version}; this one knows up to {known}).",
            "Install the newer Greenroom again, or restore a backup made with this one; nothing was changed.",
        )


class DatabaseReadOnly(DatabaseProblem):
    """A database, or its folder, that may not be written."""

    code = "database-read-only"

    def __init__(self, where: str, elsewhere: str) -> None:
        super().__init__(f"{where} cannot be written: it, or its folder, is read-only.", f"Check the rights of the file and its folder, or {elsewhere}.")


class DiskFull(DatabaseProblem):
    """No room for what was to be written."""

    code = "disk-full"

    def __init__(self, where: str, elsewhere: str) -> None:
        super().__init__(f"There is no room left on the disk that holds {where}.", f"Free some room and try again, or {elsewhere}; what was kept before is still there.")


class DatabaseBroken(DatabaseProblem):
    """A database file whose content is damaged."""

    code = "database-broken"

    def __init__(self, where: str) -> None:
        super().__init__(f"The database {where} is damaged.", "Restore a backup with `greenroom restore FILE`, or move the file away to begin afresh.")


class NotGreenroom(DatabaseProblem):
    """A file or database that holds something else."""

    code = "not-greenroom"

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is no database of Greenroom's.", "Name another file; this one was left as it is.")


class DatabaseUnreachable(DatabaseProblem):
    """A database that cannot be opened at all: a wrong address, a server that does not answer."""

    code = "database-unreachable"


class Conflict(GreenroomError):
    """What was to be changed had been changed meanwhile, in another window or program. `what` and `id` name it."""

    code = "conflict"

    def __init__(self, what: str, id: str) -> None:
        super().__init__(f"The {what} {id} was changed elsewhere meanwhile.", "Open it again, and carry over what you want to keep of yours; nothing was overwritten.")
        self.what = what
        self.id = id


class NotThere(GreenroomError):
    """Something asked for by its id that is not kept, or no longer. `what` and `id` name it."""

    code = "not-there"

    def __init__(self, what: str, id: str) -> None:
        super().__init__(f"There is no {what} {id!r}.", "It may have been deleted in another window; look for it in the list.")
        self.what = what
        self.id = id

"""Copy a person's data to a file, and back."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from greenroom.services.keep import open_stores, place


def back_up(to: str) -> Path:
    """Write everything to the file `to`, while it may be in use, and return its full path. Raises CannotBackUp, NotGreenroom, DatabaseProblem."""
    with open_stores() as stores:
        return stores.backup(Path(to))


def restore(source: str) -> tuple[Path | None, Mapping[str, int]]:
    """Put a backup in place of what is kept; where that was put (None for nothing), and how much there is now.

    Raises CannotBackUp, NotGreenroom, DatabaseProblem.
    """
    from greenroom.storage.address import address_of
    from greenroom.storage.backup import restore as put_back
    from greenroom.storage.engine import PATIENCE

    # not through open_stores: what is there may be damaged or too new to open
    before = put_back(address_of(place()), Path(source), PATIENCE)
    with open_stores() as stores:
        return before, stores.counts()

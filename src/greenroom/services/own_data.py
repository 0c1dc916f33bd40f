"""Everything that is kept of a person: take it out, or delete it."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from greenroom.services import recording_files
from greenroom.services.keep import FILE, data_folder
from greenroom.services.take_over import MOCK, PAST, SCHEDULE
from greenroom.services.webhook_store import KEY_FILE
from greenroom.storage.stores import Stores

_LEFT = (*(f"{name}*" for name in (SCHEDULE, MOCK, PAST)), f"{Path(FILE).stem}-before-restore-*", f".{FILE}*", KEY_FILE)
"""Files in the data folder that hold earlier states: what was taken over, what a restore replaced, what a crash left of a restore."""


def export_everything(stores: Stores) -> dict[str, Any]:
    """As `Stores.export_all`. Raises DatabaseProblem."""
    return stores.export_all()


def delete_everything(stores: Stores) -> None:
    """Delete all that is kept, earlier states in the data folder too; backups elsewhere are the person's to delete. Raises DatabaseProblem, CannotKeep."""
    stores.delete_all()
    recording_files.delete_all()
    for pattern in _LEFT:
        for path in data_folder().glob(pattern):
            path.unlink(missing_ok=True)

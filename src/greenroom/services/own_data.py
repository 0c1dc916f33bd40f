"""Everything that is kept of a person: take it out, or delete it."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from greenroom.errors import GreenroomError
from greenroom.services import rated, recording_files
from greenroom.services.export_zip import write_zip
from greenroom.services.keep import FILE, data_folder
from greenroom.services.recordings import STRETCH
from greenroom.services.take_over import MOCK, PAST, SCHEDULE
from greenroom.services.webhook_store import KEY_FILE
from greenroom.storage.stores import Stores

LABS = "labs"
"""Folder in the data folder: what was done and said in the labs."""
_LEFT = (*(f"{name}*" for name in (SCHEDULE, MOCK, PAST)), f"{Path(FILE).stem}-before-restore-*", f".{FILE}*", ".recognising-*", KEY_FILE)
"""Files in the data folder that hold earlier states: what was taken over, what a restore replaced, what a crash left of a restore or of a recognition."""
CONFIRMATION = "delete everything"
"""What a person types so that nothing is deleted by mistake."""


class CannotExport(GreenroomError):
    """A file that cannot be written, or that is there already."""

    code = "cannot-export"


class NotConfirmed(GreenroomError):
    """Other words than CONFIRMATION."""

    code = "not-confirmed"

    def __init__(self) -> None:
        super().__init__("Nothing was deleted: the words do not match.", f"Type {CONFIRMATION!r}, without the quotation marks.")


def export_everything(stores: Stores) -> dict[str, Any]:
    """As `Stores.export_all`. Raises DatabaseProblem."""
    return stores.export_all()


def export_to(stores: Stores, file: IO[bytes]) -> None:
    """Write everything to an open file as a zip. Raises DatabaseProblem."""
    everything = stores.export_all()
    write_zip(everything, _sounds(stores, everything), data_folder() / recording_files.FOLDER, file)


def _sounds(stores: Stores, everything: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each stretch of each recording, one at a time, with a name for its file."""
    for rehearsal in everything["rehearsals"]:
        for recorded in stores.rehearsals.recorded(rehearsal["id"]) if rehearsal["recordings"]["segments"] else ():
            pieces = stores.rehearsals.segments(rehearsal["id"], recorded.turn)
            for stretch, members in groupby(pieces, key=lambda piece: piece.number // STRETCH):
                held = list(members)
                yield f"{rehearsal['id']}/{recorded.turn}-{stretch}.{held[0].mime.partition('/')[2]}", b"".join(piece.data for piece in held)


def export_file(stores: Stores, name: str) -> Path:
    """Write it to a new file, readable by the person alone, and say where in full. Raises CannotExport, DatabaseProblem."""
    path = Path(name).expanduser().absolute()
    try:
        with open(path, "xb", opener=lambda place, flags: os.open(place, flags, 0o600)) as file:
            try:
                export_to(stores, file)
            except BaseException:
                path.unlink(missing_ok=True)  # half an export is none
                raise
    except FileExistsError:
        raise CannotExport(f"{path} is there already.", "Name another file; this one was left as it is.") from None
    except OSError as problem:
        raise CannotExport(f"{path} cannot be written: {problem.strerror}.", "Name a file in a folder of yours, on a disk with room.") from None
    return path


def delete_everything(stores: Stores) -> None:
    """Delete all that is kept, earlier states in the data folder too; backups elsewhere are the person's to delete. Raises DatabaseProblem, CannotKeep."""
    stores.delete_all()
    rated.forget()
    recording_files.delete_all()
    shutil.rmtree(data_folder() / LABS, ignore_errors=True)
    for pattern in _LEFT:
        for path in data_folder().glob(pattern):
            path.unlink(missing_ok=True)


def confirm(words: str) -> None:
    """Raises NotConfirmed for other words than CONFIRMATION; case and white space do not count."""
    if " ".join(words.split()).casefold() != CONFIRMATION:
        raise NotConfirmed

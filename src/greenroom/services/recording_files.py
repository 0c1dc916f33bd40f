"""Pieces of the microphone check as files in the data folder: recordings/REHEARSAL/TURN/NUMBER.webm, readable by the person alone."""
from __future__ import annotations

import os
import shutil
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from greenroom.errors import GreenroomError
from greenroom.services.keep import DATA, data_folder

FOLDER = "recordings"
ENDINGS = {"audio/webm": ".webm", "audio/mp4": ".mp4", "audio/ogg": ".ogg"}
_KINDS = {ending: kind for kind, ending in ENDINGS.items()}
_alone = threading.Lock()


class CannotKeep(GreenroomError):
    """A folder of recordings that cannot be read or written."""

    code = "cannot-keep"


class Files:
    """A store of pieces. Each is written beside and moved into place, and flushed to the disk before it counts as kept."""

    def add(self, rehearsal: str, turn: int, number: int, mime: str, data: bytes, now: datetime) -> bool:
        folder = _folder(rehearsal, turn)
        with _alone:
            held = next(iter(folder.glob(f"{number:08}.*")), None)
            try:
                if held is not None:
                    return held.read_bytes() == data
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                handle, draft = tempfile.mkstemp(dir=folder, prefix=".piece.")
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(draft, folder / f"{number:08}{ENDINGS[mime]}")
            except OSError as problem:
                raise _cannot(folder, "written", problem) from None
        return True

    def listed(self, rehearsal: str, turn: int) -> list[tuple[int, str, int]]:
        return [(int(p.stem), _KINDS[p.suffix], p.stat().st_size) for p in _pieces(_folder(rehearsal, turn))]

    def read(self, rehearsal: str, turn: int, numbers: list[int]) -> bytes:
        folder, wanted = _folder(rehearsal, turn), set(numbers)
        try:
            return b"".join(p.read_bytes() for p in _pieces(folder) if int(p.stem) in wanted)
        except OSError as problem:
            raise _cannot(folder, "read", problem) from None

    def delete(self, rehearsal: str, turn: int) -> None:
        folder = _folder(rehearsal, turn)
        with _alone:
            try:
                if folder.exists():
                    shutil.rmtree(folder)
                if folder.parent.exists() and not any(folder.parent.iterdir()):
                    folder.parent.rmdir()
            except OSError as problem:
                raise _cannot(folder, "deleted", problem) from None


def delete_all() -> None:
    """Delete every recording. Raises CannotKeep."""
    folder = data_folder() / FOLDER
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as problem:
        raise _cannot(folder, "deleted", problem) from None


def _folder(rehearsal: str, turn: int) -> Path:
    return data_folder() / FOLDER / rehearsal / str(turn)


def _pieces(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*") if p.suffix in _KINDS and p.stem.isdigit())


def _cannot(folder: Path, what: str, problem: OSError) -> CannotKeep:
    return CannotKeep(f"{folder} cannot be {what}: {problem.strerror}.", f"Free some room, check its rights, or name another folder in {DATA}.")

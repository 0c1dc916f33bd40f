"""The person's own data folder: small files, written whole or not at all."""
from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from greenroom.errors import GreenroomError

DATA = "GREENROOM_DATA"
"""Environment variable: the folder for a person's own data."""


class CannotKeep(GreenroomError):
    """A data folder that cannot be read or written."""

    code = "cannot-keep"


def data_folder() -> Path:
    """Where the person's own data lie: GREENROOM_DATA, or the platform's place for them."""
    import platformdirs

    named = os.environ.get(DATA)
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("greenroom", False))


def load(name: str) -> dict[str, Any] | None:
    """What was kept under this name, or None. A file that cannot be read is moved aside, never overwritten. Raises CannotKeep."""
    path = data_folder() / name
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(held, dict):
            return held
        raise ValueError("not an object")
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise CannotKeep(f"{path} cannot be read: {problem.strerror}.", f"Check the folder's rights, or name another one in {DATA}.") from None
    except ValueError:
        aside = path.with_name(f"{path.name}.unreadable")
        path.replace(aside)
        raise CannotKeep(f"{path} does not hold what it should.", f"It was moved to {aside.name}; call the command again to begin afresh.") from None


def save(name: str, held: dict[str, Any]) -> None:
    """Keep it: written beside and moved into place, readable by the person alone. Raises CannotKeep."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(held, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, folder / name)
    except OSError as problem:
        raise CannotKeep(f"Nothing can be written in {folder}: {problem.strerror}.", f"Free some room, check its rights, or name another folder in {DATA}.") from None


def forget(name: str) -> None:
    """Remove what was kept under this name; nothing where there is none."""
    (data_folder() / name).unlink(missing_ok=True)

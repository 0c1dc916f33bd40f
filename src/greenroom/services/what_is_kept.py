"""What of a person's is stored, and where."""
from __future__ import annotations

import os
from dataclasses import dataclass

from greenroom.reader import engine
from greenroom.services.door import stores
from greenroom.services.keep import DATABASE, FILE, data_folder
from greenroom.services.recording_files import FOLDER


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the data are ("" for a database that an address in the environment names: it may hold a password), where recordings are, and how many of each kind."""

    file: str
    recordings: str
    counts: tuple[tuple[str, int], ...]


def kept() -> Kept:
    """What is kept now. Raises DatabaseProblem."""
    file = "" if os.environ.get(DATABASE) else str(data_folder() / FILE)
    return Kept(file, str(data_folder() / FOLDER), tuple(stores().counts().items()))


def weights() -> str:
    """The version of the reader's weights."""
    return engine.weights_version()

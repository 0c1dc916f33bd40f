"""What of a person's is stored, and where."""
from __future__ import annotations

import os
from dataclasses import dataclass

from greenroom.reader import engine
from greenroom.services.door import stores
from greenroom.services.keep import DATABASE, FILE, data_folder


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the data are ("" for a database that an address in the environment names: it may hold a password), and how many of each kind."""

    file: str
    counts: tuple[tuple[str, int], ...]


def kept() -> Kept:
    """What is kept now. Raises DatabaseProblem."""
    file = "" if os.environ.get(DATABASE) else str(data_folder() / FILE)
    return Kept(file, tuple(stores().counts().items()))


def weights() -> str:
    """The version of the reader's weights."""
    return engine.weights_version()

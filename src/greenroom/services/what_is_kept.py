"""What of a person's is stored, and where."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from greenroom.reader import engine
from greenroom.services.door import stores
from greenroom.services.keep import DATABASE, FILE, data_folder
from greenroom.services.recording_files import FOLDER

NAMES = {
    "stories": ("story", "stories"), "takes": ("take", "takes"), "rehearsals": ("rehearsal", "rehearsals"), "recordings": ("recording", "recordings"),
    "cards": ("drilled exercise", "drilled exercises"),
}
"""What one and several of each kind are called."""
ONCE_DRILLED = "cards"
"""The kind that says nothing to somebody who never drilled."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the data are ("" for a database that an address in the environment names: it may hold a password), where recordings are, and how many of each kind;
    cards are there once something was drilled."""

    file: str
    recordings: str
    counts: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """The name of each kind, and how many there are."""
        return tuple((named(what, 2).capitalize(), many) for what, many in self.counts)

    @property
    def told(self) -> str:
        """How many of each kind, in words."""
        return told(dict(self.counts))


def told(counts: Mapping[str, int]) -> str:
    """Counts by kind in words: 1 story, 2 takes."""
    return ", ".join(f"{many} {named(what, many)}" for what, many in counts.items())


def named(what: str, many: int) -> str:
    """What so many of a kind are called."""
    one, several = NAMES.get(what, (what, what))
    return one if many == 1 else several


def kept() -> Kept:
    """What is kept now. Raises DatabaseProblem."""
    file = "" if os.environ.get(DATABASE) else str(data_folder() / FILE)
    counts = tuple((what, many) for what, many in stores().counts().items() if many or what != ONCE_DRILLED)
    return Kept(file, str(data_folder() / FOLDER), counts)


def weights() -> str:
    """The version of the reader's weights."""
    return engine.weights_version()

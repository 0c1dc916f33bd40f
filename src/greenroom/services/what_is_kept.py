"""What of a person's is stored, and where."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.reader import engine
from greenroom.services.keep import data_folder

FILES = {
    "schedule.json": "When each exercise comes back",
    "mock.json": "The mock that is going on, with its draft",
    "mocks.json": "Finished mocks: questions, answers, replies",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The data folder and its files: name, what it holds, bytes."""

    folder: str
    files: tuple[tuple[str, str, int], ...]


def kept() -> Kept:
    """What lies in the data folder now."""
    folder = data_folder()
    found = tuple((name, what, (folder / name).stat().st_size) for name, what in FILES.items() if (folder / name).is_file())
    return Kept(str(folder), found)


def weights() -> str:
    """The version of the reader's weights."""
    return engine.weights_version()

"""What of a person's is stored, and where."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.reader import engine
from greenroom.services.keep import data_folder
from greenroom.services.recording_files import FOLDER as RECORDINGS

FILES = {
    "schedule.json": "When each exercise comes back",
    "mock.json": "The mock that is going on, with its draft",
    "drafts.json": "What stands on the workbench, as it was typed",
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
    found = [(name, what, (folder / name).stat().st_size) for name, what in FILES.items() if (folder / name).is_file()]
    sounds = [p.stat().st_size for p in (folder / RECORDINGS).rglob("*") if p.is_file()]
    return Kept(str(folder), (*found, *([(f"{RECORDINGS}/", "What was recorded, by rehearsal and turn", sum(sounds))] if sounds else [])))


def weights() -> str:
    """The version of the reader's weights."""
    return engine.weights_version()

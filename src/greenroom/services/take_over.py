"""Take over what the terminal modes kept in files before there was a database; the files stay, under another name."""
from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from greenroom.errors import GreenroomError
from greenroom.practice.mock import MockSession
from greenroom.practice.schedule import Schedule
from greenroom.storage.errors import Conflict
from greenroom.storage.stores import Stores

SCHEDULE, MOCK, PAST = "schedule.json", "mock.json", "mocks.json"
DONE, UNREADABLE = ".taken-over", ".unreadable"
_IDS = UUID("5b0f5b0c-6d3c-4f0e-9d39-2b6a6f5e7a11")


class CannotTakeOver(GreenroomError):
    """A file of an earlier version that cannot be read."""

    code = "cannot-take-over"


def take_over(stores: Stores, folder: Path) -> None:
    """Move the files' content into the database. Stopped in the middle, it goes on the next time without keeping anything twice.

    A file that holds something else is moved aside, never overwritten. Raises CannotTakeOver, DatabaseProblem.
    """
    for name in (SCHEDULE, PAST, MOCK):
        path = folder / name
        try:
            held = _read(path)
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            return
        except OSError as problem:
            raise CannotTakeOver(f"{path} cannot be read: {problem.strerror}.", "Check its rights, or move it away.") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            aside = _rename(path, UNREADABLE)
            raise CannotTakeOver(f"{path} does not hold what it should.", f"It was moved to {aside.name}; call the command again to go on without it.") from None
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if name == SCHEDULE:
            stores.schedule.save(held[0])
        else:
            _mocks(stores, name, held, at)
        _rename(path, DONE)


def _read(path: Path) -> list[dict[str, Any]]:
    """The schedule, or the sessions, of a file. Raises OSError; ValueError, KeyError, TypeError or AttributeError where it holds something else."""
    held = json.loads(path.read_text(encoding="utf-8"))
    if path.name == SCHEDULE:
        return [Schedule.from_dict(held).to_dict()]
    sessions = held["mocks"] if path.name == PAST else [held]
    return [MockSession.from_dict(each).to_dict() for each in sessions]


def _mocks(stores: Stores, name: str, sessions: list[dict[str, Any]], at: datetime) -> None:
    for n, session in enumerate(sessions):
        told = json.dumps(session, sort_keys=True)
        try:
            # the same session gets the same id, so that it is kept once; the last of them is the newest
            stores.rehearsals.create(session, at - timedelta(seconds=len(sessions) - 1 - n), place="terminal", id=str(uuid5(_IDS, f"{name} {n} {told}")))
        except Conflict:
            continue


def _rename(path: Path, end: str) -> Path:
    aside = path.with_name(path.name + end)
    n = 1
    while aside.exists():
        n += 1
        aside = path.with_name(f"{path.name}{end}-{n}")
    path.rename(aside)
    return aside

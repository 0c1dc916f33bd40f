"""The person's data for a program that goes on running: opened at the first need, kept open, closed at the end."""
from __future__ import annotations

from pathlib import Path
from threading import Lock

from greenroom.services.keep import open_stores, place
from greenroom.storage.stores import Stores

_LOCK = Lock()
_open: dict[str | Path, Stores] = {}


def stores() -> Stores:
    """The person's data. Raises as `keep.open_stores` does, and tries again at the next call."""
    at = place()
    with _LOCK:
        if at not in _open:
            _open[at] = open_stores()
        return _open[at]


def close() -> None:
    """Let go of all that is open."""
    with _LOCK:
        while _open:
            _open.popitem()[1].close()

"""An event loop whose time jumps to the next timer: days in milliseconds, and the same order of steps every time."""
from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class NothingLeft(RuntimeError):
    """Nothing can ever happen again: no timer, nothing ready."""


class _NoWaiting(selectors.SelectSelector):
    """Instead of waiting for the network, moves time on."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise NothingLeft("the simulation waits for something that cannot come")
        self.loop.passed += timeout
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`time()` is the virtual clock, in seconds from 0."""

    def __init__(self) -> None:
        self.passed = 0.0
        selector = _NoWaiting()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.passed


def run_virtual(main: Coroutine[Any, Any, None]) -> None:
    """Run to the end of `main`; whatever else is under way is dropped."""
    loop = VirtualLoop()
    try:
        loop.run_until_complete(main)
    finally:
        left = sorted(asyncio.all_tasks(loop), key=lambda t: t.get_name())
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.close()

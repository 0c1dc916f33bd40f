"""A simulated process: it can be killed, paused, given a wrong clock, and cut off from the store or the network."""
from __future__ import annotations

import asyncio
import random

EPOCH = 1_700_000_000.0
"""Where virtual time begins, seconds since the epoch."""


def true_time() -> float:
    """The time that nobody in the simulation can be wrong about."""
    return EPOCH + asyncio.get_running_loop().time()


class Host:
    """Every input and output of a process goes through `gate`: there it sleeps while paused, and never comes back once killed."""

    def __init__(self, name: str, rng: random.Random) -> None:
        self.name, self.rng = name, rng
        self.alive = True
        self.skew = 0.0
        self.paused_until = self.store_cut_until = self.net_cut_until = 0.0

    def wall(self) -> float:
        """The time as this host believes it."""
        return true_time() + self.skew

    async def gate(self, delay: float) -> None:
        """Time passes; then a killed process stops for good and a paused one waits."""
        await asyncio.sleep(delay)
        loop = asyncio.get_running_loop()
        while self.alive and loop.time() < self.paused_until:
            await asyncio.sleep(self.paused_until - loop.time())
        if not self.alive:
            await loop.create_future()

    @property
    def store_cut(self) -> bool:
        return asyncio.get_running_loop().time() < self.store_cut_until

    @property
    def net_cut(self) -> bool:
        return asyncio.get_running_loop().time() < self.net_cut_until

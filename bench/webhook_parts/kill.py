"""Senders, the accepting program and the database killed with SIGKILL at random: is anything lost that was said to be safe, and how much arrives twice?"""
from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.webhook_parts.postgres import Server
from bench.webhook_parts.rate import SECRET, drained
from bench.webhook_parts.receiver import Receiver, receiving
from bench.webhook_parts.worker import opened
from greenroom.webhooks.model import Endpoint
from greenroom.webhooks.signing import Secret

SENDERS = 2


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bench.webhook_parts.worker", *words], stderr=subprocess.DEVNULL)


class Run:
    """The programs of one run. SQLite's database lives in the programs that use it: killing them is killing it."""

    def __init__(self, where: str, folder: Path, events: int, server: Server | None, seed: int) -> None:
        self.where, self.log, self.events, self.server, self.rng = where, folder / "safe", events, server, random.Random(seed)
        self.senders = [started("send", where) for _ in range(SENDERS)]
        self.accepter = started("accept", where, str(self.log), str(events))
        self.kills = {"sender": 0, "accepter": 0, "database": 0}

    def kill(self) -> None:
        """Kill one or more of them and start them again."""
        whom = self.rng.choice(["sender", "sender", "senders", "accepter", "all", *(["database"] * 2 if self.server else [])])
        if whom in ("sender", "senders", "all"):
            for n in range(SENDERS if whom != "sender" else 1):
                self._again(n)
        if whom in ("accepter", "all") and self.accepter.poll() is None:
            self.accepter.kill()
            self.accepter.wait()
            self.kills["accepter"] += 1
            self.accepter = started("accept", self.where, str(self.log), str(self.events))
        if whom == "database" and self.server:
            self.kills["database"] += 1
            self.server.kill()
            time.sleep(self.rng.uniform(0, 0.5))
            self.server.start()

    def _again(self, n: int) -> None:
        self.senders[n].kill()
        self.senders[n].wait()
        self.kills["sender"] += 1
        self.senders[n] = started("send", self.where)

    def end(self) -> None:
        for process in (*self.senders, self.accepter):
            process.kill()
            process.wait()


async def measure(database: str, events: int, rounds: int, seed: int) -> dict[str, Any]:
    """So many rounds spread over the run, then everything is let finish and counted."""
    server = Server() if database == "postgresql" else None
    receiver = Receiver()
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as held:
        folder = Path(held)
        where = server.url if server else str(folder / "webhooks.db")
        store = opened(where)
        async with receiving(receiver) as (url,):
            await store.put_endpoint(Endpoint("fast", url, (Secret(SECRET),), concurrency=64))
            store.close()
            begun = time.perf_counter()
            run = await asyncio.to_thread(Run, where, folder, events, server, seed)
            try:
                for n in range(rounds):
                    await arrived(receiver, (n + 1) * events // (rounds + 1))
                    await asyncio.sleep(run.rng.uniform(0, 0.3))
                    await asyncio.to_thread(run.kill)
                await asyncio.to_thread(run.accepter.wait)
                store = opened(where)
                await drained(store, 0.5)
                balance = await store.balance()
                store.close()
            finally:
                run.end()
                if server:
                    server.close()
        safe = set(run.log.read_text().split())
        return {
            "events": events, "rounds": rounds, "kills": run.kills, "seconds": time.perf_counter() - begun, "safe": len(safe), "lost": len(safe - set(receiver.seen)),
            "never_accepted_but_sent": len(set(receiver.seen) - {f"e{n}" for n in range(events)}), "twice": receiver.seen.total() - len(receiver.seen),
            "balanced": balance.balanced, "delivered": balance.delivered, "dead": balance.dead,
        }


async def arrived(receiver: Receiver, count: int, patience: float = 60.0) -> None:
    """Wait until so many have come, or nothing new for a while (what is left is under a dead worker's lease)."""
    last, at = -1, time.monotonic()
    while len(receiver.seen) < count and time.monotonic() - at < patience:
        if len(receiver.seen) != last:
            last, at = len(receiver.seen), time.monotonic()
        await asyncio.sleep(0.02)

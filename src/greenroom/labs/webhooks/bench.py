"""A small service for the scheduler: two or three workers, a few deliveries, a shop that hangs, refuses and says 409; a real SQLite database in memory."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from greenroom.labs.webhooks import tables
from greenroom.labs.webhooks.scheduler import IDLE, Scheduler, Worker
from greenroom.labs.webhooks.worker_file import Service, refuse_state, refuse_transactions
from greenroom.webhooks.stores.database import Row
from greenroom.webhooks.stores.sqlite import SqliteDatabase

LIMIT = 0.5
DELIVERY = "CREATE TABLE webhook_delivery (id INTEGER PRIMARY KEY, state TEXT NOT NULL, done_at REAL, lease_until REAL)"
Answers = Callable[[int, int], tuple[int | None, float]]
"""What the shop answers to the n-th beginning of a delivery: a status, or None for no answer in time, and the seconds it takes."""


@dataclass
class Told:
    """What truly happened: which deliveries the shop has, how often each was begun, and how often two attempts of one were on the wire together."""

    received: Counter[int] = field(default_factory=Counter)
    begun: Counter[int] = field(default_factory=Counter)
    flying: Counter[int] = field(default_factory=Counter)
    busy: set[int] = field(default_factory=set)
    overlaps: int = 0


class Bench:
    """One small world. `answers` decides for the shop; `deliveries` are all due at once."""

    def __init__(self, work: Callable[[Service], bool], scheduler: Scheduler, answers: Answers, deliveries: int) -> None:
        self.work, self.scheduler, self.answers = work, scheduler, answers
        self.db = SqliteDatabase(":memory:", lambda: scheduler.now)
        self.db.run(DELIVERY)
        self.db.run(tables.RETRY)
        self.told = Told()
        for n in range(1, deliveries + 1):
            self.db.run("INSERT INTO webhook_delivery (id, state) VALUES (?, 'pending')", n)
            self.db.run("INSERT INTO retry (delivery, tries, due_at) VALUES (?, 1, 0)", n)

    def start(self, name: str, after: float = 0.0) -> Worker:
        """Start a worker on it, `after` virtual seconds from now."""
        return self.scheduler.start(name, self._body, after)

    def _body(self, worker: Worker) -> None:
        service = BenchService(self, worker)
        while True:
            found = self.work(service)
            worker.busy = False
            if not found:
                self.scheduler.wait(worker, IDLE)

    def pending(self) -> list[int]:
        return [r[0] for r in self.db.rows("SELECT id FROM webhook_delivery WHERE state = 'pending' ORDER BY id")]

    def lost(self) -> list[int]:
        """Deliveries that the shop does not have."""
        return [r[0] for r in self.db.rows("SELECT id FROM webhook_delivery ORDER BY id") if not self.told.received[r[0]]]

    def state(self, delivery: int) -> str:
        return str(self.db.rows("SELECT state FROM webhook_delivery WHERE id = ?", delivery)[0][0])


class BenchService:
    """What the worker's file sees. Every call is one move; sending is two, one until it is sent and one until the answer is there."""

    def __init__(self, bench: Bench, worker: Worker) -> None:
        self.bench, self.worker = bench, worker
        self.name, self.limit = worker.name, LIMIT

    def now(self) -> float:
        return self.bench.scheduler.now

    def rows(self, sql: str, *values: Any) -> list[Row]:
        refuse_transactions(sql)
        self.bench.scheduler.wait(self.worker)
        found = self.bench.db.rows(sql, *values)
        if found:
            self._note(f"reads {_shown(found)}")
        return found

    def change(self, sql: str, *values: Any) -> int:
        refuse_transactions(sql)
        self.bench.scheduler.wait(self.worker)
        changed = self.bench.db.run(sql, *values)
        self._note(f"writes: {sql.split(None, 1)[0].upper()} changes {changed} row{'' if changed == 1 else 's'}{' (nothing there to change)' if not changed else ''}")
        return changed

    def finish(self, delivery: int, state: str) -> None:
        refuse_state(state)
        self.bench.scheduler.wait(self.worker)
        tables.settle(self.bench.db, delivery, state)
        self._note(f"finishes delivery {delivery}: {state}")

    def send(self, delivery: int) -> int | None:
        told = self.bench.told
        self.bench.scheduler.wait(self.worker)
        self._note(f"sends delivery {delivery}")
        told.overlaps += told.flying[delivery] > 0
        told.flying[delivery] += 1
        try:
            status = self._answered(delivery)
        finally:
            told.flying[delivery] -= 1
        self._note(f"gets {status if status is not None else 'no answer in time'} for delivery {delivery}")
        return status

    def _answered(self, delivery: int) -> int | None:
        told = self.bench.told
        if delivery in told.busy:
            self.bench.scheduler.wait(self.worker, 0.002)
            return 409
        told.busy.add(delivery)
        told.begun[delivery] += 1
        status, seconds = self.bench.answers(delivery, told.begun[delivery])
        try:
            self.bench.scheduler.wait(self.worker, seconds)
        finally:
            told.busy.discard(delivery)
        if status == 200:
            told.received[delivery] += 1
        return status

    def _note(self, what: str) -> None:
        self.bench.scheduler.note(self.worker, what)


def _shown(rows: list[Row]) -> str:
    return f"the queue: {', '.join(str(r[0]) for r in rows[:5])} {'is' if len(rows) == 1 else 'are'} due"


def moody(seed: int) -> Answers:
    """A shop that hangs three times in ten, refuses two times in ten, and is well after some attempts so that every run can end."""
    def answers(delivery: int, begun: int) -> tuple[int | None, float]:
        rng = random.Random(f"{seed}/{delivery}/{begun}")
        if begun > 4:
            return 200, 0.01
        drawn = rng.random()
        if drawn < 0.3:
            return None, LIMIT
        return (503 if drawn < 0.5 else 200), rng.choice((0.004, 0.02, 0.3))

    return answers


def first_hangs(delivery: int, begun: int) -> tuple[int | None, float]:
    """The shop of the story's interleaving: the first call gets no answer in time, the next ones do."""
    return (None, LIMIT) if begun == 1 else (200, 0.004)

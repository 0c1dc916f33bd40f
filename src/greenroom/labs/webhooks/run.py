"""One run from start to end: the shop, the sender, the payments, the wait until all is settled, the count."""
from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from greenroom.labs.webhooks import count, tables
from greenroom.labs.webhooks.clock import measured
from greenroom.labs.webhooks.dials import BadDial, Dials
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.payments import PAID, TESTED
from greenroom.labs.webhooks.place import OLD, SHOP, Place
from greenroom.labs.webhooks.processes import Processes, Progress
from greenroom.labs.webhooks.worker_file import SHIPPED, load
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Endpoint, Tended
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.signing import Secret, new_secret
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.threaded import ThreadedStore

LOOK, TEND = 0.5, 2.0
STILL = 60.0
"""Seconds without any change after which what is pending is taken to be stranded."""


LATE = "SELECT COUNT(*) FROM webhook_delivery WHERE judged IN (2, 3) AND state IN ('pending', 'dead') AND endpoint_id = ?"
"""What the ledger has judged bad and is not delivered, at one endpoint."""


@dataclass
class Watch:
    """The ledger, looked at while the run goes on by the product's own round of tending."""

    store: ThreadedStore
    db: Database
    began: float
    shop: float | None = None
    first: float | None = None
    balance: Balance = field(default_factory=Balance)
    tended: float = 0.0

    def look(self, least: float = TEND) -> None:
        now = time.monotonic()
        if now - self.tended < least:
            return
        self.tended = now
        self.balance = self._tend().balance
        if self.first is None and (self.balance.late or not self.balance.balanced):
            self.first = now - self.began
        if self.shop is None and int(self.db.rows(LATE, SHOP)[0][0]):
            self.shop = now - self.began

    def _tend(self) -> Tended:
        async def once() -> Tended:
            return await self.store.tend()

        return asyncio.run(once())

    def close(self) -> None:
        """Judge what is still to be judged."""
        for _ in range(10_000):
            tended = self._tend()
            if tended.good + tended.bad == 0:
                break
        self.tended = 0.0
        self.look(0)


def run(dials: Dials, folder: Path, database: str | None = None, worker: Path | None = None, progress: Progress = lambda *_: None) -> Outcome:
    """Run it in `folder`, which is made and must be new. `database` is a PostgreSQL URL; without it, SQLite in the folder.

    Raises BadDial, BrokenFile, LabFailed, StoreUnavailable."""
    dials = replace(dials.checked(), old_endpoint=0.0 if dials.fault == "none" else dials.old_endpoint)
    file = worker if dials.fault == "mine" and worker else SHIPPED
    load(file)  # a file that cannot be read is told at once
    secret = new_secret(os.urandom(32))
    place = Place(folder, dials, own_schema(database, dials.fault) if database else str(folder / "webhooks.db"), secret, os.urandom(32), str(file))
    began = time.monotonic()
    place = replace(place, dials=dials.at(dials.limit or measured(place, progress)))
    place.write()
    with Processes(place) as processes:
        port = processes.start("shop", "shop")
        store, db = place.store(), place.connect()
        try:
            _prepare(store, db, secret, port, place.dials.within)
            senders = _start_senders(processes, dials)
            watch = Watch(store, db, time.monotonic())
            processes.start("payments", "payments")
            _accept(processes, db, dials, watch, progress)
            _settle(processes, db, watch, progress)
            for name in [*senders, "shop"]:
                processes.stop(name)
            watch.close()
            return count.outcome(place, db, watch.balance, (watch.first, watch.shop), time.monotonic() - began)
        finally:
            db.close()
            store.close()


def _prepare(store: ThreadedStore, db: Database, secret: str, port: str, within: float) -> None:
    async def put() -> None:
        for name, type_ in ((SHOP, PAID), (OLD, TESTED)):
            await store.put_endpoint(Endpoint(name, f"http://127.0.0.1:{port}/{name}", (Secret(secret),), (type_,), concurrency=64, objective=Objective(0.999, within)))

    asyncio.run(put())
    tables.add(db)


def _start_senders(processes: Processes, dials: Dials) -> list[str]:
    if dials.fault == "none":
        names = [f"sender-{n}" for n in range(1, dials.workers + 1)]
        for name in names:
            processes.start(name, "own_sender")
        return names
    processes.start("first", "dispatcher")
    names = [f"retry-{n}" for n in range(1, dials.workers + 1)]
    for name in names:
        processes.start(name, "retrier", name)
    return ["first", *names]


def _accept(processes: Processes, db: Database, dials: Dials, watch: Watch, progress: Progress) -> None:
    while not processes.ended("payments"):
        processes.all_well("payments")
        watch.look()
        progress("accepted", _one(db, "SELECT COUNT(*) FROM webhook_event"), dials.events)
        time.sleep(LOOK)
    progress("accepted", dials.events, dials.events)


def _settle(processes: Processes, db: Database, watch: Watch, progress: Progress) -> None:
    """Until nothing is pending, or nothing moves any more."""
    total = left = _one(db, "SELECT COUNT(*) FROM webhook_delivery WHERE state = 'pending'")
    attempts, moved = 0, time.monotonic()
    while left:
        processes.all_well("payments")
        watch.look()
        progress("settled", total - left, total)
        time.sleep(LOOK)
        now = (_one(db, "SELECT COUNT(*) FROM webhook_delivery WHERE state = 'pending'"), _one(db, "SELECT COALESCE(MAX(id), 0) FROM webhook_attempt"))
        if now != (left, attempts) or _one(db, "SELECT COUNT(*) FROM webhook_endpoint WHERE c_until > 0"):
            moved = time.monotonic()  # an open circuit waits of its own accord, and probes
        if time.monotonic() - moved > STILL:
            return
        left, attempts = now


def _one(db: Database, sql: str) -> int:
    return int(db.rows(sql)[0][0])


def own_schema(url: str, fault: str) -> str:
    """The URL of a schema of the lab's own in that PostgreSQL database, empty; nothing else in it is touched. Raises BadDial."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadDial("--database is no PostgreSQL URL.", "Give one such as postgresql://user@host/name, or leave it out for SQLite.")
    import psycopg

    name = f"greenroom_lab_{fault.replace('-', '_')}"
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE".encode())
            connection.execute(f"CREATE SCHEMA {name}".encode())
    except psycopg.Error as problem:
        raise BadDial(f"The PostgreSQL database cannot be used: {type(problem).__name__}.", "Check that it runs, and that you may create a schema in it.") from None
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"

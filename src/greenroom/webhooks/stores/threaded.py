"""Transactions on threads of their own, several calls to one commit: the disk is waited for once for all that came in meanwhile."""
from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from greenroom.errors import GreenroomError
from greenroom.webhooks.circuit import Breaker
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.store import StoreUnavailable
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.sql import LEASE, SqlStore

T = TypeVar("T")
AT_ONCE = 256
"""Calls to one commit at most."""
TRIES = 5


@dataclass
class _Job:
    work: Callable[[Database], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    problem: BaseException | None = None


class ThreadedStore(SqlStore):
    """A store whose connections live on `threads` threads. Close it to end them; what was called before is done first."""

    def __init__(self, connect: Callable[[], Database], sealer: Sealer, threads: int = 1, lease: float = LEASE, breaker: Breaker | None = None) -> None:
        super().__init__(sealer, lease, breaker)
        self._connect = connect
        first = connect()
        try:
            first.make()
        finally:
            first.close()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, name=f"webhook-store-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    async def _call(self, work: Callable[[Database], T]) -> T:
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        self._jobs.put(job)
        result: T = await job.future
        return result

    def close(self) -> None:
        """Wait for what was asked and end the threads."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        db: Database | None = None
        ending = False
        while not ending:
            first = self._jobs.get()
            if first is None:
                break
            batch = [first]
            while len(batch) < AT_ONCE:
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    ending = True
                    break
                batch.append(job)
            db = self._together(db, batch)
            _tell(batch)
        if db is not None:
            db.close()

    def _together(self, db: Database | None, batch: list[_Job]) -> Database | None:
        """All calls in one transaction; when that fails, each in its own, so that one call's error is its own."""
        if db is not None and len(batch) > 1:
            try:
                with db.transaction():
                    for job in batch:
                        job.result = job.work(db)
                return db
            except Exception as problem:
                db = _checked(db, problem)
        for job in batch:
            db = self._alone(db, job)
        return db

    def _alone(self, db: Database | None, job: _Job) -> Database | None:
        for attempt in range(TRIES):
            try:
                db = db or self._connect()
                with db.transaction():
                    job.result = job.work(db)
                return db
            except GreenroomError as problem:
                job.problem = problem
                return db
            except Exception as problem:
                again = db is not None and db.transient(problem) and attempt < TRIES - 1
                if not again:
                    job.problem = StoreUnavailable(f"The webhook store failed: {type(problem).__name__}.", "Check that its database can be reached and written; nothing accepted is lost.")
                    job.problem.__cause__ = problem
                db = _checked(db, problem)
                if not again:
                    return db
        return db


def _checked(db: Database | None, problem: BaseException) -> Database | None:
    """The connection, or None when it must be made anew."""
    if db is not None and db.lost(problem):
        try:
            db.close()
        except Exception:
            return None
        return None
    return db


def _tell(batch: list[_Job]) -> None:
    for loop in {id(job.loop): job.loop for job in batch}.values():
        jobs = [job for job in batch if job.loop is loop]
        try:
            loop.call_soon_threadsafe(_resolve, jobs)
        except RuntimeError:
            continue  # the loop was closed; nobody waits


def _resolve(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.problem is not None:
            job.future.set_exception(job.problem)
        else:
            job.future.set_result(job.result)


def open_store(where: str | Path, sealer: Sealer, clock: Callable[[], float] | None = None, lease: float = LEASE, breaker: Breaker | None = None, threads: int = 4) -> ThreadedStore:
    """The store at a PostgreSQL URL (`postgresql://...`), or in the SQLite file at a path: one writer there, `threads` connections with PostgreSQL."""
    if str(where).startswith(("postgresql://", "postgres://")):
        from greenroom.webhooks.stores.postgres import PostgresDatabase

        return ThreadedStore(lambda: PostgresDatabase(str(where), clock), sealer, threads, lease, breaker)
    from greenroom.webhooks.stores.sqlite import SqliteDatabase

    return ThreadedStore(lambda: SqliteDatabase(where, clock), sealer, 1, lease, breaker)

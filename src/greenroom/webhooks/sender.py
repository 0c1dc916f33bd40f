"""The sender: claims what is due, makes one attempt of each under its lease, reports. Knows no HTTP and no SQL; its clock and randomness are arguments."""
from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from greenroom.webhooks.model import Attempt, Claim, Finish, Incident
from greenroom.webhooks.outcome import Reply, judge
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.signing import headers, signing_now
from greenroom.webhooks.store import Queue, StoreUnavailable
from greenroom.webhooks.transport import Transport

Alert = Callable[[Incident], Awaitable[bool]]
"""Tells somebody of an incident; False or an exception when it could not, and it is tried again in the next round."""

Observe = Callable[[Attempt], None]
"""Hears of every attempt when it has ended, for metrics."""


@dataclass(frozen=True)
class Settings:
    """`limit` seconds for one attempt; `margin` between the end of an attempt at its limit and the end of the lease, for what clocks and scheduling may be off.

    `poll` is the longest and `least_poll` the shortest wait when nothing can be claimed; `tend` the seconds between rounds of tending."""

    limit: float = 20.0
    margin: float = 10.0
    concurrency: int = 128
    poll: float = 1.0
    least_poll: float = 0.05
    tend: float = 10.0
    schedule: Schedule = field(default_factory=Schedule)


@dataclass
class Tally:
    """What this sender did, since it began."""

    claimed: int = 0
    delivered: int = 0
    failed: int = 0
    too_late: int = 0
    store_errors: int = 0


class Sender:
    """One worker process. `wall` gives seconds since the epoch (for timestamps in requests and log only); leases go by the loop's monotonic clock."""

    def __init__(self, store: Queue, transport: Transport, settings: Settings, wall: Callable[[], float], rng: random.Random, alert: Alert | None = None,
                 observe: Observe | None = None) -> None:
        self.observe = observe
        self.store, self.transport, self.settings, self.wall, self.rng, self.alert = store, transport, settings, wall, rng, alert
        self.tally = Tally()
        self._busy: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Work until `stop`, then wait for the attempts in flight."""
        tending = asyncio.ensure_future(self._tending())
        try:
            while not self._stopping:
                if not await self._fill():
                    await self._rest()
        finally:
            tending.cancel()
        while self._tasks:
            await asyncio.wait(self._tasks)

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is in flight has ended."""
        self._stopping = True
        self._wake.set()

    def wake(self) -> None:
        """Something may be due: do not wait for the next poll."""
        self._wake.set()

    async def _fill(self) -> bool:
        """Claim into the free places. Says whether anything was claimed."""
        free = self.settings.concurrency - self._busy.total()
        if free <= 0:
            return False
        asked = asyncio.get_running_loop().time()
        self._wake.clear()
        try:
            claims = await self.store.claim(free, +self._busy)
        except StoreUnavailable:
            self.tally.store_errors += 1
            return False
        self.tally.claimed += len(claims)
        for claim in claims:
            if claim.lease < self.settings.limit + self.settings.margin:
                raise ValueError(f"a lease of {claim.lease} s is too short for attempts of {self.settings.limit} s and a margin of {self.settings.margin} s")
            # The lease began after the question was asked: counting from then errs to the safe side.
            self._start(claim, asked + claim.lease)
        return bool(claims)

    def _start(self, claim: Claim, lease_end: float) -> None:
        self._busy[claim.endpoint.id] += 1
        task = asyncio.ensure_future(self._deliver(claim, lease_end))
        self._tasks.add(task)
        task.add_done_callback(lambda t: self._ended(t, claim.endpoint.id))

    def _ended(self, task: asyncio.Task[None], endpoint: str) -> None:
        self._tasks.discard(task)
        self._busy[endpoint] -= 1
        if not self._busy[endpoint]:
            del self._busy[endpoint]
        self._wake.set()

    async def _rest(self) -> None:
        wait = self.settings.poll
        try:
            if self._busy.total() < self.settings.concurrency:
                due = await self.store.next_due()
                wait = min(wait, max(self.settings.least_poll, due if due is not None else wait))
        except StoreUnavailable:
            self.tally.store_errors += 1
        try:
            async with asyncio.timeout(wait):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _deliver(self, claim: Claim, lease_end: float) -> None:
        """One attempt. It is not begun when it could not end within the lease: whoever claims next must find nothing in flight."""
        loop = asyncio.get_running_loop()
        begun, wall = loop.time(), self.wall()
        if begun + self.settings.limit + self.settings.margin > lease_end:
            self.tally.too_late += 1
            return
        secrets = signing_now(claim.endpoint.secrets, wall)
        if secrets:
            reply = await self._post(claim, headers(claim.event, wall, claim.body, secrets), begun + self.settings.limit)
        else:
            reply = Reply(error="the endpoint has no secret to sign with")
        await self._report(claim, reply, wall, loop.time() - begun, lease_end)

    async def _post(self, claim: Claim, signed: dict[str, str], deadline: float) -> Reply:
        try:
            return await self.transport.post(claim.endpoint.url, signed, claim.body, deadline)
        except Exception as problem:  # a fault of ours in the transport must not strand the delivery until its lease ends, nor end the worker
            return Reply(error=f"the sender failed: {type(problem).__name__}")

    async def _report(self, claim: Claim, reply: Reply, started: float, latency: float, lease_end: float) -> None:
        verdict = judge(reply, claim.failures, self.settings.schedule, self.wall(), self.rng)
        attempt = Attempt(started, latency, reply.status, reply.error, reply.excerpt, verdict.kind, claim.event, claim.endpoint.id, claim.type)
        done = Finish(claim.delivery, claim.token, verdict.kind, attempt, verdict.delay, verdict.reason, verdict.quiet, verdict.gone)
        if self.observe is not None:
            self.observe(attempt)
        if verdict.kind == "delivered":
            self.tally.delivered += 1
        else:
            self.tally.failed += 1
        pause = 0.1
        while True:
            try:
                await self.store.finish(done)
                return
            except StoreUnavailable:
                self.tally.store_errors += 1
            # A success is worth telling however late; a retry only while the lease holds.
            if verdict.kind != "delivered" and asyncio.get_running_loop().time() > lease_end:
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)

    async def _tending(self) -> None:
        while True:
            await asyncio.sleep(self.settings.tend * self.rng.uniform(0.8, 1.2))
            try:
                await self.store.tend()
                await self._tell(await self.store.alerts_due())
            except Exception:  # the alarms must not end with one failed round
                self.tally.store_errors += 1

    async def _tell(self, incidents: Sequence[Incident]) -> None:
        if self.alert is None:
            return
        for incident in incidents:
            try:
                told = await self.alert(incident)
            except StoreUnavailable:
                raise
            except Exception:
                told = False
            if told:
                await self.store.alerted(incident.id)

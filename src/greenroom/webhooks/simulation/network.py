"""Receivers and the wire to them: slow tails, failures, outages, duplicates, answers that get lost, connections that wedge."""
from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from greenroom.webhooks.outcome import Reply
from greenroom.webhooks.signing import NotVerified, verify
from greenroom.webhooks.simulation.history import Flight, History
from greenroom.webhooks.simulation.host import Host, true_time


@dataclass
class Receiver:
    """One endpoint's other side. Outages and slowness are switched by the plan of faults."""

    name: str
    secret: str
    rng: random.Random
    fails: float = 0.05
    slow: float = 0.03
    down_until: float = 0.0
    slow_until: float = 0.0
    gone_until: float = 0.0
    doubles_until: float = 0.0

    def answer(self, now: float) -> tuple[int, float, str | None]:
        """Status, seconds that it takes, Retry-After."""
        slow = self.rng.random() < (0.6 if now < self.slow_until else self.slow)
        seconds = self.rng.uniform(3, 12) if slow else self.rng.uniform(0.01, 0.3)
        if now < self.gone_until:
            return 410, seconds, None
        if now < self.down_until:
            return self.rng.choice((500, 502, 503)), seconds, None
        if self.rng.random() < self.fails:
            return (429, seconds, str(self.rng.randint(1, 20))) if self.rng.random() < 0.3 else (500, seconds, None)
        return 200, seconds, None


@dataclass
class Connection:
    """A connection to an endpoint. A cut wedges it: what is sent on it is never answered."""

    wedged: bool = False


class SimTransport:
    """What a host sees of the network; the checks of an attempt's beginning are made here, where it truly begins."""

    def __init__(self, host: Host, receivers: dict[str, Receiver], history: History, checks: BeginCheck) -> None:
        self.host, self.receivers, self.history, self.checks = host, receivers, history, checks
        self.connections: dict[str, Connection] = {}

    def cut(self, until: float) -> None:
        """Cut the host off; connections that are open wedge."""
        self.host.net_cut_until = until
        for connection in self.connections.values():
            connection.wedged = True

    def connection(self, url: str) -> Connection:
        return self.connections.setdefault(url, Connection())

    def failed(self, url: str) -> None:
        """A connection without an answer is dropped, so that the next attempt dials anew."""
        self.connections.pop(url, None)

    async def post(self, url: str, headers: dict[str, str], body: bytes, deadline: float) -> Reply:
        loop, rng, h = asyncio.get_running_loop(), self.host.rng, self.history
        await self.host.gate(rng.uniform(0.0, 0.005))
        if loop.time() >= deadline:
            return Reply(error="no answer in time")
        receiver = self.receivers[url]
        flight = Flight((headers["webhook-id"], receiver.name), self.host.name, loop.time())
        self.checks.begins(flight)
        reply = await self._exchange(receiver, headers, body, deadline)
        h.now = flight.ended = loop.time()
        flight.answered = reply.error is None
        self.checks.ends(flight)
        h.note("ends", *flight.key, self.host.name, reply.status, reply.error)
        if reply.error:
            self.failed(url)
        await self.host.gate(0.0)
        return reply

    async def _exchange(self, receiver: Receiver, headers: dict[str, str], body: bytes, deadline: float) -> Reply:
        loop, rng = asyncio.get_running_loop(), self.host.rng
        connection = self.connection(f"https://{receiver.name}/")
        travel = rng.uniform(0.005, 0.05)
        if self.host.net_cut or connection.wedged:
            await asyncio.sleep(max(0.0, deadline - loop.time()))
            return Reply(error="no answer in time")
        await asyncio.sleep(travel)
        status, seconds, retry = self._receive(receiver, headers, body)
        if loop.time() < receiver.doubles_until:
            self._receive(receiver, headers, body)
        wait = min(seconds + travel, max(0.0, deadline - loop.time()))
        await asyncio.sleep(wait)
        if wait < seconds + travel or self.host.net_cut or connection.wedged:
            await asyncio.sleep(max(0.0, deadline - loop.time()))
            return Reply(error="no answer in time")
        return Reply(status, None, retry)

    def _receive(self, receiver: Receiver, headers: dict[str, str], body: bytes) -> tuple[int, float, str | None]:
        loop, h = asyncio.get_running_loop(), self.history
        h.now, key = loop.time(), (headers["webhook-id"], receiver.name)
        try:
            verify(headers, body, [receiver.secret], true_time())
        except NotVerified as problem:
            h.broken("signature", f"{key} was refused: {problem.message}")
            return 401, 0.01, None
        status, seconds, retry = receiver.answer(loop.time())
        h.note("received", *key, status)
        if status == 200:
            h.taken[key].append(loop.time())
        else:
            h.failed[key] += 1
            if status == 410:
                h.gone.add(key)
        return status, seconds, retry


class BeginCheck:
    """Asked at the instants at which an attempt goes onto the wire and leaves it."""

    def begins(self, flight: Flight) -> None:
        raise NotImplementedError

    def ends(self, flight: Flight) -> None:
        """The same for its end."""
        raise NotImplementedError

"""One run: hosts with senders, producers, an operator, receivers; faults by plan; then everything is mended and must settle."""
from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from greenroom.webhooks.envelope import wanted
from greenroom.webhooks.model import Endpoint, Filter, Incident, NewEvent, Order
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sender import Settings
from greenroom.webhooks.signing import Secret, new_secret
from greenroom.webhooks.simulation.checker import Checker
from greenroom.webhooks.simulation.history import History
from greenroom.webhooks.simulation.host import Host
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.network import Receiver, SimTransport
from greenroom.webhooks.simulation.observed import Observed
from greenroom.webhooks.simulation.plan import ACTIVE
from greenroom.webhooks.simulation.simstore import SharedDatabase
from greenroom.webhooks.store import StoreUnavailable

SETTINGS = Settings(limit=8.0, margin=6.0, concurrency=16, poll=8.0, least_poll=0.3, tend=20.0, schedule=Schedule(first=2.0, factor=4.0, most=200.0, attempts=7))
WORKERS = 3
ENDPOINTS: tuple[tuple[str, Order, tuple[str, ...]], ...] = (
    ("plain", "none", ("a",)), ("both", "none", ("a", "b")), ("held", "hold", ("b",)), ("parked", "park", ("b",)),
)
LATE = 3
"""Events of each stream that come after all is mended."""
SETTLE = 5000.0
"""Virtual seconds after the last fault within which everything must have ended."""


@dataclass
class Worker:
    """A host, with the sender that runs on it."""

    host: Host
    transport: SimTransport


class World:
    """Everything in a run, made from the seed."""

    def __init__(self, seed: int, variant: Variant, events: int) -> None:
        self.rng = random.Random(seed)
        self.variant, self.events = variant, events
        self.history = History()
        self.shared = SharedDatabase(variant.store.tables)
        self.secret = new_secret(b"s" * 32)
        self.receivers = {f"https://{name}/": Receiver(name, self.secret, self._rng(), fails=self.rng.choice((0.0, 0.05, 0.2))) for name, _, _ in ENDPOINTS}
        self.wants: dict[str, tuple[str, ...]] = {}
        self.checker = Checker(self.history, self.shared, {n: o for n, o, _ in ENDPOINTS if o != "none"}, self.wants)
        self.workers: list[Worker] = []
        self.producers: list[Host] = []
        self.operator = Host("operator", self._rng())
        self.desk = variant.store(self.shared, self.operator)
        self.twice_until = 0.0
        self.kill_in: dict[int, float] = {}
        self.tasks: list[asyncio.Future[None]] = []

    def _rng(self) -> random.Random:
        return random.Random(self.rng.getrandbits(64))

    async def begin(self) -> None:
        """Endpoints, workers, producers."""
        for name, order, types in ENDPOINTS:
            await self.desk.put_endpoint(Endpoint(name, f"https://{name}/", (Secret(self.secret),), types, order=order, concurrency=4, objective=Objective(0.99, 120)))
        for n in range(WORKERS):
            self.workers.append(self.worker(f"worker{n}"))
        for n, type_ in enumerate(("b", "a", "a")):
            self.producers.append(Host(f"producer{n}", self._rng()))
            self.tasks.append(asyncio.ensure_future(self._produce(n, type_)))

    def worker(self, name: str) -> Worker:
        """A new process with a sender."""
        host = Host(name, self._rng())
        transport = self.variant.transport(host, self.receivers, self.history, self.checker)
        sender = self.variant.sender(Observed(self.variant.store(self.shared, host), self.history), transport, SETTINGS, host.wall, self._rng(), self._alert(host))
        self.tasks.append(asyncio.ensure_future(sender.run()))
        return Worker(host, transport)

    def _alert(self, host: Host):  # type: ignore[no-untyped-def]
        async def alert(incident: Incident) -> bool:
            await host.gate(host.rng.uniform(0.01, 1.0))
            self.history.note("alert", incident.kind, incident.endpoint)
            return host.rng.random() > 0.1

        return alert

    async def _produce(self, n: int, type_: str) -> None:
        """One stream: each event is asked for until it is acknowledged, under one id; then the next."""
        rng = self._rng()
        for k in range(self.events // 3):
            await asyncio.sleep(self._wait(k, rng))
            event = NewEvent(f"{type_}{n}-{k}", type_, b'{"n":1}')
            self.wants[event.id] = tuple(name for name, _, types in ENDPOINTS if wanted(type_, types))
            for name in self.wants[event.id]:
                if name in self.checker.line:
                    self.checker.line[name].append(event.id)
            await self._until_acknowledged(n, event, rng)

    def _wait(self, k: int, rng: random.Random) -> float:
        """Bursts in which all streams speak at once, quiet between them, and the last few once all is mended."""
        now = asyncio.get_running_loop().time()
        if k >= self.events // 3 - LATE:
            return max(0.0, ACTIVE - now) + rng.uniform(0, 60)
        if rng.random() < 0.6:
            return 45.0 - now % 45.0 + rng.uniform(0, 0.5)
        return rng.uniform(0, 60) if rng.random() < 0.6 else 0.0

    async def _until_acknowledged(self, n: int, event: NewEvent, rng: random.Random) -> None:
        while event.id not in self.history.acknowledged:
            client = Observed(self.variant.store(self.shared, self.producers[n]), self.history)
            twice = asyncio.get_running_loop().time() < self.twice_until
            calls = [asyncio.ensure_future(_accept(client, event, delay)) for delay in ((0.0, rng.uniform(0, 0.02)) if twice else (0.0,))]
            self.tasks += calls  # a killed process's calls stay frozen for good; somebody must hold them
            if n in self.kill_in:
                asyncio.get_running_loop().call_later(self.kill_in.pop(n), self._kill, n)
            # A client that gets no answer (its connection was cut, its process killed) asks again under the same id.
            await asyncio.wait(calls, timeout=rng.uniform(3, 6))
            if event.id not in self.history.acknowledged:
                await asyncio.sleep(rng.uniform(0.1, 2))

    def _kill(self, n: int) -> None:
        """A producer dies; its successor asks again under the same id."""
        old = self.producers[n]
        old.alive = False
        self.producers[n] = Host(old.name + "'", old.rng)

    async def settle(self) -> None:
        """Mend everything and wait until nothing is pending, looking at the ledger each minute."""
        self.history.mended = asyncio.get_running_loop().time()
        for host in [*(w.host for w in self.workers), *self.producers]:
            host.paused_until = host.store_cut_until = host.net_cut_until = 0.0
        for r in self.receivers.values():
            r.down_until = r.slow_until = r.gone_until = r.doubles_until = 0.0
            r.fails, r.slow = 0.0, 0.0
        self.shared.down_until = 0.0
        for name, _, _ in ENDPOINTS:
            await self.desk.enable(name, True)
        end = asyncio.get_running_loop().time() + SETTLE
        while asyncio.get_running_loop().time() < end:
            await asyncio.sleep(20)
            open_ = self.shared.db.rows("SELECT COUNT(*) FROM webhook_delivery WHERE state = 'pending'")[0][0]
            told = self.shared.db.rows("SELECT COUNT(*) FROM webhook_incident WHERE alerted_at IS NULL")[0][0]
            if not open_ and not told and len(self.history.acknowledged) == len(self.wants) == self.events // 3 * 3:
                return

    async def act(self, kind: str, which: int) -> None:
        """What the operator does; when the store is away, he does not."""
        try:
            await self._act(kind, ENDPOINTS[which % len(ENDPOINTS)][0])
        except StoreUnavailable:
            return

    async def disabled(self, name: str, seconds: float) -> None:
        """Disable an endpoint for a while."""
        for on in (False, True):
            try:
                await self.desk.enable(name, on)
            except StoreUnavailable:
                return
            await asyncio.sleep(seconds)

    async def brownout(self, receiver: Receiver, seconds: float, rng: random.Random) -> None:
        """An endpoint slow and failing, and workers that stall about as long as a lease while they wait for it."""
        now = asyncio.get_running_loop().time()
        receiver.slow_until = receiver.down_until = now + 90 + seconds
        for _ in range(4):
            await asyncio.sleep(rng.uniform(2, 25))
            worker = rng.choice(self.workers)
            worker.host.paused_until = asyncio.get_running_loop().time() + rng.uniform(24, 40)

    async def hurried(self, name: str, after: float) -> None:
        """The operator sees an outage and resends by hand."""
        await asyncio.sleep(after)
        await self.act("hurry", [n for n, _, _ in ENDPOINTS].index(name))

    async def _act(self, kind: str, name: str) -> None:
        h = self.history
        if kind == "hurry":
            await self.desk.hurry(Filter(endpoint=name))
        elif kind == "replay":
            for d in await self.desk.deliveries(Filter(endpoint=name, state="dead")):
                h.replayed[(d.event, name)] = asyncio.get_running_loop().time()
                await self.desk.replay(Filter(event=d.event, endpoint=name))
        elif kind == "cancel":
            for d in (await self.desk.deliveries(Filter(endpoint=name, state="pending")))[-1:]:
                h.cancelled.add((d.event, name))
                await self.desk.cancel(Filter(event=d.event, endpoint=name))


async def _accept(client: Observed, event: NewEvent, delay: float) -> None:
    await asyncio.sleep(delay)
    try:
        await client.accept(event)
    except StoreUnavailable:
        return

"""The sender over real HTTP and each store: signed, retried, isolated, stopped cleanly."""
from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import standardwebhooks
from aiohttp import web

from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Attempt, Claim, Endpoint, Filter, Incident
from greenroom.webhooks.outcome import Reply
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.signing import verify
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from greenroom.webhooks.transport import HttpTransport
from tests.webhooks.conftest import SECRET, endpoint, event, sealer

QUICK = Settings(limit=20, margin=5, poll=0.05, least_poll=0.01, tend=0.1, schedule=Schedule(first=0.05, factor=1.5, most=0.3, attempts=4))


@pytest.fixture
def live(where: str) -> Iterator[ThreadedStore]:
    """A store on the real clock."""
    made = open_store(where, sealer(), lease=60)
    yield made
    made.close()


class Receiver:
    """Checks every signature with the specification's own library, fails the first so many times per event, and keeps what it took."""

    def __init__(self, failures: int = 0, status: int = 500, delay: float = 0) -> None:
        self.failures, self.status, self.delay = failures, status, delay
        self.seen: Counter[str] = Counter()
        self.stamps: list[str] = []
        self.running = self.most = 0

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        standardwebhooks.Webhook(SECRET).verify(body, dict(request.headers))
        verify(request.headers, body, [SECRET], time.time())
        name = request.headers["webhook-id"]
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(self.delay)
        self.running -= 1
        self.seen[name] += 1
        self.stamps.append(name)
        return web.Response(status=self.status if self.seen[name] <= self.failures else 200, text="hello")


@asynccontextmanager
async def served(*receivers: Receiver) -> AsyncIterator[list[str]]:
    app = web.Application()
    for n, receiver in enumerate(receivers):
        app.router.add_post(f"/{n}", receiver.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield [f"http://127.0.0.1:{runner.addresses[0][1]}/{n}" for n in range(len(receivers))]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def sending(store: ThreadedStore, settings: Settings = QUICK, alerts: list[Incident] | None = None) -> AsyncIterator[Sender]:
    async def alert(incident: Incident) -> bool:
        if alerts is not None:
            alerts.append(incident)
        return True

    async with HttpTransport(Guard(LOOPBACK)) as transport:
        sender = Sender(store, transport, settings, time.time, random.Random(1), alert)
        running = asyncio.ensure_future(sender.run())
        try:
            yield sender
        finally:
            sender.stop()
            await asyncio.wait_for(running, 30)


async def settled(store: ThreadedStore, limit: float = 60) -> None:
    end = time.monotonic() + limit
    while await store.next_due() is not None:
        assert time.monotonic() < end, await store.deliveries(Filter(state="pending"))
        await asyncio.sleep(0.02)


async def told(alerts: list[Incident], count: int) -> None:
    """Wait until so many incidents were told of, and a round longer for those that should not come."""
    end = time.monotonic() + 30
    while len(alerts) < count and time.monotonic() < end:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)


async def test_signed_retried_delivered_and_logged(live: ThreadedStore) -> None:
    receiver = Receiver(failures=2)
    async with served(receiver) as (url,), sending(live) as sender:
        await live.put_endpoint(endpoint(url=url))
        for n in range(20):
            await live.accept(event(f"e{n}"))
        sender.wake()
        await settled(live)
    assert receiver.seen == {f"e{n}": 3 for n in range(20)}
    assert await live.balance() == Balance(accepted=20, delivered=20)
    log = await live.attempts(Filter(event="e3"))
    assert [(a.status, a.outcome, a.excerpt) for a in log] == [(200, "delivered", "hello"), (500, "retry", "hello"), (500, "retry", "hello")]
    assert all(0 < a.latency < 20 for a in log)
    assert (sender.tally.delivered, sender.tally.failed) == (20, 40)


async def test_dead_letters_are_alerted_once_and_replayed_under_their_id(live: ThreadedStore) -> None:
    receiver, alerts = Receiver(failures=4), list[Incident]()
    async with served(receiver) as (url,), sending(live, alerts=alerts):
        await live.put_endpoint(endpoint(url=url))
        for n in range(5):
            await live.accept(event(f"e{n}"))
        await settled(live)
        assert (await live.balance()).dead == 5
        await told(alerts, 1)
        assert [a.kind for a in alerts].count("dead-letters") == 1
        assert await live.replay(Filter(state="dead")) == 5
        await settled(live)
    assert await live.balance() == Balance(accepted=5, delivered=5, late=0)
    assert set(receiver.seen.values()) == {5}


async def test_a_slow_endpoint_does_not_hold_up_others(live: ThreadedStore) -> None:
    slow, fast = Receiver(delay=1.5), Receiver()
    async with served(slow, fast) as (slow_url, fast_url), sending(live):
        await live.put_endpoint(endpoint("a", url=slow_url, types=("slow",), concurrency=4))
        await live.put_endpoint(endpoint("b", url=fast_url, types=("fast",)))
        for n in range(30):
            await live.accept(event(f"s{n}", "slow"))
        begun = time.monotonic()
        for n in range(30):
            await live.accept(event(f"f{n}", "fast"))
        while sum(fast.seen.values()) < 30:
            assert time.monotonic() - begun < 30
            await asyncio.sleep(0.01)
        assert sum(slow.seen.values()) < 30, "the fast one waited for the slow one"
        await live.cancel(Filter(endpoint="a"))
    assert slow.most <= 4


async def test_strict_order_over_several_senders(live: ThreadedStore) -> None:
    receiver = Receiver(failures=1)
    async with served(receiver) as (url,):
        await live.put_endpoint(endpoint(url=url, order="hold"))
        for n in range(8):
            await live.accept(event(f"e{n}"))
        async with sending(live), sending(live), sending(live):
            await settled(live)
    assert receiver.stamps == [f"e{n}" for n in range(8) for _ in range(2)]
    assert receiver.most == 1


async def test_410_disables_and_a_refused_address_dies_in_the_open(live: ThreadedStore) -> None:
    receiver, alerts = Receiver(failures=99, status=410), list[Incident]()
    async with served(receiver) as (url,), sending(live, alerts=alerts):
        await live.put_endpoint(endpoint("a", url=url))
        await live.put_endpoint(endpoint("b", url="https://169.254.169.254/latest"))
        await live.accept(event("e1"))
        await settled(live)
        await told(alerts, 3)
    assert {(a.kind, a.endpoint) for a in alerts} == {("endpoint-gone", "a"), ("dead-letters", "a"), ("dead-letters", "b")}
    assert [e.enabled for e in await live.endpoints()] == [False, True]
    assert {a.error for a in await live.attempts(Filter(endpoint="b"))} == {"refused: Nothing is sent to 169.254.169.254: it is not an address on the public internet."}


async def test_secrets_that_do_not_open_stop_nobody_else(live: ThreadedStore, where: str) -> None:
    receiver = Receiver()
    async with served(receiver) as (url,):
        other = open_store(where, Sealer({"k9": b"9" * 32}, "k9"))
        await other.put_endpoint(endpoint("a", url=url))
        other.close()
        await live.put_endpoint(endpoint("b", url=url))
        await live.accept(event())
        async with sending(live):
            await settled(live)
    assert sum(receiver.seen.values()) == 1
    assert {a.error for a in await live.attempts(Filter(endpoint="a"))} == {"the endpoint has no secret to sign with"}


async def test_a_fault_of_ours_strands_nothing(live: ThreadedStore) -> None:
    class Broken:
        async def post(self, url: str, headers: dict[str, str], body: bytes, deadline: float) -> Reply:
            raise RuntimeError("bug")

    await live.put_endpoint(endpoint())
    await live.accept(event())
    sender = Sender(live, Broken(), QUICK, time.time, random.Random(1))
    running = asyncio.ensure_future(sender.run())
    await settled(live)
    sender.stop()
    await running
    assert (await live.balance()).dead == 1
    assert [a.error for a in await live.attempts(Filter())] == ["the sender failed: RuntimeError"] * 4


async def test_a_lease_too_short_is_refused(live: ThreadedStore) -> None:
    await live.put_endpoint(endpoint())
    await live.accept(event())
    async with HttpTransport(Guard()) as transport:
        with pytest.raises(ValueError, match="too short"):
            await Sender(live, transport, replace(QUICK, limit=100), time.time, random.Random(1)).run()


def test_nothing_secret_in_what_is_shown() -> None:
    e = endpoint()
    claim = Claim(1, 1, 60, 0, "e", "t", b"payload", e)
    assert SECRET not in repr(e)
    assert "payload" not in repr(claim)
    assert isinstance(e, Endpoint)
    assert Attempt(0, 0, None, None).excerpt == ""

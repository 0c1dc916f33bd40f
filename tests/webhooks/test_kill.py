"""Senders killed with SIGKILL in the middle of work: nothing accepted is lost, and what arrives twice is counted."""
from __future__ import annotations

import asyncio
import random
import signal
import sys
import time
from asyncio.subprocess import Process

from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Endpoint
from greenroom.webhooks.signing import Secret
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.conftest import ROOT
from tests.webhooks.conftest import SECRET, event, sealer
from tests.webhooks.sender_process import LEASE
from tests.webhooks.test_sender import Receiver, served

EVENTS = 180
ROUNDS = 3


async def start(where: str) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.webhooks.sender_process", where, cwd=ROOT)


async def test_killed_senders_lose_nothing(where: str) -> None:
    store = open_store(where, sealer(), lease=LEASE)
    receiver = Receiver(delay=0.02)
    senders: list[Process] = []
    try:
        async with served(receiver) as (url,):
            await store.put_endpoint(Endpoint("plain", url, (Secret(SECRET),), concurrency=16))
            await store.put_endpoint(Endpoint("held", url, (Secret(SECRET),), ("line",), order="hold"))
            senders += [await start(where), await start(where)]
            await _rounds(store, receiver, senders, where)
            end = time.monotonic() + 90
            while (await store.balance()).pending:
                assert time.monotonic() < end
                await asyncio.sleep(0.1)
    finally:
        for sender in senders:
            sender.kill()
            await sender.wait()
    total = EVENTS + EVENTS // 20
    assert await store.balance() == Balance(accepted=total, delivered=total)
    assert set(receiver.seen) == {f"e{n}-{k}" for n in range(ROUNDS) for k in range(EVENTS // ROUNDS)}
    twice = sum(receiver.seen.values()) - total
    assert 0 <= twice <= ROUNDS * 17, "no more can arrive twice than were in flight in the killed processes"
    store.close()


async def _rounds(store: ThreadedStore, receiver: Receiver, senders: list[Process], where: str) -> None:
    """Accept, wait until some of it has arrived, kill the older sender, start another."""
    rng, arrived = random.Random(7), 0
    for n in range(ROUNDS):
        for k in range(EVENTS // ROUNDS):
            await store.accept(event(f"e{n}-{k}", "line" if k % 20 == 0 else "free"))
        end = time.monotonic() + 30
        while receiver.seen.total() < arrived + 5 and time.monotonic() < end:
            await asyncio.sleep(0.01)
        await asyncio.sleep(rng.uniform(0, 0.1))
        arrived = receiver.seen.total()
        victim = senders.pop(0)
        victim.send_signal(signal.SIGKILL)
        await victim.wait()
        senders.append(await start(where))

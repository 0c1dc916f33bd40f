"""What every store must do when it accepts, is searched, changed and opened again; each test runs against SQLite and PostgreSQL."""
from __future__ import annotations

import asyncio

import pytest

from greenroom.webhooks.envelope import BadEvent
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Accepted, Filter
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.store import EventConflict, NoSuchEndpoint
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.webhooks.conftest import Clock, endpoint, event, sealer
from tests.webhooks.contract import report


async def test_an_event_goes_to_who_wants_it_once(store: ThreadedStore) -> None:
    await store.put_endpoint(endpoint("a"))
    await store.put_endpoint(endpoint("b", types=("story.*",)))
    await store.put_endpoint(endpoint("c", types=("rehearsal.finished",)))
    assert await store.accept(event()) == Accepted("e1", 2, True)
    assert await store.accept(event()) == Accepted("e1", 2, False)
    with pytest.raises(EventConflict):
        await store.accept(event(body=b"[]"))
    with pytest.raises(BadEvent):
        await store.accept(event("a.b"))
    with pytest.raises(BadEvent):
        await store.accept(event("big", body=b"x" * 20_001))
    assert await store.balance() == Balance(accepted=2, pending=2)


async def test_many_at_once_accept_the_same_event_once(store: ThreadedStore) -> None:
    await store.put_endpoint(endpoint())
    got = await asyncio.gather(*(store.accept(event(f"e{n % 5}")) for n in range(100)))
    assert sum(a.new for a in got) == 5
    assert all(a.fanout == 1 for a in got)
    assert await store.balance() == Balance(accepted=5, pending=5)


async def test_cancel_and_remove_are_counted(store: ThreadedStore) -> None:
    await store.put_endpoint(endpoint("a"))
    await store.put_endpoint(endpoint("b"))
    await store.accept(event())
    (c, _) = await store.claim(10, {})
    assert await store.cancel(Filter(endpoint="a")) == 1
    assert await store.remove_endpoint("b") == 1
    assert not await store.finish(report(c, "retry"))
    assert await store.balance() == Balance(accepted=2, cancelled=2)
    assert [e.id for e in await store.endpoints()] == ["a"]
    for call in (store.remove_endpoint("b"), store.enable("x", True)):
        with pytest.raises(NoSuchEndpoint):
            await call
    assert (await store.accept(event("e2"))).fanout == 1


async def test_search_and_purge(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    for n in range(3):
        await store.accept(event(f"e{n}", "a.b" if n else "a.c"))
        clock.at += 10
    for c in await store.claim(2, {}):
        await store.finish(report(c, "delivered" if c.event == "e0" else "dead"))
    assert [a.event for a in await store.attempts(Filter(state="delivered"))] == ["e0"]
    assert [a.event for a in await store.attempts(Filter(type="a.b"))] == ["e1"]
    assert [d.event for d in await store.deliveries(Filter(type="a.b", state="pending", endpoint="ep"))] == ["e2"]
    assert [d.event for d in await store.deliveries(Filter(since=clock.at - 15))] == ["e2"]
    assert await store.purge(0) == 0
    await store.tend()
    clock.at += 1
    assert await store.purge(0) == 2
    assert await store.attempts(Filter()) == []
    assert (await store.balance()).balanced


async def test_settings_change_and_secrets_are_sealed(store: ThreadedStore, where: str, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.put_endpoint(endpoint(url="https://other.example/", order="park"))
    (held,) = await store.endpoints()
    assert (held.url, held.order, held.secrets) == ("https://other.example/", "park", endpoint().secrets)
    ((text,),) = await store._call(lambda db: db.rows("SELECT secrets FROM webhook_endpoint"))
    assert "whsec" not in text
    other = open_store(where, Sealer({"k2": b"2" * 32}, "k2"), clock)
    assert [(e.id, e.secrets) for e in await other.endpoints()] == [("ep", ())]
    other.close()


async def test_all_is_there_after_opening_again(store: ThreadedStore, where: str, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    other = open_store(where, sealer(2), clock)
    assert len(await other.claim(1, {})) == 1
    assert await store.claim(1, {}) == []
    other.close()

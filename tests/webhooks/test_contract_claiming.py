"""What every store must do when it leases deliveries and moves them on; each test runs against SQLite and PostgreSQL."""
from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Filter
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.webhooks.conftest import Clock, endpoint, event, sealer
from tests.webhooks.contract import report, states


async def test_a_claim_carries_all_that_an_attempt_needs(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(objective=Objective(0.99, 60)))
    await store.accept(event(body=b"\x00\xff", amount=1999))
    (c,) = await store.claim(10, {})
    assert (c.event, c.type, c.body, c.failures, c.lease, c.accepted_at) == ("e1", "story.rated", b"\x00\xff", 0, 60, clock.at)
    assert c.endpoint.secrets == endpoint().secrets
    assert c.endpoint.objective == Objective(0.99, 60)
    assert await store.claim(10, {}) == []
    (d,) = await store.deliveries(Filter())
    assert (d.state, d.lease_until, d.deadline_at, d.amount) == ("pending", clock.at + 60, clock.at + 60, 1999)


async def test_delivered(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(10, {})
    assert await store.finish(report(c))
    assert not await store.finish(report(c))
    clock.at += 10**6
    assert await store.claim(10, {}) == []
    assert await states(store) == {"delivered": 1}
    assert len(await store.attempts(Filter(event="e1"))) == 2
    assert await store.next_due() is None


async def test_a_retry_comes_due_by_the_stores_clock(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(10, {})
    assert await store.finish(report(c, "retry", delay=100))
    assert await store.next_due() == pytest.approx(100)
    clock.at += 99
    assert await store.claim(10, {}) == []
    clock.at += 2
    (again,) = await store.claim(10, {})
    assert (again.failures, again.token) == (1, c.token + 1)


async def test_a_dead_workers_lease_runs_out(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(10, {})
    clock.at += 59
    assert await store.claim(10, {}) == []
    clock.at += 2
    (again,) = await store.claim(10, {})
    assert (again.delivery, again.failures, again.token > c.token) == (c.delivery, 0, True)


async def test_success_is_final_and_a_reschedule_needs_the_lease(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (old,) = await store.claim(10, {})
    clock.at += 61
    (new,) = await store.claim(10, {})
    assert not await store.finish(report(old, "retry"))
    assert not await store.finish(report(old, "dead"))
    assert await store.finish(report(old))
    assert not await store.finish(report(new, "retry"))
    assert not await store.finish(report(new, "dead"))
    clock.at += 10**6
    assert await store.claim(10, {}) == []
    assert await states(store) == {"delivered": 1}


async def test_a_late_success_revives_the_dead(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (old,) = await store.claim(10, {})
    clock.at += 61
    (new,) = await store.claim(10, {})
    assert await store.finish(report(new, "dead"))
    assert await store.finish(report(old))
    assert await states(store) == {"delivered": 1}


async def test_gone_disables_and_keeps_what_is_pending(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(concurrency=1))
    await store.accept(event("e1"))
    await store.accept(event("e2"))
    (c,) = await store.claim(10, {})
    await store.finish(report(c, "dead", gone=True))
    await store.accept(event("e3"))
    assert await states(store) == {"dead": 1, "pending": 2}
    assert await store.claim(10, {}) == []
    assert {i.kind for i in await store.alerts_due()} >= {"endpoint-gone", "dead-letters"}
    await store.enable("ep", True)
    assert len(await store.claim(1, {})) == 1


async def test_fair_shares_and_bounds(store: ThreadedStore) -> None:
    for name in ("a", "b", "c"):
        await store.put_endpoint(endpoint(name, concurrency=4, types=(name,)))
        for n in range(20):
            await store.accept(event(f"{name}{n}", name))
    first = await store.claim(9, {})
    assert Counter(c.endpoint.id for c in first) == {"a": 3, "b": 3, "c": 3}
    more = await store.claim(100, {"a": 4, "b": 3})
    assert Counter(c.endpoint.id for c in more) == {"b": 1, "c": 4}
    # whoever was served last in a small claim is not served first in the next
    assert {c.endpoint.id for c in [*await store.claim(1, {}), *await store.claim(1, {}), *await store.claim(1, {})]} == {"a", "b", "c"}


async def test_strict_order_one_at_a_time(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(order="hold"))
    for n in range(3):
        await store.accept(event(f"e{n}"))
    (c,) = await store.claim(10, {})
    assert c.event == "e0"
    assert await store.claim(10, {}) == []
    await store.finish(report(c, "retry", delay=50))
    assert await store.claim(10, {}) == []
    clock.at += 51
    (c,) = await store.claim(10, {})
    assert c.event == "e0"
    await store.finish(report(c))
    (c,) = await store.claim(10, {})
    assert c.event == "e1"
    await store.finish(report(c, "dead"))
    assert [c.event for c in await store.claim(10, {})] == ["e2"]


async def test_a_failing_event_is_parked_when_so_chosen(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(order="park"))
    for n in range(3):
        await store.accept(event(f"e{n}"))
    (c,) = await store.claim(10, {})
    await store.finish(report(c, "retry", delay=50))
    (c,) = await store.claim(10, {})
    assert c.event == "e1"
    clock.at += 51
    assert [c.event for c in await store.claim(10, {})] == ["e0"]
    await store.finish(report(c))
    assert [c.event for c in await store.claim(10, {})] == ["e2"]


async def test_a_circuit_lets_one_probe_through(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    for n in range(8):
        await store.accept(event(f"e{n}"))
    claims = await store.claim(4, {})
    for c in claims:
        clock.at += 4
        await store.finish(report(c, "retry", delay=1000))
    assert any(i.kind == "circuit-open" for i in await store.alerts_due())
    assert await store.claim(10, {}) == []
    clock.at += 31
    assert len(await store.claim(10, {})) == 1
    assert await store.claim(10, {}) == []
    clock.at += 61  # the prober died
    (probe,) = await store.claim(10, {})
    await store.finish(report(probe))
    assert len(await store.claim(10, {})) == 3


async def test_an_endpoint_asks_for_quiet(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(concurrency=1))
    await store.accept(event("e1"))
    await store.accept(event("e2"))
    (c,) = await store.claim(10, {})
    await store.finish(report(c, "retry", delay=90, quiet=90))
    clock.at += 89
    assert await store.claim(10, {}) == []
    clock.at += 2
    assert len(await store.claim(10, {})) == 1


async def test_replay_keeps_the_id_and_begins_anew(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(1, {})
    await store.finish(report(c, "dead"))
    assert await store.replay(Filter(event="other")) == 0
    assert await store.replay(Filter(event="e1")) == 1
    (again,) = await store.claim(1, {})
    assert (again.event, again.failures) == ("e1", 0)
    assert not await store.finish(report(c, "dead"))
    await store.finish(report(again))
    assert await store.replay(Filter()) == 0
    assert await store.replay(Filter(), ("delivered",)) == 1


async def test_a_hurried_retry_that_fails_stays_on_its_schedule(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(1, {})
    assert await store.hurry(Filter()) == 0
    await store.finish(report(c, "retry", delay=5000))
    assert await store.hurry(Filter()) == 1
    (c,) = await store.claim(1, {})
    assert c.failures == 1
    await store.finish(report(c, "retry", delay=5000))
    clock.at += 5001
    assert len(await store.claim(1, {})) == 1


async def test_two_stores_never_hold_the_same_delivery(store: ThreadedStore, where: str, clock: Clock) -> None:
    other = open_store(where, sealer(3), clock)
    await store.put_endpoint(endpoint("a", concurrency=1000))
    await store.put_endpoint(endpoint("b", concurrency=1000, order="hold"))
    for start in range(0, 200, 50):
        await asyncio.gather(*((store if n % 2 else other).accept(event(f"e{n}")) for n in range(start, start + 50)))
    seen: list[tuple[int, int]] = []
    in_line: list[int] = []

    async def work(s: ThreadedStore) -> None:
        while claims := await s.claim(7, {}):
            seen.extend((c.delivery, c.token) for c in claims)
            in_line.extend(c.delivery for c in claims if c.endpoint.id == "b")
            await asyncio.gather(*(s.finish(report(c)) for c in claims))

    for _ in range(100):
        await asyncio.gather(*(work(s) for s in (store, other, store, other)))
        if await store.next_due() is None:
            break
    assert len(seen) == len(set(seen)) == 400
    assert in_line == sorted(in_line)
    assert await store.balance() == Balance(accepted=400, delivered=400)
    other.close()

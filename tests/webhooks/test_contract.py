"""What every store must do; each test runs against SQLite and PostgreSQL."""
from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from greenroom.webhooks.envelope import BadEvent
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Accepted, Attempt, Claim, Filter, Finish
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.outcome import Kind
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.store import EventConflict, NoSuchEndpoint, Store
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.webhooks.conftest import Clock, endpoint, event, sealer


def report(claim: Claim, kind: Kind = "delivered", delay: float = 5, reason: str = "HTTP 500", quiet: float = 0, gone: bool = False) -> Finish:
    attempt = Attempt(1.0, 0.1, 200 if kind == "delivered" else 500, None, "answer", kind)
    return Finish(claim.delivery, claim.token, kind, attempt, delay, reason, quiet, gone)


async def states(store: Store) -> dict[str, int]:
    return dict(Counter(d.state for d in await store.deliveries(Filter(limit=1000))))


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


async def test_dead_letters_alert_once_per_incident(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    for n in range(3):
        await store.accept(event(f"e{n}"))
    for c in await store.claim(10, {}):
        await store.finish(report(c, "dead", reason="12 attempts failed"))
    (incident,) = [i for i in await store.alerts_due() if i.kind == "dead-letters"]
    assert (incident.endpoint, incident.count) == ("ep", 3)
    assert "e0" in incident.detail
    await store.alerted(incident.id)
    assert [i for i in await store.alerts_due() if i.kind == "dead-letters"] == []
    clock.at += 1000
    await store.accept(event("e3"))
    await store.enable("ep", True)
    (c,) = await store.claim(1, {})
    await store.finish(report(c, "dead"))
    assert [i for i in await store.alerts_due() if i.kind == "dead-letters"] == []
    clock.at += 3601
    await store.tend()
    await store.accept(event("e4"))
    (c,) = await store.claim(1, {})
    await store.finish(report(c, "dead"))
    assert [i.count for i in await store.alerts_due() if i.kind == "dead-letters"] == [1]
    assert len([i for i in await store.incidents() if i.kind == "dead-letters"]) == 2


async def test_an_incident_nobody_was_told_of_stays_open(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    (c,) = await store.claim(1, {})
    await store.finish(report(c, "dead"))
    clock.at += 10**6
    await store.tend()
    assert any(i.kind == "dead-letters" for i in await store.alerts_due())


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


async def test_disabled_endpoints_swallow_nothing_and_what_waits_too_long_is_dead_and_alerted(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event("e1"))
    await store.enable("ep", False, "maintenance")
    await store.accept(event("e2"))
    assert await store.claim(10, {}) == []
    clock.at += 4 * 86400 + 1
    tended = await store.tend()
    assert tended.expired == 2
    assert tended.balance == Balance(accepted=2, dead=2, late=2)
    assert any(i.kind == "dead-letters" and i.count == 2 for i in await store.alerts_due())
    assert await store.replay(Filter(endpoint="ep")) == 2
    await store.enable("ep", True)
    assert len(await store.claim(10, {})) == 2


async def test_what_is_in_work_does_not_expire(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    await store.accept(event())
    clock.at += 4 * 86400
    (c,) = await store.claim(1, {})
    clock.at += 30
    assert (await store.tend()).expired == 0
    assert await store.finish(report(c))


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


async def test_the_deadline_alarm_sees_what_was_never_tried(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint(objective=Objective(0.999, 300)))
    await store.accept(event("e1", amount=500))
    clock.at += 299
    await store.tend()
    assert not any(i.kind == "deadline" for i in await store.alerts_due())
    clock.at += 2
    tended = await store.tend()
    assert (tended.good, tended.bad, tended.balance.late) == (0, 1, 1)
    assert [i.count for i in await store.alerts_due() if i.kind == "deadline"] == [1]
    assert (await store.tend()).bad == 0
    (c,) = await store.claim(1, {})
    await store.finish(report(c))
    tended = await store.tend()
    assert (tended.good, tended.bad, tended.balance) == (0, 0, Balance(accepted=1, delivered=1))
    (minute,) = await store.minutes(0)
    assert (minute.good, minute.bad, minute.amount_bad, minute.endpoint, minute.type) == (0, 1, 500, "ep", "story.rated")


async def test_good_and_bad_are_counted_by_minute_once(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    for n in range(4):
        await store.accept(event(f"e{n}", amount=100))
    claims = await store.claim(10, {})
    for c, kind in zip(claims, ("delivered", "delivered", "dead", "retry"), strict=True):
        await store.finish(report(c, kind, delay=10_000))  # type: ignore[arg-type]
    await asyncio.gather(*(store.tend() for _ in range(5)))
    clock.at += 301
    await asyncio.gather(*(store.tend() for _ in range(5)))
    total = await store.minutes(clock.at - 3600)
    assert (sum(m.good for m in total), sum(m.bad for m in total), sum(m.amount_good for m in total), sum(m.amount_bad for m in total)) == (2, 2, 200, 200)


async def test_the_ledger_sees_what_falls_out(store: ThreadedStore, clock: Clock) -> None:
    await store.put_endpoint(endpoint())
    for n in range(4):
        await store.accept(event(f"e{n}"))
    await store._call(lambda db: db.run("DELETE FROM webhook_delivery WHERE event_id = 'e0'"))
    await store._call(lambda db: db.run("UPDATE webhook_delivery SET state = 'processing' WHERE event_id = 'e1'"))
    await store._call(lambda db: db.run("UPDATE webhook_delivery SET state = 'delivered', done_at = ? WHERE event_id = 'e2'", clock.at))
    tended = await store.tend()
    assert tended.balance.missing == 2
    assert (tended.balance.strays, tended.balance.unproven) == (1, 1)
    (alarm,) = [i for i in await store.alerts_due() if i.kind == "ledger"]
    assert "found nowhere" in alarm.detail


async def test_dead_letters_by_rate(store: ThreadedStore) -> None:
    await store.put_endpoint(endpoint(concurrency=50))
    for n in range(25):
        await store.accept(event(f"e{n}"))
    for c in await store.claim(50, {}):
        await store.finish(report(c, "dead"))
    await store.tend()
    assert [i.endpoint for i in await store.alerts_due() if i.kind == "dead-rate"] == ["ep"]


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

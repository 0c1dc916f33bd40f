"""What every store must do when it judges, expires, alerts and balances the ledger; each test runs against SQLite and PostgreSQL."""
from __future__ import annotations

import asyncio

from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Filter
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.stores.threaded import ThreadedStore
from tests.webhooks.conftest import Clock, endpoint, event
from tests.webhooks.contract import report


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

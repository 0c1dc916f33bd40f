"""Metrics and the status page beside the sender, alerts by command and by signed webhook, and the purge."""
from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from greenroom.services.serve_webhooks import tidy
from greenroom.services.webhook_alerts import Alerts, CannotAlert, alerter
from greenroom.services.webhook_board import CannotListen, board
from greenroom.services.webhook_metrics import Attempts, exposition
from greenroom.services.webhook_status import burn_down, look
from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.model import Attempt, Filter, Incident, Minute
from greenroom.webhooks.objective import Objective
from greenroom.webhooks.stores.threaded import ThreadedStore
from greenroom.webhooks.transport import HttpTransport
from tests.webhooks.conftest import SECRET, Clock, endpoint, event
from tests.webhooks.contract import report
from tests.webhooks.test_sender import Receiver, served

INCIDENT = Incident(7, "dead-letters", "coach", 1_700_000_000.0, 1_700_000_000.0, 1, "e1: 12 attempts failed", None, None)


async def busy(store: ThreadedStore, clock: Clock) -> None:
    """Four accepted: two delivered, one dead, one pending and late; an endpoint whose address holds a token."""
    await store.put_endpoint(endpoint("coach", url="https://coach.example/hook/tok3n"))
    for n in range(4):
        await store.accept(event(f"e{n}", amount=1000))
    claims = await store.claim(3, {})
    for c, kind in zip(claims, ("delivered", "delivered", "dead"), strict=True):
        await store.finish(report(c, kind))  # type: ignore[arg-type]
    clock.at += 301
    await store.tend()


async def test_metrics_hold_the_ledger_the_promise_and_no_address(store: ThreadedStore, clock: Clock) -> None:
    await busy(store, clock)
    attempts = Attempts()
    attempts.add(Attempt(1.0, 0.2, 200, None, "", "delivered", "e0", "coach", "story.rated"))
    text = exposition(await look(store, clock.at), attempts).decode()
    held = {(s.name, *sorted(s.labels.items())): s.value for family in text_string_to_metric_families(text) for s in family.samples}
    states = {k[1][1]: v for k, v in held.items() if k[0] == "greenroom_webhook_deliveries"}
    assert states == {"accepted": 4, "delivered": 2, "dead": 1, "cancelled": 0, "pending": 1}
    assert held["greenroom_webhook_missing",] == 0
    assert held["greenroom_webhook_late",] == 2
    of = (("name", "coach"), ("of", "endpoint"))
    assert held["greenroom_webhook_success_ratio", *of] == 0.5
    assert held["greenroom_webhook_error_budget_left", *of] == pytest.approx(1 - 0.5 / 0.001)
    assert held["greenroom_webhook_at_risk_weekly", *of] > 0
    assert held["greenroom_webhook_circuit_open", ("endpoint", "coach")] == 0
    assert held["greenroom_webhook_attempts_total", ("endpoint", "coach"), ("outcome", "delivered")] == 1
    assert held["greenroom_webhook_attempt_seconds_count", ("endpoint", "coach")] == 1
    assert {k[1][1] for k in held if k[0] == "greenroom_webhook_incidents_open"} == {"coach"}
    assert "tok3n" not in text
    assert "whsec" not in text


async def test_the_board_is_open_to_read_only(store: ThreadedStore, clock: Clock) -> None:
    await busy(store, clock)
    async with board(store, ("127.0.0.1", 0), Attempts()) as port, aiohttp.ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{port}/") as answer:
            page = await answer.text()
        assert "4 accepted = 2 delivered + 1 dead + 0 cancelled + 1 pending; 2 late" in page
        assert "something is wrong" in page
        assert "tok3n" not in page
        async with client.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
            assert "greenroom_webhook_missing 0.0" in await answer.text()
        async with client.post(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 405
        with pytest.raises(CannotListen):
            async with board(store, ("127.0.0.1", port), Attempts()):
                pass


def test_a_burn_down_ends_at_what_is_left() -> None:
    minutes = [Minute(10 + n, "a", "t", 99, n % 2, 0, 0) for n in range(10)]
    points = burn_down(minutes, Objective(0.99, 60, 1200), 1200)
    assert len(points) == 30
    assert points[0] == 1
    assert list(points) == sorted(points, reverse=True)
    assert points[-1] == pytest.approx(1 - 5 / 995 / 0.01)
    assert burn_down([], Objective(), 1200) == ()


async def test_a_command_is_told_and_asked_again_when_it_fails(tmp_path: Path) -> None:
    told = tmp_path / "told"
    write = f"{sys.executable} -c \"import sys; open('{told}', 'a').write(sys.stdin.read() + chr(10)); sys.exit({{}})\""
    async with HttpTransport(Guard(LOOPBACK)) as transport:
        assert not await alerter(Alerts(write.format(3)), transport)(INCIDENT)
        assert await alerter(Alerts(write.format(0)), transport)(INCIDENT)
        assert not await alerter(Alerts("/nowhere/nothing"), transport)(INCIDENT)
    assert [line.count('"kind": "dead-letters"') for line in told.read_text().splitlines()] == [1, 1]


async def test_a_signed_webhook_is_told_and_a_part_that_took_it_is_not_told_again(tmp_path: Path) -> None:
    receiver, told = Receiver(failures=1), tmp_path / "told"
    command = f"{sys.executable} -c \"open('{told}', 'a').write('x')\""
    async with served(receiver) as (url,), HttpTransport(Guard(LOOPBACK)) as transport:
        tell = alerter(Alerts(command, url, SECRET), transport)
        assert not await tell(INCIDENT)
        assert await tell(INCIDENT)
    assert receiver.seen == {"incident_7_1700000000": 2}
    assert told.read_text() == "x"


def test_alerts_that_could_reach_nobody_are_refused() -> None:
    with pytest.raises(CannotAlert, match="no secret"):
        Alerts(url="https://x.example/")
    with pytest.raises(CannotAlert, match="cannot be read"):
        Alerts("echo 'unclosed")
    assert "whsec" not in repr(Alerts(url="https://x.example/", secret=SECRET))


async def test_an_alert_goes_nowhere_that_webhooks_may_not() -> None:
    async with HttpTransport(Guard()) as transport:
        assert not await alerter(Alerts(url="http://169.254.169.254/", secret=SECRET), transport)(INCIDENT)


async def test_the_log_is_purged_on_schedule_and_what_waits_stays(store: ThreadedStore, clock: Clock) -> None:
    await busy(store, clock)
    clock.at += 1000
    tidying = asyncio.ensure_future(tidy(store, 500, pause=0.05))
    end = time.monotonic() + 20
    while len(await store.deliveries(Filter())) > 1 and time.monotonic() < end:
        await asyncio.sleep(0.02)
    tidying.cancel()
    assert [d.event for d in await store.deliveries(Filter())] == ["e3"]
    assert await store.attempts(Filter()) == []
    assert (await store.balance()).balanced

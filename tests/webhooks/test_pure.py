"""The parts without input or output: envelope, schedule, verdicts, circuit, objective, ledger, value, sealing."""
from __future__ import annotations

import json
import random
from email.utils import formatdate

import pytest

from greenroom.webhooks.circuit import Breaker, Circuit
from greenroom.webhooks.envelope import BadEvent, checked_id, envelope, new_id, wanted
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Minute
from greenroom.webhooks.objective import RULES, Counts, Objective, budget_left, burn_rate, burns, hours_to_alert
from greenroom.webhooks.outcome import Reply, judge
from greenroom.webhooks.reliability import reliability
from greenroom.webhooks.schedule import Schedule, retry_after
from greenroom.webhooks.sealing import CannotUnseal, Sealer
from greenroom.webhooks.signing import Secret
from greenroom.webhooks.value import at_risk, wilson


def test_an_envelope_is_thin_and_bounded() -> None:
    body = envelope("story.rated", 1614265330.5, {"name": "Zoë", "n": 1})
    assert json.loads(body) == {"type": "story.rated", "timestamp": "2021-02-25T15:02:10.500Z", "data": {"name": "Zoë", "n": 1}}
    with pytest.raises(BadEvent, match="bytes"):
        envelope("a", 0, "x" * 20_000)
    for data in (float("nan"), {1, 2}, object()):
        with pytest.raises(BadEvent, match="not JSON"):
            envelope("a", 0, data)


@pytest.mark.parametrize("bad", ["", "a..b", ".a", "a.", "a b", "a\n", "ä", "a" * 65])
def test_a_bad_type_is_refused(bad: str) -> None:
    with pytest.raises(BadEvent):
        envelope(bad, 0, {})


def test_ids_sort_by_time_and_hold_no_dots() -> None:
    ids = [new_id(t, random.Random(t).randbytes(10)) for t in range(1, 9)]
    assert ids == sorted(ids)
    assert [checked_id(i) for i in ids] == ids
    for bad in ("a.b", "", "a b", "x" * 97, "a\n"):
        with pytest.raises(BadEvent):
            checked_id(bad)


def test_patterns() -> None:
    assert wanted("a.b", ())
    assert wanted("a.b", ("a.*",))
    assert wanted("a.b", ("x", "a.b"))
    assert not wanted("ab.c", ("a.*",))
    assert not wanted("a", ("a.*",))


def test_the_schedule_spans_three_days_and_spreads() -> None:
    plain = Schedule(jitter=0)
    delays = [plain.delay(n, random.Random(0)) for n in range(1, 13)]
    assert delays[0] == 5
    assert delays[-1] is None
    assert all(d is not None for d in delays[:-1])
    assert 2.8 * 86400 < plain.span() < 3.3 * 86400
    spread = [Schedule().delay(1, random.Random(seed)) or 0 for seed in range(200)]
    assert 4 <= min(spread) < 4.3
    assert 5.7 < max(spread) <= 6


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), (" 5 ", 5), ("0", 0), ("-5", None), ("soon", None), ("", None), (None, None), ("1" * 30, None), (formatdate(1060), 60), (formatdate(900), 0)])
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, 1000) == seconds


def test_verdicts() -> None:
    rng, schedule = random.Random(1), Schedule(jitter=0)
    assert judge(Reply(204), 0, schedule, 0, rng).kind == "delivered"
    for status in (300, 302, 400, 404, 500, 199):
        assert judge(Reply(status), 0, schedule, 0, rng).kind == "retry"
    assert judge(Reply(200, error="the body was cut off"), 0, schedule, 0, rng).kind == "retry"
    gone = judge(Reply(410), 0, schedule, 0, rng)
    assert (gone.kind, gone.gone) == ("dead", True)
    busy = judge(Reply(429, retry_after="90"), 0, schedule, 0, rng)
    assert (busy.delay, busy.quiet) == (90, 90)
    assert judge(Reply(500, retry_after="1"), 0, schedule, 0, rng).delay == 5
    assert judge(Reply(503, retry_after="99999999"), 0, schedule, 0, rng).delay == 86400
    assert judge(Reply(error="timeout"), 11, schedule, 0, rng).kind == "dead"
    assert judge(Reply(error="timeout"), 10, schedule, 0, rng).kind == "retry"


def test_a_circuit_opens_probes_and_closes() -> None:
    breaker, c = Breaker(failures=3, span=10, cool=30, most=100), Circuit()
    for t in (0, 1, 2, 3):
        c = c.failed(t, breaker)
    assert c.closed
    c = c.failed(10, breaker)
    assert not c.lets(39)
    assert c.failed(11, breaker) == c
    assert c.lets(40)
    p = c.probe(40, 60)
    assert not p.lets(99)
    assert p.lets(100)
    waits = []
    for _ in range(4):
        c = c.probe(c.until, 60).failed(1000, breaker)
        waits.append(c.until - 1000)
    assert waits == [60, 100, 100, 100]
    assert c.probe(c.until, 60).succeeded() == Circuit()


def test_the_loss_of_the_story_pages_nobody_on_three_nines() -> None:
    loss = 0.003
    assert hours_to_alert(loss, Objective(0.999), RULES[0]) is None
    assert hours_to_alert(loss, Objective(0.999), RULES[1]) is None
    assert hours_to_alert(loss, Objective(0.999), RULES[2]) == pytest.approx(24)
    assert hours_to_alert(loss, Objective(0.9999), RULES[0]) == pytest.approx(0.48)
    assert [b.fires for b in burns(lambda _: Counts(9970, 30), Objective(0.999))] == [False, False, True]
    assert [b.fires for b in burns(lambda _: Counts(9970, 30), Objective(0.9999))] == [True, True, True]
    assert not any(b.fires for b in burns(lambda _: Counts(0, 50), Objective(0.999)))
    assert not any(b.fires for b in burns(lambda s: Counts(100, 100) if s > 21600 else Counts(), Objective(0.999)))
    assert burn_rate(Counts(), Objective()) == 0
    assert budget_left(Counts(999, 1), Objective(0.999)) == pytest.approx(0)
    with pytest.raises(ValueError, match="objective"):
        Objective(1.0)


def test_the_ledger_says_what_is_wrong() -> None:
    assert Balance(10, 4, 3, 2, 1).balanced
    assert Balance(10, 4, 3, 2, 0).problems() == ["1 accepted and found nowhere"]
    assert Balance(10, 4, 3, 2, 2).problems() == ["1 more than were accepted"]
    assert not Balance(10, 10, unproven=1).balanced
    assert Balance(10, 9, strays=1).problems() == ["1 accepted and found nowhere", "1 in a state that does not exist"]


def test_value_at_risk() -> None:
    low, high = wilson(300, 100_000)
    assert low == pytest.approx(0.002680, abs=2e-6)
    assert high == pytest.approx(0.003358, abs=2e-6)
    assert wilson(0, 0) == (0, 1)
    assert wilson(0, 100)[0] == 0
    risk = at_risk(Counts(997, 3, 997_000, 3_000), 7 * 86400)
    assert (risk.rate, risk.amount, risk.weekly) == (0.003, 3000, 3000)
    assert risk.weekly_low < 3000 < risk.weekly_high


def test_secrets_are_sealed_to_their_endpoint_and_keys_change() -> None:
    secrets = (Secret("whsec_abc"), Secret("whsec_old", 99.5))
    old = Sealer({"k1": b"a" * 32}, "k1")
    sealed = old.seal(secrets, "ep_1")
    assert "abc" not in sealed
    assert Sealer({"k1": b"a" * 32, "k2": b"b" * 32}, "k2").unseal(sealed, "ep_1") == secrets
    for sealer, text, endpoint in ((old, sealed, "ep_2"), (old, sealed[:-4] + "AAA=", "ep_1"), (old, "k1:!", "ep_1"), (Sealer({"k2": b"b" * 32}, "k2"), sealed, "ep_1")):
        with pytest.raises(CannotUnseal):
            sealer.unseal(text, endpoint)
    with pytest.raises(CannotUnseal):
        Sealer({"k": b"short"}, "k")


def test_reliability_from_minutes() -> None:
    now = 1_700_000_000.0
    minutes = [Minute(int(now // 60) - n, "ep", "a", 997, 3, 99_700, 300) for n in range(1440)]
    seen = reliability("ep", minutes, Objective(0.999), now)
    assert seen.ratio == pytest.approx(0.997)
    assert seen.budget == pytest.approx(-2)
    assert [b.fires for b in seen.burns] == [False, False, True]
    assert seen.risk.weekly == pytest.approx(300 * 1440 * 7, rel=0.001)
    empty = reliability("ep", [], Objective(), now)
    assert (empty.ratio, empty.budget) == (None, 1.0)

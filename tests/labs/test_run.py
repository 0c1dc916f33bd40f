"""Real processes, real HTTP, a real database: the fault loses events, Greenroom's own sender loses none, and only the ledger sees the difference."""
from __future__ import annotations

import statistics
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from greenroom.labs.webhooks.dials import BadDial, Dials
from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.payments import amount
from greenroom.labs.webhooks.processes import LabFailed
from greenroom.labs.webhooks.run import run
from greenroom.labs.webhooks.shop import manner
from tests.conftest import need
from tests.labs.fixes import CLAIMED
from tests.storage import postgres

HARSH = Dials(events=150, slow_share=0.4, retry_share=0.3, rate=60.0)
"""So slow a shop that some hundred events are enough to lose a few."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """The fault, the product and a mended worker, side by side, each kept in the same lab."""
    lab = Lab(tmp_path_factory.mktemp("lab"))
    lab.file("retry_worker.py").write_text(CLAIMED, encoding="utf-8")
    calm = Dials(events=120, slow_share=0.0, retry_share=0.0, rate=60.0, old_endpoint=0.0)
    with ThreadPoolExecutor(4) as pool:
        going = {fault: pool.submit(lab.run, replace(HARSH, fault=fault), None, lambda *_: None) for fault in ("retry-race", "none", "mine")}
        going["calm"] = pool.submit(run, calm, tmp_path_factory.mktemp("calm") / "run")
        return {fault: each.result() for fault, each in going.items()}


def test_the_fault_loses_events_and_the_own_sender_none(runs: dict[str, Outcome]) -> None:
    assert runs["retry-race"].dropped > 0
    assert runs["none"].dropped == 0
    assert runs["none"].accepted == runs["none"].delivered == HARSH.events
    assert runs["none"].pending == runs["none"].dead == 0


def test_a_mended_worker_loses_none(runs: dict[str, Outcome]) -> None:
    assert runs["mine"].dropped == runs["mine"].dead == runs["mine"].pending == 0
    assert runs["mine"].worker


def stalled(o: Outcome) -> bool:
    """Whether far more attempts got no answer in time than the shop's manners explain: the machine itself stood still, and that an alarm on attempts may say."""
    return o.attempts.slow > 1.3 * o.dials.beyond * o.attempts.all


def test_alarms_on_attempts_see_nothing_and_the_ledger_does(runs: dict[str, Outcome]) -> None:
    with_fault, without = runs["retry-race"], runs["none"]
    assert not with_fault.attempts.fires or stalled(with_fault)
    assert not without.attempts.fires or stalled(without)
    assert with_fault.ledger.fires
    assert with_fault.ledger.late >= with_fault.dropped > 0
    assert without.ledger.late == 0
    assert (not without.ledger.fires and without.ledger.alarms == ()) or stalled(without), "on a machine that stands still events are late, and the ledger says so"


def test_every_loss_is_a_conflict_and_a_call_without_an_answer(runs: dict[str, Outcome]) -> None:
    o = runs["retry-race"]
    assert o.attempts.conflicts >= o.dropped
    assert o.dead == o.dropped + o.false_dead
    assert o.accepted == o.delivered + o.dropped
    assert o.pending == 0


def test_figures(runs: dict[str, Outcome]) -> None:
    o = runs["retry-race"]
    low, high = o.interval
    assert low < o.rate < high
    money = o.money(weekly=1000, lapse=0.5)
    assert money.week == pytest.approx(o.rate * 1000 * 0.5 * o.mean_cents / 100)
    assert money.low < money.week < money.high
    assert Outcome.of(o.to_dict()) == o


def test_the_rate_comes_out_of_the_dials() -> None:
    d = Dials().at(0.5)
    drawn = [manner(d, f"e{n}", 0) for n in range(20_000)]
    beyond, refused = (statistics.fmean(x) for x in ([s > d.limit for s, _ in drawn], [r for _, r in drawn]))
    assert beyond == pytest.approx(d.beyond, abs=0.006)
    assert refused == pytest.approx(d.refused, abs=0.003)
    assert d.beyond + d.refused * (1 - d.beyond) == pytest.approx(d.retry_share)
    assert 0.002 < d.retry_share * d.beyond < 0.005, "what the race can lose at the most: a retry that hangs"
    assert 75 < statistics.fmean(amount(d, n) for n in range(20_000)) / 100 < 85


def test_no_slow_tail_no_loss(runs: dict[str, Outcome]) -> None:
    calm = runs["calm"]
    assert calm.dropped == 0 or calm.attempts.slow > 0
    assert calm.retried == 0 or calm.attempts.slow > 0, "a machine that stalls for longer than the limit is a slow shop too"


@pytest.mark.parametrize(("changes", "says"), [
    ({"slow_share": 1.5}, "--slow-share is 1.5"), ({"events": 0}, "--events is 0"), ({"workers": 99}, "--workers is 99"), ({"retry_share": 0.01}, "slow tail alone makes 0.059"),
])
def test_dials_that_cannot_be_are_refused(changes: dict[str, float], says: str) -> None:
    with pytest.raises(BadDial, match=says):
        replace(Dials(), **changes).checked()  # type: ignore[arg-type]


def test_a_worker_that_fails_ends_the_run_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "retry_worker.py"
    file.write_text("def work(service):\n    return service.nothing\n", encoding="utf-8")
    with pytest.raises(LabFailed, match="line 2: AttributeError"):
        run(replace(HARSH, fault="mine", events=20, limit=0.5), tmp_path / "run", worker=file)


def test_on_postgresql(tmp_path: Path) -> None:
    programs = postgres.programs()
    need("postgres", programs is not None, "`make postgres` installs it as root; otherwise install the package postgresql")
    assert programs is not None
    with postgres.cluster(programs) as url, ThreadPoolExecutor(2) as pool:
        going = {fault: pool.submit(run, replace(HARSH, fault=fault, events=120), tmp_path / fault, url + "postgres") for fault in ("retry-race", "none")}
        with_fault, without = (going[fault].result() for fault in ("retry-race", "none"))
    assert with_fault.database == without.database == "PostgreSQL"
    assert with_fault.dropped > 0
    assert without.dropped == without.pending == 0

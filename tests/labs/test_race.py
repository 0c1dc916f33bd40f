"""The race under the scheduler: the same order gives the same run, an order that interleaves loses, one that does not is harmless."""
from __future__ import annotations

import pytest

from greenroom.labs.webhooks.race import BadScript, losing, replay, script_of
from greenroom.labs.webhooks.scheduler import Scheduler, Worker


def test_the_storys_interleaving_loses_the_delivery() -> None:
    r = replay(script=script_of("A B A B B B A A"))
    assert r.lost
    assert r.state == "dead"
    assert [line.split("  ", 2)[1].strip() + " " + line.split("  ")[2].split()[0] for line in (x.strip() for x in r.trace)] == [
        "A reads", "B reads", "A sends", "B sends", "B gets", "B finishes", "A gets", "A writes:"
    ]
    assert "nothing there to change" in r.trace[-1]


@pytest.mark.parametrize("script", ["", "A A A A B B B B", "A A A A A A A", "B B B B B A A A A A A A"])
def test_one_after_the_other_loses_nothing(script: str) -> None:
    r = replay(script=script_of(script))
    assert not r.lost
    assert r.state == "delivered"


def test_the_same_order_gives_the_same_run() -> None:
    for seed in range(30):
        assert replay(seed) == replay(seed)
    assert len({replay(seed).digest for seed in range(30)}) > 25


def test_chance_loses_it_now_and_then() -> None:
    assert 10 < len(losing(range(100))) < 60


def test_an_interleaving_is_read_with_comments_and_refused_with_its_line() -> None:
    assert script_of("A b  # first\n\n ab,A # B") == ("A", "B", "A", "B", "A")
    with pytest.raises(BadScript, match=r"Line 2 .*'AC'"):
        script_of("A B\nAC")
    with pytest.raises(BadScript, match="201 moves"):
        script_of("A" * 201)


def test_a_killed_worker_moves_no_more_and_what_raises_is_told() -> None:
    seen: list[str] = []
    scheduler = Scheduler(1)

    def body(worker: Worker) -> None:
        while True:
            scheduler.wait(worker)
            seen.append(worker.name)

    one = scheduler.start("one", body)
    scheduler.start("two", body)
    scheduler.at(0.1, lambda: scheduler.kill(one))
    scheduler.run(1.0, lambda: len(seen) > 100)
    assert "one" in seen
    assert set(seen[-40:]) == {"two"}

    def failing(worker: Worker) -> None:
        scheduler2.wait(worker)
        raise KeyError("x")

    scheduler2 = Scheduler(1)
    scheduler2.start("one", failing)
    with pytest.raises(KeyError):
        scheduler2.run(1.0, lambda: False)

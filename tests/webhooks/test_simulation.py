"""The product under seeded faults breaks nothing; each planted race is caught, by a seed that is printed and replays identically."""
from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time

import pytest

from greenroom.webhooks.simulation.checker import RULES
from greenroom.webhooks.simulation.loop import NothingLeft, run_virtual
from greenroom.webhooks.simulation.mutant import load_mutants
from greenroom.webhooks.simulation.plan import KINDS
from greenroom.webhooks.simulation.run import main, simulate

SEEDS = int(os.environ.get("GREENROOM_SEEDS", "60"))
FIRST = {"r03_half_fenced": 30}
"""Where to begin the search: rare ones near a seed that is known to catch them."""


def test_the_product_breaks_nothing() -> None:
    faults: set[str] = set()
    dead = duplicates = 0
    for seed in range(1, SEEDS + 1):
        result = simulate(seed)
        assert not result.violations, str(result)
        assert result.events == 30
        faults |= set(result.faults)
        dead, duplicates = dead + result.dead, duplicates + result.duplicates
    assert faults == set(KINDS)
    assert duplicates > 0, "faults that cause no duplicate are no faults"


def test_every_race_of_the_design_note_is_planted() -> None:
    assert sorted(name[:3] for name in load_mutants()) == [f"r{n:02d}" for n in range(1, 15)]
    assert all(v.seen for v in load_mutants().values())


@pytest.mark.parametrize("name", list(load_mutants()))
def test_a_planted_race_is_caught_and_replays(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    variant, begun = load_mutants()[name], time.monotonic()
    first = FIRST.get(name, 1)
    for seed in range(first, first + 120):
        result = simulate(seed, variant)
        if result.violations:
            break
    assert result.violations, f"{name} was not caught"
    assert time.monotonic() - begun < 60
    with capsys.disabled():
        print(f"\n{name}: seed {seed}, {result.violations[0][:110]}")
    assert str(result).startswith(f"seed {seed} ")
    assert {v.split("]")[0][1:] for v in result.violations} <= set(RULES)
    again = simulate(seed, variant)
    assert (again.digest, again.violations, again.steps) == (result.digest, result.violations, result.steps)
    assert not simulate(seed).violations, "the same seed without the race"


def test_other_processes_replay_the_same() -> None:
    digests = set()
    for hash_seed in ("1", "2"):
        code = "from greenroom.webhooks.simulation.run import simulate; print(simulate(3).digest)"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": hash_seed})
        digests.add(run.stdout.strip())
    assert digests == {simulate(3).digest}
    assert simulate(4).digest not in digests


def test_the_command_line_prints_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "3", "--mutant", "r02_work_outlives_lease"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"seed 1 \([0-9a-f]{16}\)", out)
    assert "[overlap]" in out
    assert main(["--seeds", "1"]) == 0


def test_virtual_time_jumps_and_a_dead_end_is_an_error() -> None:
    async def sleeper() -> None:
        await asyncio.sleep(10 * 86400)
        assert asyncio.get_running_loop().time() == pytest.approx(864000)

    async def stuck() -> None:
        await asyncio.get_running_loop().create_future()

    begun = time.monotonic()
    run_virtual(sleeper())
    assert time.monotonic() - begun < 1
    with pytest.raises(NothingLeft):
        run_virtual(stuck())

"""Run a seed, find what is broken, print the seed with it: `python -m greenroom.webhooks.simulation.run [--seeds N] [--from N] [--mutant NAME]`."""
from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from dataclasses import dataclass

from greenroom.webhooks.simulation.host import EPOCH
from greenroom.webhooks.simulation.loop import run_virtual
from greenroom.webhooks.simulation.mutant import Variant, load_mutants
from greenroom.webhooks.simulation.plan import ACTIVE, Fault, draw
from greenroom.webhooks.simulation.world import ENDPOINTS, SETTINGS, World

EVENTS = 30
FAULTS = 20


@dataclass(frozen=True)
class Result:
    """One run. The same seed and variant give the same digest and violations. `duplicates` are receipts with 2xx beyond the first."""

    seed: int
    digest: str
    violations: tuple[str, ...]
    events: int
    attempts: int
    duplicates: int
    dead: int
    faults: Counter[str]
    steps: int

    def __str__(self) -> str:
        head = f"seed {self.seed} ({self.digest}): {self.events} events, {self.attempts} attempts, {self.duplicates} duplicates, {self.dead} dead, {self.faults.total()} faults"
        return "\n".join([head, *(f"  {v}" for v in self.violations)])


def simulate(seed: int, variant: Variant | None = None, events: int = EVENTS, faults: int = FAULTS) -> Result:
    """One run in virtual time."""
    world = World(seed, variant or Variant(), events)
    run_virtual(_run(world, faults))
    world.shared.db.close()
    h = world.history
    attempts = sum(len(f) for f in h.flights.values())
    duplicates = sum(max(0, len(t) - 1) for t in h.taken.values())
    dead = sum(1 for line in world_states(world) if line == "dead")
    return Result(seed, h.digest, tuple(h.violations), len(h.acknowledged), attempts, duplicates, dead, h.faults, h.steps)


def world_states(world: World) -> list[str]:
    """The states at the end, as `_run` left them."""
    states: list[str] = world.shared.extra.get("states", [])
    return states


async def _run(world: World, faults: int) -> None:
    await world.begin()
    world.tasks.append(asyncio.ensure_future(_minutes(world)))
    plan = draw(world.rng, faults)
    for fault in plan:
        await asyncio.sleep(max(0.0, fault.at - asyncio.get_running_loop().time()))
        world.history.now = asyncio.get_running_loop().time()
        world.history.faults[fault.kind] += 1
        world.history.note("fault", fault.kind, fault.which, fault.seconds)
        await _strike(world, fault)
    await asyncio.sleep(max(0.0, ACTIVE - asyncio.get_running_loop().time()))
    await world.settle()
    world.checker.minute(asyncio.get_running_loop().time())
    world.checker.finally_(SETTINGS.schedule.attempts)
    world.shared.extra["states"] = [r[0] for r in world.shared.db.rows("SELECT state FROM webhook_delivery")]


async def _minutes(world: World) -> None:
    while True:
        await asyncio.sleep(60)
        world.checker.minute(asyncio.get_running_loop().time())


async def _strike(world: World, fault: Fault) -> None:
    now = asyncio.get_running_loop().time()
    until = now + fault.seconds
    n = fault.which % len(world.workers)
    worker = world.workers[n]
    receiver = world.receivers[f"https://{ENDPOINTS[fault.which % len(ENDPOINTS)][0]}/"]
    match fault.kind:
        case "crash":
            worker.host.alive = False
            world.workers[n] = world.worker(worker.host.name + "'")
        case "pause":
            worker.host.paused_until = until
        case "skew":
            worker.host.skew = fault.size
        case "store-cut":
            worker.host.store_cut_until = until
            world.producers[n].store_cut_until = now + fault.seconds / 4
        case "net-cut":
            worker.transport.cut(until)
        case "database-down":
            world.shared.down_until = until + EPOCH
        case "outage":
            receiver.down_until = until + 300 * (fault.which % 2)
            world.tasks.append(asyncio.ensure_future(world.hurried(receiver.name, fault.seconds / 2)))
        case "brownout":
            world.tasks.append(asyncio.ensure_future(world.brownout(receiver, fault.seconds, world.rng)))
        case "slow":
            receiver.slow_until = until
        case "gone":
            receiver.gone_until = now + min(fault.seconds, 10)
        case "doubles":
            receiver.doubles_until = until
        case "producer-crash":
            world.kill_in[fault.which % len(world.producers)] = fault.seconds % 0.07
        case "disable":
            world.tasks.append(asyncio.ensure_future(world.disabled(receiver.name, fault.seconds)))
        case "twice":
            world.twice_until = until
        case _:
            await world.act(fault.kind, fault.which)


def main(arguments: list[str]) -> int:
    """Print what is broken by which seed; status 1 when anything is."""
    options = dict(zip(arguments[::2], arguments[1::2], strict=True))
    first, count = int(options.get("--from", "1")), int(options.get("--seeds", "100"))
    variant = load_mutants()[options["--mutant"]] if "--mutant" in options else Variant()
    began, bad, faults, duplicates, attempts, dead = time.perf_counter(), 0, Counter[str](), 0, 0, 0
    for seed in range(first, first + count):
        result = simulate(seed, variant)
        faults += result.faults
        attempts, duplicates, dead = attempts + result.attempts, duplicates + result.duplicates, dead + result.dead
        if result.violations:
            bad += 1
            print(result)
    seconds = time.perf_counter() - began
    print(f"{variant.title}: {count} seeds in {seconds:.1f} s, {bad} with a violation; {attempts} attempts, {duplicates} duplicates, {dead} dead letters")
    print("faults: " + ", ".join(f"{k} {v}" for k, v in sorted(faults.items())))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

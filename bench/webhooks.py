"""Measure the webhooks and write docs/reference/webhooks.md: rate, kill, backlog, slow. What was measured is kept, and an interrupted run goes on after it.

    python -m bench.webhooks rate|kill|backlog|slow|page|all [--events N] [--rounds N] [--again]
"""
from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bench import machine
from bench.answers import ROOT
from bench.webhook_parts import backlog, kill, peer, rate
from bench.webhook_parts.postgres import Server

PAGE = ROOT / "docs/reference/webhooks.md"
KEPT = ROOT / "build/bench-webhooks.json"
DATABASES = ("sqlite", "postgresql")
SIZES = {"rate": 50_000, "kill": 100_000, "backlog": 1_000_000, "slow": 0}
Work = Callable[[str], Coroutine[Any, Any, dict[str, Any]]]


def kept() -> dict[str, Any]:
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def keep(name: str, work: Callable[[], dict[str, Any]], again: bool) -> None:
    """Measure it, unless it was; what is measured is written down at once."""
    if name in kept() and not again:
        print(f"{name}: measured before (--again measures it anew)")
        return
    note = machine.load_note()
    found = work() | {"note": note}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept() | {name: found}, indent=1), encoding="utf-8")
    print(f"{name}: {json.dumps(found)}", flush=True)


def on(database: str, work: Work) -> dict[str, Any]:
    """Run it on an empty database."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
            return asyncio.run(work(str(Path(folder) / "webhooks.db")))
    server = Server()
    try:
        return asyncio.run(work(server.url))
    finally:
        server.close()


def run(what: str, events: int, rounds: int, seed: int, again: bool) -> None:
    for database in DATABASES:
        name = f"{what} {database}"
        if what == "rate":
            keep(name, lambda d=database: on(d, lambda where: rate.measure(where, events, 10)), again)  # type: ignore[misc]
            keep(f"both {database}", lambda d=database: on(d, lambda where: rate.together(where, events)), again)  # type: ignore[misc]
        elif what == "kill":
            keep(name, lambda d=database: asyncio.run(kill.measure(d, events, rounds, seed)), again)  # type: ignore[misc]
        elif what == "backlog":
            keep(name, lambda d=database: on(d, lambda where: backlog.drain(where, events)), again)  # type: ignore[misc]
        else:
            keep(name, lambda d=database: on(d, backlog.beside_slow), again)  # type: ignore[misc]
    if what == "rate":
        keep("rate procrastinate", lambda: on("postgresql", lambda where: peer.measure(where, max(1000, events // 10), 10)), again)


def rate_lines(held: dict[str, Any]) -> list[str]:
    """The table of rates."""
    lines = ["", "## Rate", "", "One sender, or two in processes of their own, to a receiver in another process on the same machine. "
              "Latency is from accepted to delivered, at a steady load of "
              f"{rate.LOAD} events a second ({peer.LOAD} for procrastinate).", "",
              "| | events | accepted a second | delivered a second | p50, ms | p99, ms | |", "|---|---|---|---|---|---|---|"]
    for name in ("sqlite", "postgresql", "procrastinate"):
        if r := held.get(f"rate {name}"):
            lines.append(f"| {name} | {r['events']:,} | {r['accepted']:,.0f} | {r['delivered']:,.0f} | {r['p50']:.1f} | {r['p99']:.1f} | {r['note']} |")
        if r := held.get(f"both {name}"):
            lines.append(f"| {name}, two senders | {r['events']:,} | - | {r['delivered']:,.0f} | - | - | {r['note']} |")
    return lines


def kill_lines(held: dict[str, Any]) -> list[str]:
    """The table of kills."""
    lines = ["", "## Killed at random", "", "Two senders, the program that accepts, and the database (SQLite's lives in those programs; PostgreSQL's server is killed) "
              "are ended by SIGKILL and started again. "
              "Safe are the events whose acceptance was confirmed and written down before the kill.", "",
              "| | events | rounds | kills | safe | lost | arrived twice | ledger |", "|---|---|---|---|---|---|---|---|"]
    for name in DATABASES:
        if r := held.get(f"kill {name}"):
            kills = ", ".join(f"{n} {k}" for k, n in r["kills"].items() if n)
            ledger = "balances" if r["balanced"] else "DOES NOT BALANCE"
            lines.append(f"| {name} | {r['events']:,} | {r['rounds']} | {kills} | {r['safe']:,} | {r['lost']} | {r['twice']} | {ledger} |")
    return lines


def page(held: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = ["# Webhooks: figures", "", f"Measured by `python -m bench.webhooks all` on {machine.describe()}."]
    lines += ["Every commit is on the disk before anybody is told of it."]
    if any(name.startswith("rate ") for name in held):
        lines += rate_lines(held)
    if any(name.startswith("kill ") for name in held):
        lines += kill_lines(held)
    if any(name.startswith("backlog ") for name in held):
        lines += ["", "## A long backlog", "", "Deliveries a second, and MB held by the sender, at each tenth.", ""]
    for name in DATABASES:
        if r := held.get(f"backlog {name}"):
            rates, held_mb = ", ".join(f"{a:,.0f}" for a, _ in r["points"]), ", ".join(f"{m:.0f}" for _, m in r["points"])
            lines.append(f"- {name}, {r['events']:,} events: {rates} a second; {held_mb} MB. {r['note']}")
    if any(name.startswith("slow ") for name in held):
        lines += ["", "## Beside an endpoint that times out at 30 s", ""]
    for name in DATABASES:
        if r := held.get(f"slow {name}"):
            lines.append(f"- {name}: {r['alone']:,.0f} a second alone, {r['beside']:,.0f} beside it. {r['note']}")
    measured = {what for what in SIZES for name in held if name.startswith(what + " ")}
    if missing := [what for what in SIZES if what not in measured]:
        lines += ["", f"Not measured yet on a machine that does nothing else: {', '.join(missing)}."]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=[*SIZES, "page", "all"])
    parser.add_argument("--events", type=int)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    for what in SIZES if given.what == "all" else [given.what] if given.what in SIZES else []:
        run(what, given.events or SIZES[what], given.rounds, given.seed, given.again)
    PAGE.write_text(page(kept()), encoding="utf-8")


if __name__ == "__main__":
    main()

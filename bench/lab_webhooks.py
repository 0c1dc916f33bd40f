"""The webhooks lab in its long form: many events with the fault and without, printed as Markdown; --write keeps it in docs/reference/webhooks-lab.md.

    python -m bench.lab_webhooks [--events N] [--seed N] [--limit SECONDS] [--write]
"""
from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench import machine
from greenroom.labs.webhooks.dials import Dials, Fault
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.run import run

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reference/webhooks-lab.md"
EVENTS = 100_000
CUT_SHORT = (
    "**Cut short.** Other work took the machine during a run, so that even calls to a quick shop got no answer in time; its endpoint's circuit opened and the run was ended before everything was settled. What "
    "was pending is not lost: it is in the ledger as pending, and the sender would have gone on. Run it again on a quiet machine for the whole figure."
)
SIDES: tuple[Fault, ...] = ("retry-race", "none")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def one(fault: Fault, events: int, seed: int, limit: float) -> Outcome:
    """One run in a folder that is then removed."""
    folder, told = Path(tempfile.mkdtemp(prefix="greenroom-lab-")), [0.0]

    def progress(what: str, done: int, of: int) -> None:
        if time.monotonic() - told[0] > 20:
            told[0] = time.monotonic()
            say(f"  {fault}: {done:,} of {of:,} {what}")

    try:
        return run(Dials(fault=fault, events=events, seed=seed, limit=limit), folder / "run", progress=progress)
    finally:
        shutil.rmtree(folder)


def share(part: float, of: float, digits: int = 2) -> str:
    return f"{100 * part / of:.{digits}f} %" if of else "none"


def row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def page(outcomes: list[Outcome], seed: int, where: str) -> str:
    """The page, from what was counted."""
    d = outcomes[0].dials
    lines = [
        "# The webhooks lab, measured", "", f"Measured by `python -m bench.lab_webhooks --events {d.events} --seed {seed} --write`. {where}", "",
        f"Real processes, HTTP on loopback, SQLite. The sender's limit was {d.limit:g} s, which stands for 25 s in the story; every other time is on the same scale. {d.workers} retry workers, "
        f"{d.rate:g} events a second. Set: {share(d.slow_share, 1, 1)} of attempts in the slow tail with a mean of {d.slow_tail:g} limits, so that {share(d.beyond, 1)} of attempts get no answer in "
        f"time; {share(d.retry_share, 1, 1)} of attempts fail in all. No code draws a drop.", "",
        row("", ["with the fault (`retry-race`)", "Greenroom's own sender (`none`)"]), "|---|---:|---:|",
    ]
    table = {
        "accepted for the shop": [f"{o.accepted:,}" for o in outcomes],
        "arrived, by the shop's own record": [f"{o.delivered:,}" for o in outcomes],
        "still pending when the run was cut short": [f"{o.pending:,}" for o in outcomes],
        "**dropped**, of those settled": [f"**{o.dropped:,}** of {o.settled:,}" for o in outcomes],
        "drop rate": [share(o.rate, 1, 3) for o in outcomes],
        "its 95 % interval (Wilson)": [f"{share(o.interval[0], 1, 3)} to {share(o.interval[1], 1, 4)}" for o in outcomes],
        "events tried again": [f"{o.retried:,} ({share(o.retried, o.accepted)})" for o in outcomes],
        "attempts without an answer in time": [f"{o.attempts.slow:,} ({share(o.attempts.slow, o.attempts.all)})" for o in outcomes],
        "arrived more than once": [f"{o.twice:,}" for o in outcomes],
        "called dead and did arrive": [f"{o.false_dead:,}" for o in outcomes],
        "dollars a week (98,000 events; 34 % of the lost lapse)": [f"{o.money().week:,.0f} ({o.money().low:,.0f} to {o.money().high:,.0f})" for o in outcomes],
        "attempts that failed": [share(o.attempts.failed, o.attempts.all) for o in outcomes],
        "worst 1,000 attempts in a row": [share(o.attempts.worst, 1, 1) for o in outcomes],
        "attempt alarm, at twice the usual share": [f"{share(o.attempts.alarm, 1, 0)}: {'**fired**' if o.attempts.fires else 'silent'}" for o in outcomes],
        "ledger, all endpoints: accepted": [f"{o.ledger.accepted:,}" for o in outcomes],
        "= delivered + dead + pending": [f"{o.ledger.delivered:,} + {o.ledger.dead:,} + {o.ledger.pending:,}" for o in outcomes],
        "past their deadline and not delivered, the old test endpoint's among them": [f"{o.ledger.late:,}" for o in outcomes],
        "the ledger (both endpoints) first showed something": [f"{o.ledger.first:.1f} s after the start" if o.ledger.first is not None else "nothing to show" for o in outcomes],
        "incidents opened from the ledger": ["; ".join(o.ledger.alarms) or "none" for o in outcomes],
        "seconds": [f"{o.seconds:,.0f}" for o in outcomes],
    }
    lines += [row(name, cells) for name, cells in table.items()]
    if any(o.pending for o in outcomes):
        lines += ["", CUT_SHORT]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.lab_webhooks", description="The webhooks lab with the fault and without.")
    parser.add_argument("--events", type=int, default=EVENTS, metavar="N", help=f"events of each run (default {EVENTS:,})")
    parser.add_argument("--seed", type=int, default=1, help="seed of the shop's manners and of the amounts (default 1)")
    parser.add_argument("--limit", type=float, default=0.0, metavar="SECONDS", help="the sender's limit; 0 has it measured (default)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what was counted as JSON")
    parser.add_argument("--from", dest="kept", type=Path, metavar="FILE", help="make the page from such a file, without a run")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    where = f"{machine.describe()}. {machine.load_note()}"
    if args.kept:
        held = json.loads(args.kept.read_text(encoding="utf-8"))
        where, outcomes = held["where"], [Outcome.of(raw) for raw in held["outcomes"]]
    else:
        outcomes = [one(fault, args.events, args.seed, args.limit) for fault in SIDES]
    if args.keep:
        args.keep.write_text(json.dumps({"where": where, "outcomes": [o.to_dict() for o in outcomes]}), encoding="utf-8")
    text = page(outcomes, args.seed, where)
    print(text, end="")
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
        say(f"Wrote {PAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Rate a long batch of generated answers on one CPU: does memory stay flat, how many answers does a core rate? --write keeps it in docs/reference/batch.md.

    python -m bench.batch [--count N] [--seed N] [--write]

100,000 answers take about two hours of one core.
"""
from __future__ import annotations

import argparse

from bench import machine
from bench.answers import ROOT
from bench.speed import LEAST_FOR_SLOPE, Batch, batch_lines, ours_batch, say

PAGE = ROOT / "docs/reference/batch.md"
COUNT = 100_000


def page(batch: Batch, seed: int, notes: str) -> str:
    rate, words = batch.count / batch.busy, batch.words / batch.busy
    return "\n".join([
        "# A long batch", "", f"Measured by `python -m bench.batch` (seed {seed}). {machine.describe()}. {notes}", "",
        f"{rate:.1f} answers and {words:,.0f} words for each second of processor time ({batch.busy:,.0f} s of {batch.seconds:,.0f} s of the clock).", "",
        *batch_lines(batch),
    ]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description="Rate a long batch of generated answers on one CPU.")
    parser.add_argument("--count", type=int, default=COUNT, help=f"answers, {LEAST_FOR_SLOPE:,} or more (default {COUNT:,})")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generated texts (default 1)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    if args.count < LEAST_FOR_SLOPE:
        parser.error(f"--count is {args.count}; give {LEAST_FOR_SLOPE:,} or more: below that memory still grows to fit the longest answer.")
    load, pinned = machine.load_note(), machine.pin()
    for line in (load, pinned):
        say(line)
    text = page(ours_batch(args.seed, args.count), args.seed, f"{pinned} {load}")
    print(text, end="")
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Measure Greenroom and its peers on one CPU and print the figures as Markdown; --write keeps them in docs/reference/speed.md.

    python -m bench.speed [--batch N] [--seed N] [--write]
"""
from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import machine, peers
from bench.answers import ROOT, Recombiner

PAGE = ROOT / "docs/reference/speed.md"
WORDS, SENTENCE_WORDS = 400, 20
WARM_UP, RUNS, COLD_RUNS = 5, 50, 10
PEER_ANSWERS = 200
"""The peers read at most so many answers of the batch."""
POINTS = 10
MOST_BATCH, LEAST_FOR_SLOPE = 100_000, 1_000
QUESTION = "Tell me about a time you took on something outside your area of responsibility."
LEVEL, FRAMEWORK = "sde2", "amazon"


@dataclass(frozen=True)
class Figures:
    """One tool's figures: times in milliseconds, memory in MB, answers a second."""

    warm: float
    warm_high: float
    part: float
    cold: float
    peak: float
    rate: float


@dataclass(frozen=True)
class Batch:
    """A batch: how many answers, seconds by the clock and of processor time, words, how many were judged or failed, and (answers done, MB held) at the sampled points."""

    count: int
    seconds: float
    busy: float
    words: int
    judged: int
    failed: int
    samples: list[tuple[int, float]]
    peak: float

    def slope(self, first: int = 0) -> float:
        """KB that memory grows by with every 1,000 answers: least squares through the samples from the `first` on."""
        counts, held = zip(*self.samples[first:], strict=True)
        return 1e6 * statistics.linear_regression(counts, held).slope


@dataclass(frozen=True)
class Target:
    """What the design asks of a figure, in milliseconds; `strict` asks for less than, not at most."""

    what: str
    key: str
    limit: float
    goal: float | None = None
    strict: bool = False

    def verdict(self, figures: Figures) -> str:
        got = getattr(figures, self.key)
        met = got < self.limit if self.strict else got <= self.limit
        line = f"- {self.what}: {got:.1f} ms, target {'below' if self.strict else 'at most'} {self.limit:g} ms: **{'met' if met else 'NOT MET'}**"
        return line + (f"; goal {self.goal:g} ms: **{'met' if got <= self.goal else 'not met'}**" if self.goal else "")


TARGETS = (
    Target(f"Answer of {WORDS} words, warm, median", "warm", 100, 30),
    Target("`greenroom assess`, cold, median", "cold", 900, 350),
    Target("One sentence with `assess_part`, median", "part", 15, strict=True),
)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def draw(seed: int, batch: int) -> peers.Texts:
    """The texts that every tool reads; no sentence comes twice in the timed ones."""
    source, taken = Recombiner(seed), set[str]()
    warm_up = [source.answer(WORDS, taken) for _ in range(WARM_UP)]
    texts = [source.answer(WORDS, taken) for _ in range(RUNS)]
    sentences = [source.sentence(SENTENCE_WORDS, taken) for _ in range(RUNS)]
    answers = [json.loads(line)["text"] for line in islice(Recombiner(seed).lines(batch), PEER_ANSWERS)]
    return peers.Texts(warm_up, texts, sentences, answers)


def ours_warm(texts: peers.Texts) -> tuple[list[float], list[float]]:
    """Milliseconds of `assess` on each text and of `assess_part` on each sentence."""
    from greenroom import assess, assess_part

    def whole(text: str) -> None:
        if not assess(text, QUESTION, LEVEL, FRAMEWORK).judged:
            raise RuntimeError("A text of the benchmark was not judged, so its time would say nothing.")

    peers.each(whole, texts.warm_up)
    times = peers.each(whole, texts.texts)
    peers.each(assess_part, texts.sentences[:WARM_UP])
    return times, peers.each(assess_part, texts.sentences)


def ours_batch(seed: int, count: int) -> Batch:
    """Stream `count` answers through `assess_lines`; drawing the answers and counting the ratings is part of the time (about 1 %)."""
    from greenroom.services.assess_batch import assess_lines

    source = Recombiner(seed)
    words = 0

    def lines() -> Iterator[str]:
        nonlocal words
        for line in source.lines(count):
            words += len(json.loads(line)["text"].split())
            yield line

    points = {round(count * k / POINTS) for k in range(1, POINTS + 1)}
    samples: list[tuple[int, float]] = []
    judged = failed = 0
    start, worked = time.perf_counter(), time.process_time()
    for n, line in enumerate(assess_lines(lines(), LEVEL, FRAMEWORK), 1):
        row = json.loads(line)
        failed += "error" in row
        judged += bool(row.get("judged"))
        if n in points:
            samples.append((n, machine.resident()))
            say(f"  {n:,} of {count:,} answers, {n / (time.perf_counter() - start):.1f} a second, {samples[-1][1]:.1f} MB")
    return Batch(count, time.perf_counter() - start, time.process_time() - worked, words, judged, failed, samples, machine.peak())


def high(times: list[float]) -> float:
    """95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def peer_figures(peer: peers.Peer, texts: peers.Texts, file: Path) -> Figures:
    say(f"{peer.name} ...")
    cold, peak = machine.processes(COLD_RUNS, peer.command(file), peer.fine)
    warm = peer.warm(texts)
    rate = 1000 * len(warm.answers) / sum(warm.answers)
    return Figures(statistics.median(warm.texts), high(warm.texts), statistics.median(warm.sentences), statistics.median(cold), peak, rate)


def our_figures(texts: peers.Texts, file: Path, seed: int, count: int) -> tuple[Figures, Batch]:
    command = Path(sys.executable).with_name("greenroom")
    say("Greenroom, cold ...")
    cold, peak = machine.processes(COLD_RUNS, [str(command), "assess", str(file), "--question", QUESTION, "--level", LEVEL])
    say("Greenroom, warm ...")
    warm, part = ours_warm(texts)
    say("Greenroom, batch ...")
    batch = ours_batch(seed, count)
    return Figures(statistics.median(warm), high(warm), statistics.median(part), statistics.median(cold), peak, count / batch.seconds), batch


def table(ours: Figures, others: dict[str, Figures], empty: float) -> list[str]:
    """Rows of the Markdown table; the ratio is to the first of the `others` called proselint."""
    scale = next((f for name, f in others.items() if name.startswith("proselint")), None)
    rows = (
        (f"answer of {WORDS} words, warm, median", "warm", "ms"), (f"answer of {WORDS} words, warm, 95th percentile", "warm_high", "ms"),
        (f"one sentence of {SENTENCE_WORDS} words, warm, median", "part", "ms"), (f"a process for one answer of {WORDS} words, cold, median", "cold", "ms"),
        ("peak memory of that process", "peak", "MB"), ("answers of mixed lengths, one after another", "rate", "a second"),
    )
    out = [f"| what | Greenroom | Greenroom : proselint | {' | '.join(others)} |" if others else "| what | Greenroom | Greenroom : proselint |"]
    out.append("|---|" + "---:|" * (2 + len(others)))
    for what, key, unit in rows:
        got = getattr(ours, key)
        ratio = f"{got / getattr(scale, key):.2f}" if scale else "not measured"
        cells = [what, f"{got:,.1f} {unit}", ratio, *(f"{getattr(f, key):,.1f} {unit}" for f in others.values())]
        out.append(f"| {' | '.join(cells)} |")
    out.append(f"| {' | '.join(['an empty Python process (`python -c pass`), median', f'{empty:,.1f} ms', *[''] * (1 + len(others))])} |")
    return out


def batch_lines(batch: Batch) -> list[str]:
    answers, words, held = batch.count / batch.seconds, batch.words / batch.seconds, [mb for _, mb in batch.samples]
    return [
        f"{batch.count:,} answers through `assess_lines` with one job, never held in a list: {answers:.1f} answers and {words:,.0f} words a second and core; "
        f"{batch.words / batch.count:.0f} words an answer on average, {batch.judged:,} judged, {batch.failed:,} errors.", "",
        "| answers done | MB held |", "|---:|---:|", *(f"| {n:,} | {mb:.1f} |" for n, mb in batch.samples), "",
        f"Slope: {batch.slope():+.0f} KB for every 1,000 answers, {batch.slope(POINTS // 2):+.0f} KB in the second half (least squares); "
        f"from the first point to the last {held[-1] - held[0]:+.2f} MB; "
        f"peak of the measuring process {batch.peak:.1f} MB."
        + ("" if batch.count >= LEAST_FOR_SLOPE else f" **Below {LEAST_FOR_SLOPE:,} answers the slope says nothing**: memory still grows to fit the longest answer."),
    ]


def measure_peers(texts: peers.Texts, folder: Path, file: Path) -> tuple[dict[str, Figures], list[str]]:
    """Figures by peer, and a line for each peer that was skipped."""
    others: dict[str, Figures] = {}
    skipped: list[str] = []
    for peer in (peers.proselint(), peers.harper(folder)):
        if isinstance(peer, str):
            skipped.append(f"**SKIPPED: {peer}.**")
            continue
        try:
            others[peer.name] = peer_figures(peer, texts, file)
        except (RuntimeError, subprocess.CalledProcessError) as problem:
            say(f"{problem}\n{getattr(problem, 'stderr', None) or ''}")
            skipped.append(f"**SKIPPED: {peer.name} failed.**")
    for line in skipped:
        say(line)
    return others, skipped


def measure(seed: int, count: int) -> str:
    """Everything measured, as a Markdown page."""
    load, pinned = machine.load_note(), machine.pin()
    for line in (load, pinned):
        say(line)
    texts = draw(seed, count)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answer.txt")
        file.write_text(texts.texts[0] + "\n", encoding="utf-8")
        empty, _ = machine.processes(COLD_RUNS, [sys.executable, "-c", "pass"])
        ours, batch = our_figures(texts, file, seed, count)
        others, skipped = measure_peers(texts, Path(folder), file)
    lines = [
        "# Speed", "", f"Measured by `make bench` (seed {seed}). {machine.describe()}. {pinned} {load}", "",
        *table(ours, others, statistics.median(empty)), "", *(x for line in skipped for x in (line, "")),
        "Greenroom : proselint is the one figure divided by the other: below 1, Greenroom takes less time or memory, or rates fewer answers a second.", "",
        f"Warm: {RUNS} texts after {WARM_UP} that are not counted, each read once by every tool, because harper.js remembers clauses. Cold: a new process, "
        f"{COLD_RUNS} times after one that is not counted, so the files are in the system's cache. "
        f"The peers read the first {len(texts.answers):,} answers of the batch, where sentences recur.", "",
        peers.NOTE, "", "## Targets", "", *(t.verdict(ours) for t in TARGETS), "", "## Batch", "", *batch_lines(batch),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="Measure Greenroom and its peers on one CPU.")
    parser.add_argument("--batch", type=int, default=2_000, metavar="N", help=f"answers of the batch, {POINTS} to {MOST_BATCH:,} (default 2,000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generated texts (default 1)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    if not POINTS <= args.batch <= MOST_BATCH:
        parser.error(f"--batch is {args.batch}; give {POINTS} to {MOST_BATCH:,}.")
    page = measure(args.seed, args.batch)
    print(page, end="")
    if args.write:
        PAGE.write_text(page, encoding="utf-8")
        say(f"Wrote {PAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The pages: how much each weighs and how soon it is drawn, beside a peer in the same run; and what the browser tests show of them.

    python -m bench.web [--tests | --results FOLDER] [--write]

A Greenroom with something of everything in its folder is asked for each page, one request at a time, over HTTP on this machine. The peer is Datasette, which
draws pages from SQLite on one's own machine too: it gets the same stories and answers as rows. --tests runs the browser tests that look at pages (axe, keyboard,
kill -9, clicks, live rating) and adds what they found; --results takes that from the folder in which `make test` left it (build/shots). Without either the page
says that they were not run.
"""
from __future__ import annotations

import argparse
import gzip
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from httpx2 import Client
from tests.web.kept import Kept, keep, post

from bench.load import serving
from bench.machine import describe, load_note
from bench.web_parts.looked import looked_at, run_tests
from bench.web_parts.peer import datasette

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "web.md"
PEERS = {"/": "Datasette: its start page", "/kept/answers": "Datasette: a table", "/kept/answers/1": "Datasette: a row"}
QUESTION = "Tell me about a time you took on something outside your area of responsibility."
WARM_UP, RUNS = 3, 30
MOST_KB, MOST_MS = 300, 50
STILL = {
    "/": "today", "/catalogue": "catalogue", "/catalogue?q=customer": "catalogue, searched", "/walkthroughs/dropped-webhooks/drill": "a drill", "/drill": "drills",
    "/mock": "a mock chosen", "/mock/now": "a mock's question", "/rehearsals": "rehearsals", "/workbench": "workbench", "/stories": "stories",
    "/stories/new": "a story written", "/stories/import": "stories brought in", "/settings": "settings", "/about": "about", "/api/docs": "the API's page",
    "/webhooks": "webhooks", "/recorder-check": "microphone check",
}
_LOADS = re.compile(r'<(?:script|link)[^>]*(?:src|href)="(/static/[^"]+)"')


@dataclass(frozen=True)
class Figures:
    """A page: kB compressed in all and of scripts, and milliseconds from the request to the whole answer, warm: the quickest, the median and the 95th percentile."""

    path: str
    what: str
    kilobytes: float
    scripts: float
    least: float
    middle: float
    high: float


def measure(client: Client, path: str, what: str) -> Figures:
    """One page. Raises RuntimeError where it is not there."""
    for _ in range(WARM_UP):
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        client.get(path)
        taken.append(1000 * (time.perf_counter() - began))
    loads = {address: client.get(address).content for address in dict.fromkeys(_LOADS.findall(answer.text))}
    weights = {address: len(gzip.compress(body)) / 1000 for address, body in loads.items()}
    scripts = sum(kb for address, kb in weights.items() if address.partition("?")[0].endswith(".js"))
    whole = len(gzip.compress(answer.content)) / 1000 + sum(weights.values())
    return Figures(path, what, whole, scripts, min(taken), statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1])


def cold(client: Client, kept: Kept) -> float:
    """Milliseconds of a report that nobody opened since Greenroom began: its answer and replies are rated then."""
    began = time.perf_counter()
    client.get(f"/rehearsals/{kept.rehearsal}")
    return 1000 * (time.perf_counter() - began)


def pages(folder: Path, text: str) -> tuple[list[Figures], float, Kept]:
    """All pages of a Greenroom that was filled, then started again."""
    with serving(str(folder)) as base, Client(base_url=base, follow_redirects=True, timeout=60) as client:
        kept = keep(client, text, QUESTION)
    with serving(str(folder)) as base, Client(base_url=base, follow_redirects=True, timeout=60) as client:
        client.post("/api/assess", json={"text": text})
        first = cold(client, kept)
        post(client, "/api/rehearsals", question=QUESTION)
        named = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "...", path): (path, what) for path, what in kept.pages.items()}
        every = {**{path: (path, what) for path, what in STILL.items()}, **named}
        return [measure(client, path, what) for path, what in every.values()], first, kept


def row(f: Figures) -> str:
    shown = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "...", f.path)
    return f"| {f.what} | `{shown}` | {f.kilobytes:.0f} kB | {f.scripts:.0f} kB | {f.least:.1f} ms | {f.middle:.1f} ms | {f.high:.1f} ms |"


def verdict(found: list[Figures]) -> list[str]:
    heavy, slow = [f.what for f in found if f.kilobytes >= MOST_KB], [f.what for f in found if f.middle >= MOST_MS]
    return [
        f"- Under {MOST_KB} kB compressed a page: **{met(heavy)}**; the heaviest has {max(f.kilobytes for f in found):.0f} kB.",
        f"- Drawn in under {MOST_MS} ms warm (median): **{met(slow)}**; the slowest takes {max(f.middle for f in found):.1f} ms.",
    ]


def met(over: list[str]) -> str:
    return "NOT MET by " + ", ".join(over) if over else "met"


def write_up(tested: Callable[[], list[str]] | None) -> str:
    """Everything measured, as a Markdown page; `tested` tells what the browser tests found."""
    note = load_note()
    text = (ROOT / "docs" / "examples" / "dropped-webhooks.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        found, first, _ = pages(Path(folder, "data"), text)
        peer, skipped = datasette(Path(folder), Path(folder, "data", "greenroom.db"), stack)
        others = [measure(peer, path, what) for path, what in PEERS.items()] if peer else []
    command = "python -m bench.web --write"
    head = ["| page | address | compressed | of it scripts | quickest | median | 95th percentile |", "|---|---|---:|---:|---:|---:|---:|"]
    return "\n".join([
        "# Web", "", f"Measured by `{command}`. {describe()}, {os.cpu_count()} CPUs. {note}", "", "## Weight and time of each page", "",
        f"One request at a time over HTTP on the same machine, {RUNS} after {WARM_UP} that are not counted; a page weighs what it and its styles and scripts",
        "have under gzip. The figure holds the way there and back.", "",
        *head, *map(row, found), *map(row, others), "", *([skipped, ""] if skipped else []), *verdict(found), "",
        f"A report that nobody opened since Greenroom began is rated first: {first:.0f} ms, then as above. One that follows its mock was rated as the answers came.", "",
        "Datasette does another job: it shows tables, and the same stories and answers are its rows. Its times say what people accept from a program that draws pages "
        "from SQLite on their own machine, no more.", "",
        *(tested() if tested else ["## Browser tests", "", "**Not run** (`--tests`)."]),
    ]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", action="store_true", help="run the browser tests that look at pages; some minutes")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="take what the browser tests found from here: build/shots after make test")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = parser.parse_args()
    page = write_up(partial(looked_at, given.results) if given.results else run_tests if given.tests else None)
    print(page, end="")
    if given.write:
        PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

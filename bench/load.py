"""Fifty people at one Greenroom: pages read, answers rated as they are written, drafts kept; p50 and p99 of each, and every answer that was no success.

    python -m bench.load [--people N] [--seconds N] [--write]

One Greenroom is one person's, so fifty is far beyond what it is for; it shows how much room there is. Each person reads pages, then writes an answer on the
workbench: after each pause the text so far is rated and kept as a draft. A mock's own pages are read and not posted: one data folder has one mock going on.
"""
from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.answers import texts
from bench.machine import describe, load_note

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "load.md"
READ = ["/", "/catalogue", "/catalogue?q=customer", "/walkthroughs/{w}", "/walkthroughs/{w}/drill", "/mock", "/workbench", "/stories", "/rehearsals", "/settings"]
READING = (1.0, 5.0)
"""Seconds between two pages."""
PAUSE = (1.5, 4.0)
"""Seconds of writing between two pauses, in each of which the text so far is rated."""
WORDS = (12, 30)
"""Words written between two pauses."""
LONGEST = 400


class Tally:
    """Seconds of each kind of request, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.wrong: dict[str, int] = defaultdict(int)

    async def ask(self, session, kind, method, url, **what):  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        try:
            async with session.request(method, url, **what) as answer:
                await answer.read()
                if answer.status >= 400:
                    self.wrong[f"{kind}: {answer.status}"] += 1
        except Exception as problem:  # a refused or broken connection is a figure here
            self.wrong[f"{kind}: {type(problem).__name__}"] += 1
        self.seconds[kind].append(time.perf_counter() - began)

    def rows(self) -> list[str]:
        out = []
        for kind, found in sorted(self.seconds.items()):
            found.sort()
            p50, p99 = (1000 * found[min(len(found) - 1, int(share * len(found)))] for share in (0.5, 0.99))
            out.append(f"| {kind} | {len(found)} | {p50:.0f} ms | {p99:.0f} ms |")
        return out


async def person(number: int, session, tally: Tally, until: float, walkthroughs: list[str], answers: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(number)
    await asyncio.sleep(draw.uniform(0, READING[1]))
    while time.monotonic() < until:
        for path in draw.sample(READ, 3):
            url = path.format(w=draw.choice(walkthroughs))
            await tally.ask(session, f"page {path.replace('{w}', '...')}", "GET", url)
            await asyncio.sleep(draw.uniform(*READING))
        text, question = draw.choice(answers)
        await write(number, draw, session, tally, until, text.split()[:LONGEST], question)


async def write(number, draw, session, tally, until, words, question):  # type: ignore[no-untyped-def]
    at, saved = 0, 0
    name = f"person-{number}-{draw.randrange(10**6)}"
    while at < len(words) and time.monotonic() < until:
        at += draw.randint(*WORDS)
        so_far = " ".join(words[:at])
        saved += 1
        await tally.ask(session, "live rating", "POST", "/api/assess", json={"text": so_far, "question": question or None})
        await tally.ask(session, "draft kept", "POST", "/api/drafts", json={"page": f"workbench:load-{number}", "id": name, "number": saved, "text": so_far})
        await asyncio.sleep(draw.uniform(*PAUSE))


async def people(base: str, count: int, seconds: float) -> Tally:
    import aiohttp

    answers = [pair for pair in texts() if len(pair[0].split()) > 150][:400]
    tally = Tally()
    async with aiohttp.ClientSession(base, connector=aiohttp.TCPConnector(limit=0)) as session:
        async with session.get("/api/catalogue") as answer:
            walkthroughs = [one["id"] for one in await answer.json()]
        until = time.monotonic() + seconds
        await asyncio.gather(*(person(n, session, tally, until, walkthroughs, answers) for n in range(count)))
    return tally


def serve(folder: str) -> tuple[subprocess.Popen[str], str]:
    """A Greenroom of its own on a free port, and its address."""
    env = {**os.environ, "GREENROOM_DATA": folder, "PYTHONUNBUFFERED": "1"}
    env.pop("GREENROOM_DATABASE", None)
    running = subprocess.Popen([sys.executable, "-m", "greenroom", "serve", "--port", "0", "--no-browser"], stdout=subprocess.PIPE, text=True, env=env)
    assert running.stdout
    for line in running.stdout:
        if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+", line):
            return running, found.group(0)
    raise SystemExit("greenroom serve ended before it said its address.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/reference/load.md")
    given = parser.parse_args()
    note = load_note()
    with tempfile.TemporaryDirectory() as folder:
        running, base = serve(folder)
        try:
            tally = asyncio.run(people(base, given.people, given.seconds))
        finally:
            running.terminate()
            running.wait()
    wrong = ", ".join(f"{what} ({many})" for what, many in sorted(tally.wrong.items())) or "none"
    asked = sum(map(len, tally.seconds.values()))
    command = f"python -m bench.load --people {given.people} --seconds {given.seconds:.0f} --write"
    lines = [
        "# Load", "", f"{given.people} people at one Greenroom for {given.seconds:.0f} s (`{command}`), clients on the same machine.",
        f"{describe()}, {os.cpu_count()} CPUs. {note}", "", f"{asked} requests, {asked / given.seconds:.1f} a second. Errors: {wrong}.", "",
        "| what | requests | p50 | p99 |", "|---|---|---|---|", *tally.rows(), "",
        "Greenroom is one person's program; this is how much room it has. A live rating is of the text so far, up to 400 words, asked for at each pause in writing.", "",
    ]
    print("\n".join(lines))
    if given.write:
        PAGE.write_text("\n".join(lines), encoding="utf-8")
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()

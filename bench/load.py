"""Fifty people rehearsing: pages read, answers rated as they are written, mocks begun, answered and read; p50 and p99 of each, and every answer that was no success.

    python -m bench.load [--people N] [--greenrooms N] [--seconds N] [--write]

One Greenroom is one person's, so fifty is far beyond what it is for; it shows how much room there is. Each person reads pages, then writes an answer on the
workbench: after each pause the text so far is rated and kept as a draft. Then the person rehearses the question with it: begins a mock, keeps drafts, finishes,
answers the follow-ups, and reads the report and its comparison with the time before. One mock goes on in a Greenroom at a time: its people take turns at that,
and the waiting is in no figure.
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
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
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
QUESTIONS = ("Tell me about a time you took on something outside your area of responsibility.", "Tell me about a time you had to decide with too little data.")
"""Rehearsed where an answer comes without its question."""
REPLY = "I called the owner of the service each Wednesday and checked the log myself until the rate was 0.0% for two weeks."
REPLIES = 2
"""Follow-ups that a person answers; the others are skipped."""
_TURN = re.compile(r'name="turn" value="([^"]+)"')


class Tally:
    """Seconds of each kind of request, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.wrong: dict[str, int] = defaultdict(int)

    async def ask(self, session, kind, method, url, **what) -> tuple[str, str]:  # type: ignore[no-untyped-def]
        """Ask, and note how long it took; the text that came, and the address that it leads on to ("" for none)."""
        began, text, on = time.perf_counter(), "", ""
        try:
            async with session.request(method, url, allow_redirects=False, **what) as answer:
                text, on = await answer.text(), answer.headers.get("location", "")
                if answer.status >= 400:
                    self.wrong[f"{kind}: {answer.status}"] += 1
        except Exception as problem:  # a refused or broken connection is a figure here
            self.wrong[f"{kind}: {type(problem).__name__}"] += 1
        self.seconds[kind].append(time.perf_counter() - began)
        return text, on

    def rows(self) -> list[str]:
        out = []
        for kind, found in sorted(self.seconds.items()):
            found.sort()
            p50, p99 = (1000 * found[min(len(found) - 1, int(share * len(found)))] for share in (0.5, 0.99))
            out.append(f"| {kind} | {len(found)} | {p50:.0f} ms | {p99:.0f} ms |")
        return out


async def person(  # type: ignore[no-untyped-def]
    number: int, session, turn: asyncio.Lock, tally: Tally, until: float, walkthroughs: list[str], answers: list[tuple[str, str]]
) -> None:
    draw = random.Random(number)
    await asyncio.sleep(draw.uniform(0, READING[1]))
    while time.monotonic() < until:
        for path in draw.sample(READ, 3):
            url = path.format(w=draw.choice(walkthroughs))
            await tally.ask(session, f"page {path.replace('{w}', '...')}", "GET", url)
            await asyncio.sleep(draw.uniform(*READING))
        text, question = draw.choice(answers)
        words = text.split()[:LONGEST]
        await write(number, draw, session, tally, until, words, question)
        async with turn:
            if time.monotonic() < until:
                await rehearse(session, tally, " ".join(words), question or draw.choice(QUESTIONS))


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


async def rehearse(session, tally: Tally, text: str, question: str) -> None:  # type: ignore[no-untyped-def]
    """A mock from its beginning to its report, as the pages' forms and scripts send it."""
    await tally.ask(session, "mock: begun", "POST", "/mock", data={"question": question, "level": "sde2", "how": "writing"})
    shown, where = await tally.ask(session, "mock: question or follow-up shown", "GET", "/mock/now"), "/mock/now"
    said, kind = text, "mock: answer finished"
    for asked in range(1, 9):
        found = _TURN.search(shown[0])
        if not found:
            tally.wrong["mock: no question shown"] += 1
            return
        turn = found.group(1)
        draft = {"page": f"mock:{turn.partition('.')[0]}:{asked - 1}", "id": "load", "number": 1, "text": said[: len(said) // 2]}
        await tally.ask(session, "mock: draft kept", "POST", "/api/drafts", json=draft)
        given = {"turn": turn, "text": said, "spent": "90", "draft": "load", "do": "finish" if said else "skip"}
        _, where = await tally.ask(session, kind, "POST", "/mock/now", data=given)
        if where != "/mock/now":
            break
        shown = await tally.ask(session, "mock: question or follow-up shown", "GET", where)
        said, kind = (REPLY if asked <= REPLIES else ""), "mock: reply finished"
    if not where.startswith("/rehearsals/"):
        tally.wrong["mock: no report"] += 1
        return
    for what, path in (("report", where), ("report as a file", f"{where}/report.html"), ("list of rehearsals", "/rehearsals")):
        text, _ = await tally.ask(session, f"mock: {what}", "GET", path)
        if what == "report" and f'href="{where}/compare"' in text:
            await tally.ask(session, "mock: compared with the time before", "GET", f"{where}/compare")


async def people(bases: list[str], count: int, seconds: float) -> Tally:
    import aiohttp

    answers = [pair for pair in texts() if len(pair[0].split()) > 150][:400]
    tally = Tally()
    async with AsyncExitStack() as open_:
        made = [aiohttp.ClientSession(base, connector=aiohttp.TCPConnector(limit=0), headers={"Origin": base}) for base in bases]
        sessions = [await open_.enter_async_context(one) for one in made]
        async with sessions[0].get("/api/catalogue") as answer:
            walkthroughs = [one["id"] for one in await answer.json()]
        turns, until = [asyncio.Lock() for _ in bases], time.monotonic() + seconds
        at = [n % len(bases) for n in range(count)]
        await asyncio.gather(*(person(n, sessions[k], turns[k], tally, until, walkthroughs, answers) for n, k in enumerate(at)))
    return tally


@contextmanager
def serving(folder: str) -> Iterator[str]:
    """A Greenroom with its own folder on a free port, by its address."""
    running, base = serve(folder)
    try:
        yield base
    finally:
        running.terminate()
        running.wait()


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
    parser.add_argument("--greenrooms", type=int, default=5, help="processes with a data folder each, among which the people are shared out (default 5)")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/reference/load.md")
    given = parser.parse_args()
    note = load_note()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bases = [stack.enter_context(serving(str(Path(folder, str(n))))) for n in range(given.greenrooms)]
        tally = asyncio.run(people(bases, given.people, given.seconds))
    wrong = ", ".join(f"{what} ({many})" for what, many in sorted(tally.wrong.items())) or "none"
    asked = sum(map(len, tally.seconds.values()))
    command = f"python -m bench.load --people {given.people} --greenrooms {given.greenrooms} --seconds {given.seconds:.0f} --write"
    lines = [
        "# Load", "",
        f"{given.people} people at {given.greenrooms} Greenroom{'s' * (given.greenrooms > 1)} for {given.seconds:.0f} s (`{command}`), clients on the same machine.",
        f"{describe()}, {os.cpu_count()} CPUs. {note}", "", f"{asked} requests, {asked / given.seconds:.1f} a second. Errors: {wrong}.", "",
        "| what | requests | p50 | p99 |", "|---|---|---|---|", *tally.rows(), "",
        "Greenroom is one person's program; this is how much room it has. A live rating is of the text so far, up to 400 words, asked for at each pause in writing.",
        f"A mock is begun, answered with that text, asked on ({REPLIES} replies, the rest skipped), and its report read, by one person of a Greenroom after another:",
        "one goes on in it at a time, and the waiting for it is in no figure. Finishing an answer or a reply rates it, so that the report opens at once.", "",
    ]
    print("\n".join(lines))
    if given.write:
        PAGE.write_text("\n".join(lines), encoding="utf-8")
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()

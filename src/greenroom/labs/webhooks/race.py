"""The race, replayed: one delivery, two workers, an endpoint that hangs at the first call. The order of their moves is a script or comes from a seed."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from greenroom.errors import GreenroomError
from greenroom.labs.webhooks.bench import Bench, first_hangs
from greenroom.labs.webhooks.scheduler import Scheduler
from greenroom.labs.webhooks.worker_file import SHIPPED, Service, load

NAMES = ("A", "B")
UNTIL = 60.0
LATEST = 3.0
"""Without a script each worker begins within so many seconds: most of the time they miss each other."""
MOST_SCRIPT = 200


class BadScript(GreenroomError):
    """An interleaving that names somebody else than the two workers."""

    code = "bad-interleaving"


@dataclass(frozen=True)
class Replay:
    """One replay: its lines, whether the delivery was lost, in which state the sender believes it to be, and what tells it from another."""

    trace: tuple[str, ...]
    lost: bool
    state: str
    digest: str


def script_of(text: str) -> tuple[str, ...]:
    """The moves of an interleaving: a letter for each, `#` begins a comment. Raises BadScript."""
    moves: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.partition("#")[0].replace(",", " ").split():
            for letter in word.upper():
                if letter not in NAMES:
                    raise BadScript(f"Line {number} of the interleaving names {word!r}.", "Write only A and B, the worker that makes the next move; what follows # is a comment.")
                moves.append(letter)
    if len(moves) > MOST_SCRIPT:
        raise BadScript(f"The interleaving has {len(moves)} moves.", f"It needs no more than {MOST_SCRIPT}; most races need fewer than ten.")
    return tuple(moves)


def replay(seed: int = 0, script: Sequence[str] | None = None, work: Callable[[Service], bool] | None = None) -> Replay:
    """Replay it; after the script the workers move as the seed has it until nothing is left to do. Raises what the worker raises."""
    scheduler = Scheduler(seed, script)
    bench = Bench(work or load(SHIPPED), scheduler, first_hangs, 1)
    for name in NAMES:
        bench.start(name, scheduler.rng.uniform(0, LATEST) if script is None else 0.0)
    scheduler.run(UNTIL, lambda: not scheduler.script and not bench.pending() and not any(w.busy for w in scheduler.workers))
    return Replay(tuple(scheduler.trace), bool(bench.lost()), bench.state(1), scheduler.digest)


def losing(seeds: Iterable[int], progress: Callable[[int], None] = lambda _: None) -> list[int]:
    """The seeds with which the shipped worker loses the delivery."""
    work = load(SHIPPED)
    out = []
    for seed in seeds:
        progress(seed)
        if replay(seed, work=work).lost:
            out.append(seed)
    return out

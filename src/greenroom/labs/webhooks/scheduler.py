"""Workers that move one at a time, in an order that somebody else decides: by a seed, or by a script of names. The same order gives the same run.

Each worker is a thread that holds still at every call it makes of the service, until it is its turn. Time is virtual and moves only when all wait for it."""
from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

IDLE = 0.02
MOST_MOVES = 20_000
PATIENCE = 10.0
"""True seconds that a worker may compute between two calls of the service."""


class Killed(BaseException):
    """Ends a worker's thread where it stands, as SIGKILL would a process."""


class StuckWorker(RuntimeError):
    """A worker that neither calls the service nor returns."""


@dataclass
class Worker:
    """One worker: when it may move next (virtual seconds), whether it is in the middle of its work, and whether it is gone."""

    name: str
    wake: float = 0.0
    busy: bool = False
    gone: bool = False
    killed: bool = False
    failure: BaseException | None = None
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    thread: threading.Thread | None = None


class Scheduler:
    """Runs `body(worker)` for each worker. Without a script the earliest moves, the cost of each move drawn from the seed. A `script` names who moves
    next; after its end whoever is in the middle of his work finishes it first, so that no interleaving comes in that the script does not name."""

    def __init__(self, seed: int, script: Sequence[str] | None = None) -> None:
        self.rng = random.Random(seed)
        self.scripted = script is not None
        self.script = list(script or ())
        self.now = 0.0
        self.moves = 0
        self.trace: list[str] = []
        self.workers: list[Worker] = []
        self.later: list[tuple[float, Callable[[], object]]] = []
        self._back = threading.Semaphore(0)

    def note(self, worker: Worker, what: str) -> None:
        """A line of the trace."""
        self.trace.append(f"{self.now:8.3f} s  {worker.name}  {what}")

    @property
    def digest(self) -> str:
        """Says whether two runs were the same."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()[:16]

    def start(self, name: str, body: Callable[[Worker], None], after: float = 0.0) -> Worker:
        """Add a worker, up to its first call of the service, which it makes `after` seconds from now at the earliest."""
        worker = Worker(name, self.now)

        def whole() -> None:
            try:
                worker.turn.acquire()
                if not worker.killed:
                    body(worker)
            except Killed:
                pass
            except BaseException as problem:
                worker.failure = problem
            worker.gone = True
            self._back.release()

        worker.thread = threading.Thread(target=whole, name=f"lab-{name}", daemon=True)
        self.workers.append(worker)
        worker.thread.start()
        self._let(worker)
        worker.wake += after
        return worker

    def wait(self, worker: Worker, seconds: float | None = None) -> None:
        """Called by a worker: hold still, for so many seconds or for the time that a step takes."""
        worker.wake = self.now + (self.rng.uniform(0.0005, 0.01) if seconds is None else seconds)
        self._back.release()
        worker.turn.acquire()
        if worker.killed:
            raise Killed
        worker.busy = True

    def kill(self, worker: Worker) -> None:
        """End it where it stands."""
        if not worker.gone:
            worker.killed = True
            self._let(worker)

    def at(self, when: float, what: Callable[[], object]) -> None:
        """Do it at that virtual time, before anybody moves later than that."""
        self.later.append((when, what))

    def run(self, until: float, done: Callable[[], bool]) -> None:
        """Let them move until `done`, or until `until` virtual seconds. Raises what a worker raised; StuckWorker."""
        try:
            while not done() and self.moves < MOST_MOVES:
                for worker in self.workers:
                    if worker.failure is not None:
                        raise worker.failure
                next_ = self._next()
                if next_ is None or next_.wake > until:
                    return
                if self.later and self.later[0][0] <= next_.wake:
                    self.later.pop(0)[1]()
                    continue
                self.now = max(self.now, next_.wake)
                self.moves += 1
                self._let(next_)
        finally:
            self.end()

    def end(self) -> None:
        """End all that still stand."""
        for worker in self.workers:
            self.kill(worker)

    def _next(self) -> Worker | None:
        while self.script:
            name = self.script.pop(0)
            for worker in self.workers:
                if worker.name == name and not worker.gone:
                    return worker
        standing = [w for w in self.workers if not w.gone]
        if self.scripted and any(w.busy for w in standing):
            return next(w for w in standing if w.busy)
        return min(standing, key=lambda w: (w.wake, w.name)) if standing else None

    def _let(self, worker: Worker) -> None:
        worker.turn.release()
        if not self._back.acquire(timeout=PATIENCE):
            worker.gone = True
            raise StuckWorker(f"{worker.name} has computed for {PATIENCE:g} s without calling the service")

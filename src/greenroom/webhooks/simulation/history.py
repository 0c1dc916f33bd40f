"""What truly happened, written down by the world and not by the code under test; and what broke."""
from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

Key = tuple[str, str]
"""Event and endpoint."""


@dataclass
class Flight:
    """One attempt on the wire, in true time; `ended` is set when the answer came or nobody waits for it any more."""

    key: Key
    host: str
    begun: float
    ended: float | None = None
    answered: bool = False


@dataclass
class History:
    """The record of one run. Times are virtual seconds."""

    now: float = 0.0
    acknowledged: dict[str, float] = field(default_factory=dict)
    first_asked: dict[str, float] = field(default_factory=dict)
    flights: dict[Key, list[Flight]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    recorded: dict[Key, float] = field(default_factory=dict)
    failed: Counter[Key] = field(default_factory=Counter)
    gone: set[Key] = field(default_factory=set)
    replayed: dict[Key, float] = field(default_factory=dict)
    cancelled: set[Key] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    mended: float = 1e12
    steps: int = 0
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def note(self, *what: object) -> None:
        """A line of the trace; the digest of all of them says whether two runs were the same."""
        self.steps += 1
        self._hash.update(repr((round(self.now, 6), what)).encode())

    def broken(self, rule: str, what: str) -> None:
        """An invariant does not hold."""
        self.note("broken", rule, what)
        self.violations.append(f"[{rule}] at {self.now:.3f} s: {what}")

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()[:16]

"""The engine as examiner, its answers kept by text and engine version so that what has not changed is not asked again."""
from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenroom.version import VERSION

CACHE = "GREENROOM_CACHE"
"""Environment variable: folder for what can be made again."""

_DECIDING = ("text", "reader", "rating", "frameworks")
"""The packages whose code and data decide what the engine answers."""


def code() -> str:
    """A digest of the engine's own code, so that an answer is not kept over a change of it."""
    found = hashlib.sha256()
    for package in _DECIDING:
        for path in sorted((Path(__file__).parent.parent / package).rglob("*")):
            if path.suffix in {".py", ".txt", ".toml"}:
                found.update(path.read_bytes())
    return found.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks ask of a rating: vote, scores, and evidence as (kind, quote)."""

    judged: bool
    vote: int
    scores: dict[str, int]
    evidence: tuple[tuple[str, str], ...]


class Examiner:
    """Asks the engine, once for each text. `asked` counts how often the engine itself was called; call `save` at the end."""

    def __init__(self, folder: Path | None = None) -> None:
        from greenroom.reader import engine

        self.version = f"{VERSION}/{engine.weights_version()}/{code()}"
        self.file = (folder or cache_folder()) / "examined.json"
        self.known: dict[str, Any] = {}
        self.used: set[str] = set()
        self.asked = 0
        try:
            held = json.loads(self.file.read_text(encoding="utf-8"))
            self.known = dict(held["answers"]) if held.get("version") == self.version else {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.known = {}

    def answer(self, text: str, question: str, level: str, framework: str) -> Examined:
        """A whole answer rated."""
        return self._ask(("answer", text, question, level, framework), lambda: _whole(text, question, level, framework))

    def part(self, text: str, criterion: str) -> Examined:
        """A quoted sentence rated on one criterion."""
        return self._ask(("part", text, criterion), lambda: _part(text, criterion))

    def reply(self, text: str, probes: tuple[str, ...], answer: str, question: str) -> Examined:
        """A reply to a follow-up rated on what it probes, after the answer."""
        return self._ask(("reply", text, probes, answer, question), lambda: _reply(text, probes, answer, question))

    def leaning(self, text: str, question: str, principle: str) -> float:
        """How probable the reader finds it that the story evidences the principle (its Amazon name) most."""
        held: float = self._held(("leaning", text, question, principle), lambda: _leaning(text, question, principle))
        return held

    def fits(self, text: str, question: str) -> float:
        """How probable the reader finds it that the story answers the question (`fit` 2 or 3)."""
        held: float = self._held(("fits", text, question), lambda: _fits(text, question))
        return held

    def save(self) -> None:
        """Keep what this run used; what it did not ask for is dropped. Nothing is kept where the folder cannot be written."""
        if not self.asked and self.used >= set(self.known):
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            draft = self.file.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps({"version": self.version, "answers": {k: self.known[k] for k in sorted(self.used)}}), encoding="utf-8")
            draft.replace(self.file)
        except OSError:
            return

    def _ask(self, what: tuple[Any, ...], ask: Callable[[], dict[str, Any]]) -> Examined:
        held = self._held(what, ask)
        return Examined(
            held["judged"], held["vote"], held["scores"], tuple((k, q) for k, q in held["evidence"])
        )

    def _held(self, what: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        key = hashlib.sha256(json.dumps(what).encode()).hexdigest()[:32]
        if key not in self.known:
            self.known[key] = ask()
            self.asked += 1
        self.used.add(key)
        return self.known[key]


def cache_folder() -> Path:
    """Where what can be made again is kept: GREENROOM_CACHE, or the platform's cache folder."""
    import platformdirs

    named = os.environ.get(CACHE)
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("greenroom", False))


def _whole(text: str, question: str, level: str, framework: str) -> dict[str, Any]:
    from greenroom.assess import assess

    rating = assess(text, question, level, framework)
    return {
        "judged": rating.judged, "vote": rating.vote.value if rating.vote else 0,
        "scores": {k: c.score for k, c in rating.criteria.items()}, "evidence": [(e.kind, e.quote) for e in rating.evidence],
    }


def _part(text: str, criterion: str) -> dict[str, Any]:
    from greenroom.assess import assess_part

    rating = assess_part(text, criteria=[criterion])
    return _of_part(rating)


def _reply(text: str, probes: tuple[str, ...], answer: str, question: str) -> dict[str, Any]:
    from greenroom.assess import assess_reply

    return _of_part(assess_reply(text, probes, answer, question))


def _of_part(rating: Any) -> dict[str, Any]:
    return {
        "judged": rating.judged, "vote": 0, "scores": {k: c.score for k, c in rating.criteria.items()},
        "evidence": [(e.kind, e.quote) for e in rating.evidence],
    }


def _leaning(text: str, question: str, principle: str) -> float:
    from greenroom.reader import engine

    return round(dict(engine.read(text, question).principles).get(principle, 0.0), 4)


def _fits(text: str, question: str) -> float:
    from greenroom.reader import engine

    return round(engine.fits(text, [question])[0][1], 4)

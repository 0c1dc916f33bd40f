"""What changed from one take to a later one: scores, votes, and the words, as runs that stayed, went and came."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SAME, GONE, NEW = "same", "gone", "new"
_TOKEN = re.compile(r"\n\s*\n|[$\u20ac\u00a3]?\d+(?:[.,]\d+)*%?|\w+(?:['\u2019]\w+)*|[^\w\s]|\s+")
ISLAND = 3
"""Words that stayed between two changes are shown as changed where they are no more than this, so that a phrase is read as a phrase."""
MANY = 3000
"""Tokens beyond which frequent ones are passed over, so that two long texts are compared in time."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed (same), are only in the earlier text (gone) or only in the later (new)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A number before and after; None where there was none."""

    key: str
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        return (self.after or 0) - (self.before or 0) if self.before is not None and self.after is not None else 0


def words_changed(before: str, after: str) -> tuple[Run, ...]:
    """The difference of two texts by words. The runs that are not gone make `after`; those that are not new make `before`, but for case and white space."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, [_folded(t) for t in old], [_folded(t) for t in new], autojunk=len(old) + len(new) > MANY)
    runs: list[Run] = []
    for gone, came in _changes(matcher, old, new):
        runs += [Run(SAME, came)] if gone is None else [Run(kind, text) for kind, text in ((GONE, gone), (NEW, came)) if text]
    return tuple(runs)


def scores_changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[Moved, ...]:
    """The criteria of two ratings, as the published schema describes them, in its order."""
    old, new = before.get("criteria") or {}, after.get("criteria") or {}
    return tuple(Moved(key, (old.get(key) or {}).get("score"), (new.get(key) or {}).get("score")) for key in dict.fromkeys([*old, *new]))


def votes_changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[Moved, ...]:
    """The votes at the levels that both have."""
    old, new = before.get("votes") or {}, after.get("votes") or {}
    return tuple(Moved(key, old[key], new[key]) for key in old if key in new)


def _folded(token: str) -> str:
    return token.casefold() if token.strip() else " "


def _changes(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[tuple[str | None, str]]:
    """Runs in order: (None, words that stayed) or (words gone, words come). Short islands between changes are counted to them."""
    codes = matcher.get_opcodes()
    pending: tuple[int, int] | None = None
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        inside = 0 < at < len(codes) - 1
        island = sum(bool(t.strip()) for t in old[i1:i2]) <= ISLAND and "\n\n" not in "".join(old[i1:i2])
        if tag != "equal" or (inside and island):
            pending = pending or (i1, j1)
            continue
        if pending:
            yield "".join(old[pending[0] : i1]), "".join(new[pending[1] : j1])
            pending = None
        yield None, "".join(new[j1:j2])
    if pending:
        yield "".join(old[pending[0] :]), "".join(new[pending[1] :])

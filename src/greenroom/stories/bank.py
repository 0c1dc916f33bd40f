"""What this room asks of a story and of a take; whatever keeps them may have more."""
from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from greenroom.frameworks import load as load_framework

PASSES = 3
"""Least vote that passes: "hire" or better (codebook, part 4)."""


class Story(Protocol):
    """A story of the person's own; `principles` are ids of the framework."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def principles(self) -> list[str]: ...
    @property
    def framework(self) -> str: ...
    @property
    def updated(self) -> datetime: ...


class Take(Protocol):
    """An answer as it was rated; `rating` is what the published schema describes."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def framework(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def rating(self) -> dict[str, Any]: ...
    @property
    def replies(self) -> list[dict[str, Any]] | None: ...
    @property
    def created(self) -> datetime: ...


def vote_at(take: Take, bar: str) -> int | None:
    """The take's vote, 1 to 4, at the canonical bar, in the framework in which it was rated; None where it was not judged or has no such bar."""
    votes = take.rating.get("votes") or {}
    return next((votes[level.id] for level in load_framework(take.framework).levels if level.bar == bar and level.id in votes), None)


def missing_at(take: Take, bar: str) -> list[str]:
    """Keys of the criteria on which the take has less than the bar asks."""
    lacks = take.rating.get("missing") or {}
    return next(([m["criterion"] for m in lacks[level.id]] for level in load_framework(take.framework).levels if level.bar == bar and level.id in lacks), [])


def held_up(take: Take) -> bool:
    """Whether follow-ups were asked and the replies settled at least half of them."""
    return bool(take.replies) and 2 * sum(bool(r.get("settled")) for r in take.replies or []) >= len(take.replies or [])

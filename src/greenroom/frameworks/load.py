"""Read a framework from its TOML file. A new framework is a new file beside this one; no code changes."""
from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from greenroom.errors import BrokenData, UnknownName
from greenroom.reader.reading import BARS

USUAL = "sde2"
"""Bar of the level that is taken where none is named."""
PARTS = ("situation", "task", "action", "result", "reflection")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the framework: its name, the bar it is held to, and the seconds that each part of the answer should take."""

    id: str
    title: str
    bar: str
    about: str
    aliases: tuple[str, ...]
    seconds: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another principle that a story is easily taken for, and how to tell them apart."""

    id: str
    because: str


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: what an interviewer listens for, how it is asked about, what speaks against, and what it is confused with."""

    id: str
    name: str
    looks_for: str
    probes: tuple[str, ...]
    red_flags: tuple[str, ...]
    confused_with: tuple[Neighbour, ...]
    cues: tuple[str, ...]
    reads_as: tuple[str, ...]
    """Names of the reader's own principles whose stories evidence this one, the nearest first."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework as read from its file."""

    id: str
    title: str
    version: str
    source: str
    notice: str
    votes: dict[int, str]
    levels: tuple[Level, ...]
    principles: tuple[Principle, ...]

    @property
    def usual(self) -> Level:
        """The level that is taken where none is named: the one held to the second bar."""
        return next((level for level in self.levels if level.bar == USUAL), self.levels[0])

    def principles_of(self, read: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
        """Names of this framework's principles, the likeliest first, by what the reader found (its own names and probabilities).

        A principle gets the whole share of the first name it reads as and half of the others'. "none" stays where the reader puts it.
        """
        found = dict(read)
        shares = {p.name: sum(found.get(name, 0.0) * (1.0 if i == 0 else 0.5) for i, name in enumerate(p.reads_as)) for p in self.principles}
        shares["none"] = found.get("none", 0.0)
        return tuple(sorted(shares, key=lambda name: -round(shares[name], 2)))

    def level(self, name: str) -> Level:
        """The level by id, title, one of its other names, or the canonical bar that it is held to. Raises UnknownName."""
        wanted = name.strip().casefold()
        for level in self.levels:
            if wanted in {level.id.casefold(), level.title.casefold(), *(a.casefold() for a in level.aliases)}:
                return level
        for level in self.levels:
            if wanted == level.bar:
                return level
        raise UnknownName("level", name, [level.id for level in self.levels])


def known() -> list[str]:
    """Ids of the frameworks that are installed."""
    folder = resources.files(__package__)
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


@lru_cache(maxsize=8)
def load(framework: str) -> Framework:
    """The framework with this id. Raises UnknownName, or BrokenData when its file does not hold what it must."""
    if framework not in known():
        raise UnknownName("framework", framework, known())
    raw = tomllib.loads(resources.files(__package__).joinpath(f"{framework}.toml").read_text(encoding="utf-8"))
    try:
        return _build(raw)
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenData(f"The framework file {framework}.toml is not complete: {problem}.", "Reinstall Greenroom, or mend the file.") from problem


def _build(raw: dict[str, Any]) -> Framework:
    levels = tuple(
        Level(x["id"], x["title"], x["bar"], x["about"], tuple(x["aliases"]), {part: int(x["seconds"][part]) for part in PARTS}) for x in raw["levels"]
    )
    for level in levels:
        if level.bar not in BARS:
            raise ValueError(f"level {level.id!r} has the bar {level.bar!r}, not one of {', '.join(BARS)}")
    principles = tuple(
        Principle(
            x["id"], x["name"], x["looks_for"], tuple(x["probes"]), tuple(x["red_flags"]),
            tuple(Neighbour(n["with"], n["because"]) for n in x["confused_with"]), tuple(x["cues"]),
            tuple(x.get("reads_as", (x["name"],))),
        )
        for x in raw["principles"]
    )
    votes = {int(value): word for value, word in raw["votes"].items()}
    if sorted(votes) != [1, 2, 3, 4]:
        raise ValueError("votes must have words for 1, 2, 3 and 4")
    return Framework(raw["id"], raw["title"], raw["version"], raw["source"], raw["notice"], votes, levels, principles)

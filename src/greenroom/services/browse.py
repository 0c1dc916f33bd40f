"""Find walkthroughs: the catalogue held in memory while its files stay as they are, filtered and grouped for a page."""
from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from greenroom.catalogue.catalogue import Catalogue, open_catalogue
from greenroom.catalogue.load import FOLDERS, pack_folders
from greenroom.catalogue.model import Walkthrough
from greenroom.errors import UnknownName
from greenroom.frameworks import Framework
from greenroom.frameworks import load as load_framework
from greenroom.practice.exercises import exercises
from greenroom.practice.study import seconds_of

FRAMEWORK = "amazon"
LOOK_AGAIN = 1.0
"""Seconds for which the files are taken to be as they were."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A walkthrough in a list: its question, its title, how long it is spoken at the level, and its principles by name, the first one first."""

    id: str
    title: str
    question: str
    seconds: int
    principles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The walkthroughs of one principle."""

    principle: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A draft, or a walkthrough whose files have faults: not offered, with the first reason."""

    title: str
    question: str
    why: str


class Read:
    """The catalogue as read, with what is made from each walkthrough once: the words to search in, and its exercises."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.words = {w.id: _words(w) for w in catalogue.ready}
        self.exercises = {w.id: tuple(exercises(w)) for w in catalogue.ready}


def whole() -> Catalogue:
    """Everything that can be found; read again only when a file has changed. Raises UnreadableInput."""
    return read().catalogue


def read() -> Read:
    """The same, with what is made from it. Files are looked at again after LOOK_AGAIN."""
    return _read_at(int(time.monotonic() / LOOK_AGAIN), os.environ.get(FOLDERS, ""))


@lru_cache(maxsize=1)
def _read_at(moment: int, named: str) -> Read:
    return _read(tuple((str(p), p.stat().st_mtime_ns) for folder in pack_folders() for p in sorted(folder.rglob("*")) if p.is_file()))


@lru_cache(maxsize=1)
def _read(marks: tuple[tuple[str, int], ...]) -> Read:
    return Read(open_catalogue())


def walkthrough(name: str) -> Walkthrough:
    """A walkthrough that may be studied, by its exact id. Raises UnknownName."""
    for w in whole().ready:
        if w.id == name:
            return w
    raise UnknownName("walkthrough", name[:60], [w.id for w in whole().ready])


def find(words: str = "", principle: str = "", level: str = "") -> list[Shelf]:
    """What is ready and holds all of the words, under the principle, told at the level ("" for any); by principle in the framework's order.

    Raises UnknownName for a principle or level that does not exist.
    """
    framework = load_framework(FRAMEWORK)
    names = {p.id: p.name for p in framework.principles}
    if principle and principle not in names:
        raise UnknownName("principle", principle[:60], list(names))
    at = framework.level(level[:60]).id if level else ""
    wanted = words.casefold().split()
    held = read()
    found = [w for w in held.catalogue.ready if all(word in held.words[w.id] for word in wanted)]
    found = [w for w in found if (not principle or principle in w.head.principles) and (not at or any(n.id == at for n in w.levels))]
    shelves = []
    for p in framework.principles:
        here = [w for w in found if (p.id == principle if principle else w.head.principles[0] == p.id)]
        if here:
            shelves.append(Shelf(p.id, p.name, tuple(entry(w, at) for w in here)))
    return shelves


def entry(w: Walkthrough, level: str = "") -> Entry:
    """The walkthrough as it stands in a list."""
    names = {p.id: p.name for p in load_framework(w.framework).principles}
    seconds = sum(seconds_of(w, level or w.head.level).values())
    return Entry(w.id, w.head.title, w.head.question, seconds, tuple(names[p] for p in w.head.principles))


def held_back() -> list[Held]:
    """Drafts and walkthroughs with faults, where a person has added packs of their own."""
    out = []
    for one in whole().loaded:
        w = one.walkthrough
        if w is not None and (w.head.status != "ready" or one.problems):
            out.append(Held(w.head.title, w.head.question, one.problems[0].message if one.problems else "It is a draft."))
    return out


def framework() -> Framework:
    """The framework that the pages speak of."""
    return load_framework(FRAMEWORK)


def published(w: Walkthrough) -> dict[str, Any]:
    """A walkthrough as plain JSON values, without where it lies on the disk."""
    return w.model_dump(mode="json", by_alias=True, exclude={"folder"})


def published_schema() -> dict[str, Any]:
    """The JSON Schema of `published`."""
    schema = Walkthrough.model_json_schema(by_alias=True, mode="serialization")
    schema["properties"].pop("folder")
    schema["required"] = [key for key in schema["required"] if key != "folder"]
    schema["title"] = "Walkthrough"
    return schema


def titles(ids: Iterable[str]) -> dict[str, str]:
    """Titles of walkthroughs by id; an id that is no longer there stands for itself."""
    known = {w.id: w.head.title for w in whole().walkthroughs}
    return {name: known.get(name, name) for name in ids}


def _words(w: Walkthrough) -> str:
    scenario = w.overview.scenario if w.overview else ""
    return "\n".join((w.head.title, w.head.question, scenario, w.head.trade, w.story, *(f.question for f in w.followups))).casefold()

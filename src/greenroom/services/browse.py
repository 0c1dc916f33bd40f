"""Find walkthroughs: the catalogue held in memory while its files stay as they are, filtered and grouped for a page."""
from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from greenroom.catalogue.catalogue import Catalogue, open_catalogue, unready
from greenroom.catalogue.load import FOLDERS, pack_folders
from greenroom.catalogue.model import Walkthrough
from greenroom.errors import UnknownName
from greenroom.frameworks import Framework as Framework
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import having_level
from greenroom.practice.exercises import exercises
from greenroom.practice.study import seconds_of
from greenroom.services.preferences import DEFAULT, preferences, standard
from greenroom.services.readable import Readable
from greenroom.services.search import of_walkthroughs

LOOK_AGAIN = 1.0
"""Seconds for which the files are taken to be as they were."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A walkthrough in a list: its question, its title, how long it is spoken as told, and its principles by name, the first one first.

    `told_at` is the title of the level that its story is told at. `around` holds words around what was searched for, as `search.Hit` does; nothing without a search.
    """

    id: str
    title: str
    question: str
    seconds: int
    principles: tuple[str, ...]
    told_at: str = ""
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The walkthroughs of one principle of a framework."""

    principle: str
    name: str
    entries: tuple[Entry, ...]
    framework: str


@dataclass(frozen=True, slots=True)
class Held:
    """A draft, or a walkthrough whose files have faults: not offered, with the first reason."""

    title: str
    question: str
    why: str


class Read:
    """The catalogue as read, with what is made from each walkthrough once: the index to search in, and its exercises."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.index = of_walkthroughs(catalogue.ready)
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


def also(w: Walkthrough) -> tuple[Entry, ...]:
    """The walkthroughs whose question this one's story answers too."""
    return tuple(entry(other) for other in whole().also(w))


def find(words: str = "", principle: str = "", level: str = "", framework: str = "", any_of: bool = False) -> list[Shelf]:
    """What is ready and holds all of the words (one of them with `any_of`), under the principle, told at the level, in the framework ("" for any of them).

    By framework and principle in their order; with words, what they fit best first. Raises UnknownName for a name that no framework in the catalogue has.
    """
    held = read()
    frameworks = [f for f in frameworks_here() if not framework or f.id == load_framework(framework[:60]).id]
    names = [f.id for f in frameworks] or [load_framework(framework[:60]).id if framework else DEFAULT]
    under = _principles(names, principle[:60]) if principle else {}
    levels = {f.id: f.level(level[:60]).id for f in having_level(names, level[:60])} if level else {}
    hits = {hit.id: (rank, hit.around) for rank, hit in enumerate(held.index.find(words, any_of))} if words.strip() else {}
    found = [w for w in held.catalogue.ready if w.framework in names and (not words.strip() or w.id in hits)]
    found = [w for w in found if not principle or under.get(w.framework) in w.head.principles]
    found = sorted((w for w in found if not level or w.head.level == levels.get(w.framework)), key=lambda w: hits[w.id][0] if hits else 0)
    shelves = []
    for f in frameworks:
        for p in f.principles:
            here = [w for w in found if w.framework == f.id and (p.id == under.get(f.id) if principle else w.head.principles[0] == p.id)]
            if here:
                shelves.append(Shelf(p.id, p.name, tuple(entry(w, hits[w.id][1] if hits else ()) for w in here), f.id))
    return sorted(shelves, key=lambda shelf: hits[shelf.entries[0].id][0]) if hits else shelves


def frameworks_here() -> list[Framework]:
    """The frameworks that the walkthroughs belong to, by id, the one preferred first."""
    there = sorted({w.framework for w in whole().ready})
    first = Readable().read(preferences, standard()).framework.id
    return [load_framework(name) for name in sorted(there, key=lambda name: (name != first, name))]


def _principles(frameworks: list[str], id: str) -> dict[str, str]:
    """The frameworks that have a principle with this id, to the id. Raises UnknownName."""
    known = {name: [p.id for p in load_framework(name).principles] for name in frameworks}
    if not any(id in ids for ids in known.values()):
        raise UnknownName("principle", id, list(dict.fromkeys(p for ids in known.values() for p in ids)))
    return {name: id for name, ids in known.items() if id in ids}


def entry(w: Walkthrough, around: tuple[str, ...] = ()) -> Entry:
    """The walkthrough as it stands in a list."""
    framework = load_framework(w.framework)
    names = {p.id: p.name for p in framework.principles}
    seconds = sum(seconds_of(w, w.head.level).values())
    told_at = framework.level(w.head.level).title
    return Entry(w.id, w.head.title, w.head.question, seconds, tuple(names[p] for p in w.head.principles), told_at, around)


def held_back() -> list[Held]:
    """Drafts, and walkthroughs with faults or not yet written, where a person has added packs of their own."""
    out = []
    for one in whole().loaded:
        w = one.walkthrough
        if w is not None and (why := unready(one)):
            out.append(Held(w.head.title, w.head.question, why))
    return out


def framework() -> Framework:
    """The framework that the pages speak of: the one preferred. Raises DatabaseProblem."""
    return preferences().framework


def named(framework: str) -> Framework:
    """The framework with this id, or the one preferred for "". Raises UnknownName, DatabaseProblem."""
    return load_framework(framework[:60]) if framework else preferences().framework


def framework_of(w: Walkthrough) -> Framework:
    """The framework that a walkthrough belongs to."""
    return load_framework(w.framework)


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

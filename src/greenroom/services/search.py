"""Full-text search: the walkthroughs by their words, and a person's own stories apart; the best hit first, with the words around it."""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from greenroom.catalogue.model import Walkthrough, plain
from greenroom.frameworks import load as load_framework
from greenroom.storage.records import Story
from greenroom.text.judgeable import FUNCTION_WORDS

WORDS = re.compile(r"\w+")
MOST_WORDS = 12
SNIPPET = 14
"""Words shown around a hit."""
_WEIGHTS = (8.0, 8.0, 4.0, 1.0)
"""Of the columns: title, question, principles and levels, text."""
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Marks of a hit, from the private use area; texts that hold them lose them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: its id, and words of the text around the hit in pieces, every second of which is the hit; one piece where the hit is elsewhere."""

    id: str
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What can be found: by title, question, names (of principles, levels, framework) and the text itself."""

    id: str
    title: str
    question: str
    names: str
    text: str


class Index:
    """An index in memory. SQLite's FTS5 with the Porter stemmer, so that "delivering" finds "delivered"; usable from many threads."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._lock = Lock()
        self._held = sqlite3.connect(":memory:", check_same_thread=False)
        self._held.execute("CREATE VIRTUAL TABLE held USING fts5(id UNINDEXED, title, question, names, text, tokenize = \"porter unicode61 remove_diacritics 2\")")
        self._held.executemany("INSERT INTO held VALUES (?, ?, ?, ?, ?)", [tuple(map(_storable, (t.id, t.title, t.question, t.names, t.text))) for t in texts])

    def find(self, words: str, any_of: bool = False) -> list[Hit]:
        """What holds all of the words, each also as the beginning of a longer one: whose title or question has them in this order first, then by BM25.

        With `any_of`, what holds at least one of them, those that are no filler. Nothing for no words.
        """
        wanted = WORDS.findall(words)[:MOST_WORDS]
        if not wanted:
            return []
        if any_of:
            wanted = [w for w in wanted if w.casefold() not in FUNCTION_WORDS] or wanted
        asked = (" OR " if any_of else " ").join(f'"{_storable(w)}"*' for w in wanted)
        sql = (
            f"SELECT id, snippet(held, 4, ?, ?, '…', {SNIPPET}) FROM held WHERE held MATCH ? "
            f"ORDER BY bm25(held, 0, {', '.join(map(str, _WEIGHTS))}), id"
        )
        phrase = f'{{title question}} : "{" ".join(map(_storable, wanted))}"'
        with self._lock:
            first = {id for (id,) in self._held.execute("SELECT id FROM held WHERE held MATCH ?", (phrase,))}
            rows = self._held.execute(sql, (_OPEN, _CLOSE, asked)).fetchall()
        hits = [Hit(id, tuple(re.split(f"[{_OPEN}{_CLOSE}]", around))) for id, around in rows]
        return sorted(hits, key=lambda hit: hit.id not in first)


def of_walkthroughs(walkthroughs: Sequence[Walkthrough]) -> Index:
    """The catalogue's index."""
    return Index([_walkthrough(w) for w in walkthroughs])


def of_stories(stories: Sequence[Story]) -> Index:
    """The person's stories; made anew only where one of them has changed."""
    return _stories(tuple((s.id, s.version, s.title, " ".join(_names(s.framework, s.principles)), s.text) for s in stories))


@lru_cache(maxsize=1)
def _stories(held: tuple[tuple[str, int, str, str, str], ...]) -> Index:
    return Index([Text(id, title, "", names, text) for id, _, title, names, text in held])


def _walkthrough(w: Walkthrough) -> Text:
    framework = load_framework(w.framework)
    levels = [framework.level(n.id).title for n in w.levels]
    scenario = w.overview.scenario if w.overview else ""
    body = "\n".join((scenario, w.head.trade, w.story, *_beside(w)))
    return Text(w.id, w.head.title, w.head.question, " ".join([*_names(w.framework, w.head.principles), *levels, framework.title]), body)


def _beside(w: Walkthrough) -> Iterator[str]:
    """What stands on the walkthrough's page beside the story."""
    for section in w.sections.values():
        yield from (plain(section.mistake), section.cost, section.coaching)
    for f in w.followups:
        yield from (f.question, f.weak, f.strong, f.remember)
    for level in w.levels:
        yield from (level.focus, level.bar, level.reflection)
    for lens in w.lenses:
        yield from (lens.lead, lens.emphasise, lens.downplay)
    if w.weak:
        yield from (plain(w.weak.answer), w.weak.thinks)


def _names(framework: str, principles: Sequence[str]) -> list[str]:
    names = {p.id: p.name for p in load_framework(framework).principles}
    return [names.get(p, p) for p in principles]


def _storable(text: str) -> str:
    return text.replace("\x00", " ").replace(_OPEN, "").replace(_CLOSE, "").encode("utf-8", "replace").decode("utf-8")

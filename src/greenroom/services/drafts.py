"""Drafts of a page, kept as they are typed: one for each tab that writes, the newest first; no tab overwrites what another wrote."""
from __future__ import annotations

import re
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from greenroom.errors import GreenroomError, TooLong
from greenroom.services.door import stores
from greenroom.text.excerpt import head, tail

SETTING = "drafts"
"""They lie in the database under this name, so that they are backed up, taken out and deleted with the rest."""
MOST_CHARACTERS = 400_000
"""A book: twenty times what can be rated, so that nothing that is pasted by mistake pushes out what was written."""
MOST_DRAFTS = 20
"""Drafts held for one page; beyond them the oldest goes."""
LONGEST_BEGINNING = 80
FROM_REPORT = "report"
"""The draft that no tab writes: what came back from a report."""
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_alone = threading.Lock()


class NoDraft(GreenroomError):
    """A draft that is not there any more."""

    code = "nothing-there"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the question and the level beside it. `id` names the tab that writes it, `number` counts its savings, `at` is when, in ISO 8601.

    `seconds` is how long it took to write, where its page counts that, else 0.
    """

    id: str
    number: int
    at: str
    text: str
    question: str = ""
    level: str = ""
    seconds: float = 0.0

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def begins(self) -> str:
        """The first words, on one line, without marks of Markdown headings."""
        return head(self._flat, LONGEST_BEGINNING)

    @property
    def ends(self) -> str:
        """The last words, on one line, which tell apart what begins alike; "" where the beginning holds it all."""
        flat = self._flat
        return tail(flat, LONGEST_BEGINNING) if len(flat) > LONGEST_BEGINNING else ""

    @property
    def _flat(self) -> str:
        return " ".join(_HEADING.sub("", self.text).split())


@dataclass(frozen=True, slots=True)
class Base:
    """The draft that a tab began from: its id and the number that it had."""

    id: str
    number: int


def drafts(page: str) -> list[Draft]:
    """All drafts of a page, the newest first. Raises DatabaseProblem."""
    return _of(_load(), page)


def opened(page: str, draft: str) -> Draft:
    """One of them whole. Raises NoDraft, DatabaseProblem."""
    for one in drafts(page):
        if one.id == draft:
            return one
    raise NoDraft("This draft is no longer kept.", "It was deleted, or another tab went on with it.")


def keep_draft(page: str, draft: Draft, base: Base | None = None) -> list[Draft]:
    """Keep it, in place of the one with its id, and of `base` unless that was written on since; the others of the page are given back.

    A number that is not above the kept one came late and changes nothing. A draft without words is not held. Raises TooLong, DatabaseProblem.
    """
    if len(draft.text) > MOST_CHARACTERS:
        raise TooLong(f"The text has {len(draft.text):,} characters; a draft may have {MOST_CHARACTERS:,}.", "Keep the rest of it in another place.")
    with _alone:
        held = _load()
        before = _of(held, page)
        if any(one.id == draft.id and one.number >= draft.number for one in before):
            return [one for one in before if one.id != draft.id]
        others = [one for one in before if one.id != draft.id and not (base and one.id == base.id and one.number <= base.number)]
        _save(held, page, [draft, *others] if (draft.text + draft.question).strip() else others)
        return others


def keep_as_newest(page: str, text: str, question: str, level: str, now: datetime) -> None:
    """Keep a text that came back from its report as the newest draft of a page; nothing changes where the newest says just that, or there are no words.

    What tabs wrote stays theirs. Raises TooLong, DatabaseProblem.
    """
    held = drafts(page)
    if not text.strip() or (held and (held[0].text, held[0].question, held[0].level) == (text, question, level)):
        return
    before = next((one.number for one in held if one.id == FROM_REPORT), 0)
    keep_draft(page, Draft(FROM_REPORT, before + 1, stamp(now), text, question, level))


def forget_draft(page: str, draft: str) -> None:
    """Delete it; nothing where there is none. Raises DatabaseProblem."""
    with _alone:
        held = _load()
        _save(held, page, [one for one in _of(held, page) if one.id != draft])


def forget_pages(beginning: str) -> None:
    """Delete the drafts of every page whose name begins so. Raises DatabaseProblem."""
    with _alone:
        held = _load()
        kept = {name: value for name, value in held.items() if not name.startswith(beginning)}
        if kept != held:
            stores().settings.set(SETTING, kept)


def stamp(now: datetime) -> str:
    """A time as drafts hold it."""
    return now.isoformat(timespec="milliseconds")


def _load() -> dict[str, Any]:
    held = stores().settings.get(SETTING)
    return held if isinstance(held, dict) else {}


def _of(held: dict[str, Any], page: str) -> list[Draft]:
    return sorted((Draft(**one) for one in held.get(page, [])), key=lambda one: one.at, reverse=True)


def _save(held: dict[str, Any], page: str, kept: list[Draft]) -> None:
    rest = {name: value for name, value in held.items() if name != page}
    stores().settings.set(SETTING, rest | ({page: [asdict(one) for one in kept[:MOST_DRAFTS]]} if kept else {}))

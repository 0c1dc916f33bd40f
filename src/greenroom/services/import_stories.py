"""Bring stories in from a file: Markdown, plain text or Word; one story for each heading of the first level."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import PurePath

from greenroom.errors import TooLong, UnreadableInput
from greenroom.frameworks import known
from greenroom.frameworks import load as load_framework
from greenroom.services.door import stores
from greenroom.services.my_stories import Written, all_stories, keep_new, written
from greenroom.services.read_answer import clean, decode
from greenroom.services.read_word import is_word, read_word
from greenroom.storage.records import Story
from greenroom.stories.outline import Outline, empty_in, part_named, stories_in
from greenroom.stories.story_file import Filed, read

MOST_BYTES = 2_000_000
"""Of one file."""
MOST_STORIES = 100
"""From one file: more is no collection of stories."""
WORD = ".docx"
PLAIN = (".txt", ".text")
ENDINGS = (".md", ".markdown", ".txt", ".text", WORD)
SETTING = "came-in"
"""What came in last and was not said yet lies in the database under this name."""
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_TITLE = re.compile(r"\A\s*([^\s#][^\n]{0,78}[^\s.:;,!])[ \t]*\n[ \t]*\n+(?=\s*\S)")
"""A short first line without a full stop, a blank line, and words: in plain text the title."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: stories ready to be kept, the headings that were left out because no word stands under them, and what an export says of its stories.

    `ids` are what stories of an export had where they were written, by their words.
    """

    stories: tuple[Written, ...]
    empty: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The stories of a file as they are kept, the headings that were left out, and the stories that were kept before with the same words, and with others."""

    stories: tuple[Story, ...]
    empty: tuple[str, ...]
    held: tuple[Story, ...] = ()
    changed: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """What a page says of it: how many stories came in, how many of them are told for nothing yet, the headings left out, and the titles of stories that are here
    already: with the same words, and with others.
    """

    many: int
    empty: tuple[str, ...]
    held: tuple[str, ...]
    changed: tuple[str, ...] = ()
    untold: int = 0


def bring_in(raw: bytes, name: str, now: datetime, copies: bool = False) -> BroughtIn:
    """Keep the stories that the file holds, without those that are kept already; all of them or none.

    A story of an export that is here with other words, by its id or its title, is left out too, unless `copies` are wished.

    Raises UnreadableInput for a file that is no such text or holds no story, TooLong for one that is too large or holds a story that is, DatabaseProblem.
    """
    found = found_in(raw, name)
    every = all_stories()
    before = {_words(one.text): one for one in every}
    fresh = {_words(one.text): one for one in found.stories if _words(one.text) not in before}
    held = dict.fromkeys(_words(one.text) for one in found.stories if _words(one.text) in before)
    others = {} if copies else {words: here for words, one in fresh.items() if words in found.ids and (here := _here(one, found.ids[words], every))}
    kept = tuple(keep_new(one, now) for words, one in fresh.items() if words not in others)
    return BroughtIn(kept, found.empty, tuple(before[words] for words in held), tuple(others.values()))


def _here(one: Written, id: str, every: Sequence[Story]) -> Story | None:
    """The story that one of an export is, as it is kept here now."""
    return next((s for s in every if s.id == id), None) or next((s for s in every if s.title.casefold() == one.title.casefold()), None)


def _words(text: str) -> str:
    return " ".join(text.split())


def found_in(raw: bytes, name: str) -> Found:
    """The stories of a file. Raises as `bring_in` does."""
    shown = PurePath(name.replace("\\", "/")).name[:80] or "The file"
    if len(raw) > MOST_BYTES:
        raise too_large(shown)
    word, ending = is_word(raw), PurePath(shown).suffix.lower()
    if ending not in ENDINGS and not word:
        raise UnreadableInput(f"{shown} is no kind of file that stories are read from.", f"Choose one that ends in {', '.join(ENDINGS)}.")
    if ending == WORD and not word:
        raise UnreadableInput(f"{shown} is no Word file, whatever its name says.", "Open it in Word and save it again, or save it as plain text (.txt).")
    text = read_word(raw, shown) if word else decode(raw, shown)
    text, exported = read(clean(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")))
    text = _plain(text)
    if ending in PLAIN and not word:
        text = _titled(text)
    named = PurePath(shown).stem.replace("-", " ").replace("_", " ").strip()
    found = [*(stories_in(text, named) if text.strip() or not exported else ()), *(one for one in exported if one.text)]
    if not found:
        raise UnreadableInput(f"{shown} holds no words.", "Choose the file that holds your stories.")
    if len(found) > MOST_STORIES:
        raise TooLong(f"{shown} holds {len(found)} headings of the first level; a file may hold {MOST_STORIES} stories.", "Split it into several files.")
    kept = tuple(_written(one, shown) for one in found)
    ids = {_words(new.text): one.id for new, one in zip(kept, found, strict=True) if isinstance(one, Filed)}
    return Found(kept, (*empty_in(text), *(one.title for one in exported if not one.text)), ids)


def came_in(came: BroughtIn) -> None:
    """Keep what came in until it was said. It lies in the database, since no address may hold what a person wrote. Raises DatabaseProblem."""
    untold = sum(not one.principles for one in came.stories)
    said = Came(len(came.stories), came.empty, tuple(one.title for one in came.held), tuple(one.title for one in came.changed), untold)
    stores().settings.set(SETTING, asdict(said))


def said_once() -> Came | None:
    """What came in last, once: the next call says nothing. Raises DatabaseProblem."""
    held = stores().settings.get(SETTING)
    if not isinstance(held, dict):
        return None
    stores().settings.set(SETTING, None)
    return Came(held["many"], tuple(held["empty"]), tuple(held["held"]), tuple(held.get("changed", ())), held.get("untold", 0))


def too_large(name: str) -> TooLong:
    """The refusal of a file of that name for its size."""
    return TooLong(f"{name} has more than {MOST_BYTES // 1_000_000} MB.", "Save its text alone as plain text (.txt), or split it into several files.")


def _written(one: Outline | Filed, shown: str) -> Written:
    framework = one.framework if isinstance(one, Filed) and one.framework in known() else ""
    names = {x: p.id for p in load_framework(framework).principles for x in (p.id, p.name)} if framework else {}
    try:
        return written(one.title, one.text, one.sections, [names[x] for x in one.principles if x in names], framework)
    except TooLong as problem:
        raise TooLong(f"In {shown}: {problem.message}", "Give each story a heading of its own (# in Markdown, Heading 1 in Word), and bring it in again.") from None


def _titled(text: str) -> str:
    """Plain text with its title as a heading, where it begins with one and has no heading."""
    found = _TITLE.match(text)
    if found is None or part_named(found[1]) or stories_in(text)[0].title or stories_in(text)[0].sections:
        return text
    return f"# {found[1]}\n\n{text[found.end():]}"


def _plain(text: str) -> str:
    """Without front matter, links and marks of emphasis: what would be said."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _FRONT.sub("", text)))

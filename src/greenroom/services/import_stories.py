"""Bring stories in from a file: Markdown, plain text or Word; one story for each heading of the first level."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from greenroom.errors import TooLong, UnreadableInput
from greenroom.services.my_stories import Written, keep_new, written
from greenroom.services.read_answer import clean, decode
from greenroom.services.read_word import is_word, read_word
from greenroom.storage.records import Story
from greenroom.stories.outline import empty_in, stories_in

MOST_BYTES = 2_000_000
"""Of one file."""
MOST_STORIES = 100
"""From one file: more is no collection of stories."""
WORD = ".docx"
ENDINGS = (".md", ".markdown", ".txt", ".text", WORD)
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: stories ready to be kept, and the headings that were left out because no word stands under them."""

    stories: tuple[Written, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """The stories of a file as they are kept, and the headings that were left out."""

    stories: tuple[Story, ...]
    empty: tuple[str, ...]


def bring_in(raw: bytes, name: str, now: datetime) -> BroughtIn:
    """Keep the stories that the file holds; all of them or none.

    Raises UnreadableInput for a file that is no such text or holds no story, TooLong for one that is too large or holds a story that is, DatabaseProblem.
    """
    found = found_in(raw, name)
    return BroughtIn(tuple(keep_new(one, now) for one in found.stories), found.empty)


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
    text = _plain(clean(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")))
    found = stories_in(text, PurePath(shown).stem.replace("-", " ").replace("_", " ").strip())
    if not found:
        raise UnreadableInput(f"{shown} holds no words.", "Choose the file that holds your stories.")
    if len(found) > MOST_STORIES:
        raise TooLong(f"{shown} holds {len(found)} headings of the first level; a file may hold {MOST_STORIES} stories.", "Split it into several files.")
    return Found(tuple(_written(one.title, one.text, one.sections, shown) for one in found), tuple(empty_in(text)))


def too_large(name: str) -> TooLong:
    """The refusal of a file of that name for its size."""
    return TooLong(f"{name} has more than {MOST_BYTES // 1_000_000} MB.", "Save its text alone as plain text (.txt), or split it into several files.")


def _written(title: str, text: str, sections: dict[str, str] | None, shown: str) -> Written:
    try:
        return written(title, text, sections, ())
    except TooLong as problem:
        raise TooLong(f"In {shown}: {problem.message}", "Give each story a heading of its own (# in Markdown, Heading 1 in Word), and bring it in again.") from None


def _plain(text: str) -> str:
    """Without front matter, links and marks of emphasis: what would be said."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _FRONT.sub("", text)))

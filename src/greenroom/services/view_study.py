"""A walkthrough arranged for one long page, told at a level and through a lens."""
from __future__ import annotations

import re
from dataclasses import dataclass

from greenroom.catalogue.model import Giveaway, Walkthrough, plain
from greenroom.catalogue.model import Section as Written
from greenroom.errors import UnknownName
from greenroom.frameworks import load as load_framework
from greenroom.practice.study import seconds_of
from greenroom.services.marked import Mark, Marked, mark, plain_paragraphs
from greenroom.services.view_rating import PARTS, SECTION_TITLES, Bar, kind_title, strip

_MARKED = re.compile("\u00ab([^\u00ab\u00bb]*)\u00bb")


@dataclass(frozen=True, slots=True)
class Choice:
    """A lens or a level that can be switched to; `id` is "" for the story as it is."""

    id: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of the story: as told here, as first told where that differs, and what is said about it.

    `seconds` is how long it takes as told here, `aim` what the level gives it; `first_advice` is the coaching on what was first told.
    """

    id: str
    letter: str
    title: str
    seconds: int
    aim: int
    told: Marked
    first_told: Marked | None
    advice: tuple[tuple[str, str], ...]
    first_advice: str
    mistake: Marked
    cost: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level's own lesson from the story, and what it is measured on."""

    id: str
    title: str
    speak: int
    focus: str
    bar: str
    reflection: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StudyView:
    """Everything that the study page shows."""

    walkthrough: Walkthrough
    level: str
    lens: str
    level_title: str
    told_at: str
    own_level: bool
    told_for: str
    seconds: int
    principle: str
    principle_id: str
    lenses: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    strip: tuple[Bar, ...]
    focus: str
    bar: str
    parts: tuple[PartView, ...]
    by_level: tuple[LevelView, ...]
    weak: Marked | None
    leaning: str


def study(w: Walkthrough, level: str = "", lens: str = "") -> StudyView:
    """Arrange it. Raises UnknownName for a level or lens that it does not have."""
    framework = load_framework(w.framework)
    names = {p.id: p.name for p in framework.principles}
    at = framework.level(level[:60]).id if level else w.head.level
    if lens and lens not in {each.principle for each in w.lenses}:
        raise UnknownName("lens", lens[:60], [each.principle for each in w.lenses])
    own = next((n for n in w.levels if n.id == at), None)
    seconds = seconds_of(w, at)
    parts, number = [], 1
    for letter, part in PARTS:
        if part in w.sections:
            one = _part(w, letter, part, at, lens, number)
            number += len(one.told.notes) + (len(one.first_told.notes) if one.first_told else 0)
            parts.append(one)
    lenses = (Choice("", "As first told", not lens), *(Choice(x.principle, names[x.principle], x.principle == lens) for x in w.lenses))
    levels = tuple(Choice(x.id, x.title, x.id == at) for x in framework.levels if any(n.id == x.id for n in w.levels))
    by_level = tuple(LevelView(n.id, framework.level(n.id).title, n.speak, n.focus, n.bar, n.reflection, n.id == at) for n in w.levels)
    first = w.head.principles[0]
    return StudyView(
        w, at, lens, framework.level(at).title, framework.level(w.head.level).title, at == w.head.level, names.get(lens, ""),
        sum(seconds.values()), names[first], first, lenses, levels, strip(seconds),
        own.focus if own else "", own.bar if own else "", tuple(parts), by_level, _weak(w), framework.votes[w.weak.leaning] if w.weak else "",
    )


def strong_words(section: Written, first: int) -> Marked:
    """The strong example with its marks."""
    whys = {m.phrase: m.why for m in section.marks}
    text, marks = "", []
    for n, piece in enumerate(_MARKED.split(section.strong)):
        if n % 2:
            marks.append(Mark(len(text), len(text) + len(piece), "carries", "", whys.get(piece, "")))
        text += piece
    return mark(text, marks, first=first)


def _part(w: Walkthrough, letter: str, part: str, level: str, lens: str, number: int) -> PartView:
    section = w.sections[part]
    strong = strong_words(section, number)
    told, first_told = strong, None
    advice, first_advice = [("Coaching.", section.coaching)], ""
    aim = seconds_of(w, level)[part]
    seconds = seconds_of(w, w.head.level)[part]
    through = next((each for each in w.lenses if each.principle == lens), None)
    own = next((n for n in w.levels if n.id == level), None)
    if through and part == "situation":
        told, first_told, first_advice = plain_paragraphs(through.lead), strong, section.coaching
        advice = [("Bring out.", through.emphasise), ("Play down.", through.downplay)]
    if own and part == "reflection" and level != w.head.level:
        told, first_told, first_advice = plain_paragraphs(own.reflection), strong, section.coaching
        advice, seconds = [], aim
    return PartView(part, letter, SECTION_TITLES[letter], seconds, aim, told, first_told, tuple(advice), first_advice, _mistake(section.mistake), section.cost)


def _mistake(text: str) -> Marked:
    """The common mistake, with a wavy line under the words that are marked, or under all of it."""
    pieces = _MARKED.split(text)
    if len(pieces) == 1:
        return mark(text, ())
    words, marks = "", []
    for n, piece in enumerate(pieces):
        if n % 2:
            marks.append(Mark(len(words), len(words) + len(piece), "sinks", "", ""))
        words += piece
    return mark(words, marks)


def _weak(w: Walkthrough) -> Marked | None:
    if w.weak is None:
        return None
    text = plain(w.weak.answer)
    return mark(text, [m for g in w.weak.giveaways if (m := _giveaway(text, g))])


def _giveaway(text: str, giveaway: Giveaway) -> Mark | None:
    at = text.find(giveaway.phrase)
    kind = kind_title(giveaway.kind or giveaway.criterion)
    return Mark(at, at + len(giveaway.phrase), "sinks", kind, giveaway.why) if at >= 0 else None

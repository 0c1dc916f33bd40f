"""Study: a walkthrough as pages, told at a level and through a lens."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from greenroom.catalogue.model import PARTS, Followup, LevelNotes, Walkthrough, plain
from greenroom.errors import UnknownName
from greenroom.frameworks import load as load_framework

_MARKED = re.compile("\u00ab([^\u00ab\u00bb]*)\u00bb")


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of a page: its heading ("" for none), its text, and the phrases in it that are explained, each with its why."""

    heading: str
    text: str
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a title and its notes; `part` names the section, where it is one."""

    title: str
    notes: tuple[Note, ...]
    part: str = ""


@dataclass
class StudySession:
    """Where a learner is in a walkthrough. Changing lens or level keeps the place."""

    walkthrough: Walkthrough
    level: str = ""
    lens: str = ""
    at: int = 0
    also: tuple[str, ...] = ()
    """Other questions that the story answers."""
    _pages: tuple[Page, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        self.level = self.level or self.walkthrough.head.level
        self._turn()

    @property
    def pages(self) -> tuple[Page, ...]:
        return self._pages

    @property
    def page(self) -> Page:
        return self._pages[self.at]

    def go(self, step: int) -> bool:
        """Move by `step` pages; False where there is none."""
        if not 0 <= self.at + step < len(self._pages):
            return False
        self.at += step
        return True

    def at_level(self, name: str) -> None:
        """Tell it at another level. Raises UnknownName."""
        self.level = load_framework(self.walkthrough.framework).level(name).id
        self._turn()

    def through(self, principle: str) -> None:
        """Tell it for another principle ("" for the story as it is). Raises UnknownName."""
        names = {p.id: p.name for p in load_framework(self.walkthrough.framework).principles}
        known = [lens.principle for lens in self.walkthrough.lenses]
        wanted = " ".join(principle.split()).casefold()
        found = [p for p in known if wanted == p or wanted == names[p].casefold()] or [p for p in known if wanted and wanted in names[p].casefold()]
        if wanted and len(found) != 1:
            raise UnknownName("lens", principle, known)
        self.lens = found[0] if wanted else ""
        self._turn()

    def told(self) -> str:
        """How it is told now, in words: the level, and the lens where there is one."""
        framework = load_framework(self.walkthrough.framework)
        through = next((f" through the lens of {p.name}" for p in framework.principles if p.id == self.lens), "")
        return f"at {framework.level(self.level).title}{through}"

    def _turn(self) -> None:
        self._pages = pages(self.walkthrough, self.level, self.lens, self.also)
        self.at = min(self.at, len(self._pages) - 1)


def pages(w: Walkthrough, level: str, lens: str = "", also: tuple[str, ...] = ()) -> tuple[Page, ...]:
    """The pages of a walkthrough in reading order; the same number and order for every lens and level."""
    framework = load_framework(w.framework)
    notes = next((each for each in w.levels if each.id == level), None)
    out = [_overview(w, level, notes, also)]
    out += [_section(w, part, notes, level, lens) for part in PARTS if part in w.sections]
    out.append(_levels(w))
    out.append(Page("Follow-ups, weak and strong", tuple(note for f in w.followups for note in _followup(f))))
    if w.weak:
        marks = tuple((g.phrase, f"{g.why} ({g.criterion})") for g in w.weak.giveaways)
        leaning = framework.votes[w.weak.leaning]
        out.append(Page("The weak answer", (Note("", w.weak.answer, marks), Note("What the interviewer thinks", w.weak.thinks), Note("Leaning", leaning.capitalize()))))
    names = {p.id: p.name for p in framework.principles}
    out.append(Page("Lenses: the same story for another principle", tuple(n for each in w.lenses for n in (
        Note(names[each.principle], each.lead), Note("Bring out", each.emphasise), Note("Play down", each.downplay)))))
    return tuple(out)


def page_of(w: Walkthrough, part: str) -> int:
    """The number, from 1, of the page on which a section stands; the first page is the overview."""
    return 2 + [each for each in PARTS if each in w.sections].index(part)


def seconds_of(w: Walkthrough, level: str) -> dict[str, int]:
    """Seconds for each section at a level: the walkthrough's own, else the framework's."""
    notes = next((each for each in w.levels if each.id == level), None)
    return notes.seconds if notes and notes.seconds else load_framework(w.framework).level(level).seconds


def _overview(w: Walkthrough, level: str, notes: LevelNotes | None, also: tuple[str, ...]) -> Page:
    framework = load_framework(w.framework)
    names = ", ".join(p.name for p in framework.principles if p.id in w.head.principles)
    seconds = seconds_of(w, level)
    out = [Note("The question", w.head.question), Note("It probes", names)]
    if w.overview:
        out += [Note("The story", w.overview.scenario), Note("To take away", "\n".join(f"- {t}" for t in w.overview.takeaways))]
    if notes:
        out += [Note(f"At {framework.level(level).title}", notes.focus), Note("The bar", notes.bar)]
    if also:
        out.append(Note("The same story also answers", "\n".join(f"- {question}" for question in also)))
    if w.head.lab:
        out.append(Note("The lab", f"The system behind this story runs on your machine; find, mend and measure its fault yourself: greenroom lab {w.head.lab}"))
    strip = ", ".join(f"{part} {seconds[part]} s" for part in PARTS)
    out.append(Note("Time", f"{sum(seconds.values())} s: {strip}."))
    return Page(w.head.title, tuple(out))


def _section(w: Walkthrough, part: str, notes: LevelNotes | None, level: str, lens: str) -> Page:
    section = w.sections[part]
    through = next((each for each in w.lenses if each.principle == lens), None)
    strong = Note("Strong", plain(section.strong), tuple((m.phrase, m.why) for m in section.marks))
    out, coaching = [strong], "How to go about it"
    if level != w.head.level:
        framework = load_framework(w.framework)
        told, here = framework.level(w.head.level).title, framework.level(level).title
        out.insert(0, Note("", f"The story as told at {told}; at {here} give this part about {seconds_of(w, level)[part]} s."))
    if through and part == "situation":
        out = [Note("Strong, through this lens", through.lead), Note("Bring out", through.emphasise), Note("Play down", through.downplay)]
        out.append(Note("As first told", *_rest(strong)))
        coaching = "How to go about it as first told"
    if part == "reflection" and notes and level != w.head.level:
        out = [Note(f"Strong, at {load_framework(w.framework).level(level).title}", notes.reflection), Note("As first told", *_rest(strong))]
        coaching = "How to go about it as first told"
    mistake = tuple((phrase, section.cost) for phrase in _MARKED.findall(section.mistake))
    out += [Note(coaching, section.coaching), Note("A common mistake", plain(section.mistake), mistake), Note("What it costs", section.cost)]
    return Page(f"{part.title()}, {seconds_of(w, level)[part]} s", tuple(out), part)


def _followup(f: Followup) -> tuple[Note, ...]:
    asked = Note(f.question, "Probes " + ", ".join(f.probes) + ".")
    return asked, Note("Weak", f.weak), Note("Why it is weak", f.why_weak), Note("Strong", f.strong), Note("Remember", f.remember)


def _rest(note: Note) -> tuple[str, tuple[tuple[str, str], ...]]:
    return note.text, note.marks


def _levels(w: Walkthrough) -> Page:
    framework = load_framework(w.framework)
    out = []
    for each in w.levels:
        title = framework.level(each.id).title
        out += [Note(f"{title}, {each.speak} s", each.focus), Note("The bar", each.bar), Note("Would have learnt", each.reflection)]
    return Page("The same story at each level", tuple(out))

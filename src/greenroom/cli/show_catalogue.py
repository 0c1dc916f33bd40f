"""The catalogue as plain text."""
from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from greenroom.catalogue.catalogue import Catalogue, Examination
from greenroom.catalogue.check import FIRST, load_checks
from greenroom.catalogue.model import Walkthrough
from greenroom.catalogue.problem import checking, told_path
from greenroom.cli.talk import para, width
from greenroom.frameworks import known
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import having_level, having_principle, level_named, principles_named


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted of a walkthrough; all of it together, and "" for no wish."""

    principle: str = ""
    level: str = ""
    words: str = ""
    framework: str = ""


def listing(catalogue: Catalogue, wanted: Filter, folder: str | None = None) -> str:
    """Walkthroughs under their first principle, each with its question, level and trade. Of a `folder` that was named also drafts and what needs mending, marked so.

    Raises UnknownName for a framework that does not exist, or a level or principle that it (without one: any framework) does not have.
    """
    among = [load_framework(wanted.framework).id] if wanted.framework else known()
    if wanted.level:
        having_level(among, wanted.level)
    if wanted.principle:
        having_principle(among, wanted.principle)
    shown = catalogue.ready if folder is None else catalogue.walkthroughs
    chosen = [w for w in shown if _wanted(w, wanted)]
    hidden = len({*(one.folder for one in catalogue.loaded), *catalogue.unread}) - len(shown)
    out: list[str] = []
    for framework in sorted({w.framework for w in chosen}):
        names = {p.id: p.name for p in load_framework(framework).principles}
        for first in [*names, *sorted({w.head.principles[0] for w in chosen} - set(names))]:
            under = [w for w in chosen if w.framework == framework and w.head.principles[0] == first]
            if under:
                out += ["", names.get(first, f"{first} (not in the framework)")]
                for w in under:
                    out += _fold(w.id + _state(catalogue, w), "  "), _fold(f"{w.head.question} ({_level_title(w)}, {w.head.trade})", "      ")
    return "\n".join([*out, "", para(_sum(len(chosen), len(shown), hidden, folder))]).strip()


def _sum(chosen: int, shown: int, hidden: int, folder: str | None) -> str:
    """How many are listed, and how to come to the others."""
    also = ""
    if hidden:
        more = f"`{checking(folder)}` says what is missing."
        more = more if folder is not None else f"`--packs FOLDER` lists drafts, {more}"
        also = f" {hidden} more {'is a draft' if hidden == 1 else 'are drafts'} or cannot be read: {more}"
    if not shown:
        return f"There is no walkthrough yet.{also}"
    if not chosen:
        return f"No walkthrough of {shown} fits. Leave an option out to see more.{also}"
    return f"{chosen} of {counted_of(shown, 'walkthrough')}.{also} Next: greenroom study, drill or mock with an ID."


def _state(catalogue: Catalogue, w: Walkthrough) -> str:
    return "" if w in catalogue.ready else " (draft)" if w.head.status == "draft" else f" (needs mending: {checking(w.folder)})"


def _level_title(w: Walkthrough) -> str:
    return next((level.title for level in load_framework(w.framework).levels if level.id == w.head.level), w.head.level)


def counted_of(count: int, what: str) -> str:
    """A count with its noun."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def _wanted(w: Walkthrough, wanted: Filter) -> bool:
    framework, words = load_framework(w.framework), wanted.words
    if wanted.framework and wanted.framework != framework.id:
        return False
    if wanted.principle and not set(principles_named(framework, wanted.principle)) & set(w.head.principles):
        return False
    if wanted.level:
        level = level_named(framework, wanted.level)
        if level is None or level.id != w.head.level:
            return False
    return not words or all(word in f"{w.head.title} {w.head.question} {w.head.trade} {w.id}".casefold() for word in words.casefold().split())


def card(w: Walkthrough) -> str:
    """What a walkthrough holds, in a screen."""
    framework = load_framework(w.framework)
    names = [p.name for p in framework.principles if p.id in w.head.principles]
    rows = [
        ("Question", w.head.question), ("Principles", ", ".join(names)), ("Level", _level_title(w)), ("Trade", w.head.trade), ("Team", w.head.team),
        ("Outcome", w.head.outcome), ("Teaches", ", ".join(w.head.teaches)), ("Also fits", ", ".join(w.head.also_answers) or "none"),
        ("Lenses", ", ".join(lens.principle for lens in w.lenses) or "none"),
        ("Parts", f"{len(w.sections)} sections, {len(w.followups)} follow-ups, {len(w.quizzes)} quizzes, a {'weak answer' if w.weak else 'draft without weak answer'}"),
        ("Length", f"{len(w.story.split())} words, about {len(w.story.split()) * 60 // 150} s aloud"), ("Licence", w.head.licence),
    ]
    if w.head.disputed:
        rows.append(("Disputed", "; ".join(f"{k}: {v}" for k, v in w.head.disputed.items())))
    body = [textwrap.fill(value, width(), initial_indent=f"{name + ':':<12}", subsequent_indent=" " * 12) for name, value in rows]
    scenario = [_fold(w.overview.scenario, "")] if w.overview else []
    return "\n".join([para(f"{w.head.title} ({w.id})"), "", *scenario, "", *body])


def problems(outcome: Examination, notes: bool = False) -> str:
    """Every problem, what and what to do, and the sum; with `notes` also what unsure checks found. The file is named from where one stands, so that editors open it.

    A problem is one line where the output is not a terminal, so that it can be searched.
    """
    live, out = sys.stdout.isatty(), []
    for p in (*outcome.problems, *(outcome.notes if notes else ())):
        aside = "a note: " if load_checks()[p.code].unsure and not p.sure else ""
        what = f"{told_path(p.path or p.file)}:{p.line}: {p.code}{':' + p.detail if p.detail else ''}: {aside}{p.message}"
        out += [para(what) if live else what, para(p.remedy, 4)]
    disputed = sum(len(v.disputed) for v in outcome.verdicts)
    note = f", {disputed} disputed" if disputed else ""
    done, found = counted_of(len(outcome.verdicts), "walkthrough"), counted_of(len(outcome.problems), "problem")
    out.append(para(" ".join([f"{done} examined, {found}{note}.", *_held_back(outcome), _engine(outcome)])))
    for code in sorted({p.code for p in outcome.notes}):
        several = [p for p in outcome.notes if p.code == code]
        shown = "" if notes else " --notes shows them."
        out.append(para(f"{counted_of(len(several), 'note')} of {code}, a check that is unsure: {load_checks()[code].unsure}.{shown}"))
    return "\n".join(out)


def _held_back(outcome: Examination) -> Iterator[str]:
    """What was not looked for yet, and why."""
    if outcome.waiting:
        first = ", ".join(code for code in FIRST if any(p.code == code for p in outcome.problems))
        several = len(outcome.waiting) > 1 or len(outcome.verdicts) > 1
        where = "" if not several else f" of {', '.join(outcome.waiting)}" if len(outcome.waiting) <= 3 else f" of {len(outcome.waiting)} walkthroughs"
        yield f"Further checks{where} wait until these are mended: {first}."
    drafts = sum(v.draft for v in outcome.verdicts)
    if drafts:
        yield f"{counted_of(drafts, 'draft')} {'was' if drafts == 1 else 'were'} not put before the engine."


def _engine(outcome: Examination) -> str:
    """How often the engine was asked; where it was not, whether its answers were known or nothing was put before it."""
    if outcome.asked:
        return f"The engine was asked {counted_of(outcome.asked, 'time')}{f'; {outcome.kept} of its answers were known from before' if outcome.kept else ''}."
    if outcome.kept:
        return f"The engine was not asked again: {counted_of(outcome.kept, 'answer')} of its own {'was' if outcome.kept == 1 else 'were'} known from before."
    return "Nothing was put before the engine."


def counted(folder: str | None, outcome: Examination) -> str:
    """The figures of a catalogue, a line each."""
    from greenroom.catalogue.figures import figures, sameness
    from greenroom.services.check_catalogue import catalogue

    every = catalogue(folder)
    rows = [(f.title, f"{f.count:,}" if f.of is None else f"{f.count} of {f.of} ({f.count / max(1, f.of):.1%})") for f in figures(every, outcome)]
    rows.append(("runs of five words that stand in another walkthrough", f"{sameness(every):.2%}"))
    column = width() - 22
    return "\n".join(line for title, value in rows for line in _row(textwrap.wrap(title, column - 2), value, column))


def _row(title: list[str], value: str, column: int) -> list[str]:
    """A title, wrapped, with its value beside the last line."""
    return [*title[:-1], f"{title[-1]:<{column}}{value}"]


def _fold(text: str, indent: str) -> str:
    return para(text, len(indent))

"""The catalogue as plain text in 80 columns."""
from __future__ import annotations

import textwrap

from greenroom.catalogue.catalogue import Catalogue, Examination
from greenroom.catalogue.model import Walkthrough
from greenroom.frameworks import load as load_framework

WIDTH = 80


def listing(catalogue: Catalogue, principle: str | None, level: str | None, words: str | None) -> str:
    """Walkthroughs under their first principle, each with its question, level and trade; filters apply together."""
    chosen = [w for w in catalogue.ready if _wanted(w, principle, level, words)]
    if not chosen:
        return "No walkthrough fits. `greenroom catalogue list` without options shows all."
    out: list[str] = []
    for framework in sorted({w.framework for w in chosen}):
        for p in load_framework(framework).principles:
            under = [w for w in chosen if w.framework == framework and w.head.principles[0] == p.id]
            if under:
                out += ["", p.name]
                for w in under:
                    out += _fold(f"{w.id}", "  "), _fold(f"{w.head.question} ({load_framework(framework).level(w.head.level).title}, {w.head.trade})", "      ")
    out += ["", f"{len(chosen)} of {len(catalogue.ready)} walkthroughs. Next: greenroom study, drill or mock with an ID."]
    return "\n".join(out).strip()


def _wanted(w: Walkthrough, principle: str | None, level: str | None, words: str | None) -> bool:
    framework = load_framework(w.framework)
    if principle:
        asked = principle.casefold()
        if not any(p.id in w.head.principles and (asked in p.id or asked in p.name.casefold()) for p in framework.principles):
            return False
    if level and framework.level(level).id != w.head.level:
        return False
    return not words or all(word in f"{w.head.title} {w.head.question} {w.head.trade} {w.id}".casefold() for word in words.casefold().split())


def card(w: Walkthrough) -> str:
    """What a walkthrough holds, in a screen."""
    framework = load_framework(w.framework)
    names = [p.name for p in framework.principles if p.id in w.head.principles]
    rows = [
        ("Question", w.head.question), ("Principles", ", ".join(names)), ("Level", framework.level(w.head.level).title), ("Trade", w.head.trade), ("Team", w.head.team),
        ("Outcome", w.head.outcome), ("Teaches", ", ".join(w.head.teaches)), ("Lenses", ", ".join(lens.principle for lens in w.lenses) or "none"),
        ("Parts", f"{len(w.sections)} sections, {len(w.followups)} follow-ups, {len(w.quizzes)} quizzes, a {'weak answer' if w.weak else 'draft without weak answer'}"),
        ("Length", f"{len(w.story.split())} words, about {len(w.story.split()) * 60 // 150} s aloud"), ("Licence", w.head.licence),
    ]
    if w.head.disputed:
        rows.append(("Disputed", "; ".join(f"{k}: {v}" for k, v in w.head.disputed.items())))
    body = [textwrap.fill(value, WIDTH, initial_indent=f"{name + ':':<12}", subsequent_indent=" " * 12) for name, value in rows]
    scenario = [_fold(w.overview.scenario, "")] if w.overview else []
    return "\n".join([f"{w.head.title} ({w.id})", "", *scenario, "", *body])


def problems(outcome: Examination) -> str:
    """Every problem on two lines, and the sum."""
    out = [f"{p.file}:{p.line}: {p.code}{':' + p.detail if p.detail else ''}: {p.message}\n    {p.remedy}" for p in outcome.problems]
    disputed = sum(len(v.disputed) for v in outcome.verdicts)
    count = len(outcome.problems)
    note = f", {disputed} disputed" if disputed else ""
    out.append(f"{len(outcome.verdicts)} walkthroughs examined, {count} problem{'s' if count != 1 else ''}{note}. The engine was asked {outcome.asked} times.")
    return "\n".join(out)


def counted(folder: str | None, outcome: Examination) -> str:
    """The figures of a catalogue, a line each."""
    from greenroom.catalogue.figures import figures, sameness
    from greenroom.services.check_catalogue import catalogue

    every = catalogue(folder)
    rows = [(f.title, f"{f.count:,}" if f.of is None else f"{f.count} of {f.of} ({f.count / max(1, f.of):.1%})") for f in figures(every, outcome)]
    rows.append(("runs of five words that stand in another walkthrough", f"{sameness(every):.2%}"))
    return "\n".join(f"{title:<58}{value}" for title, value in rows)


def _fold(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)

"""What a check is, what it looks at, and how all of them are run over a catalogue."""
from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from greenroom.catalogue import checks
from greenroom.catalogue.examiner import Examined, Examiner
from greenroom.catalogue.load import Loaded
from greenroom.catalogue.model import Walkthrough
from greenroom.catalogue.problem import Problem, line_of, line_of_key
from greenroom.frameworks.load import Framework


@dataclass
class Case:
    """One walkthrough under examination, with its peers (all other walkthroughs that could be read), its framework and the examiner.

    `elsewhere` are the ids of walkthroughs in other packs that are found besides those under examination.
    """

    loaded: Loaded
    walkthrough: Walkthrough
    peers: tuple[Walkthrough, ...]
    framework: Framework
    examiner: Examiner
    elsewhere: frozenset[str] = frozenset()
    found: list[Problem] = field(default_factory=list)

    def problem(
        self, check: Check, file: str, words: str | tuple[str | int, ...], message: str, remedy: str, detail: str = "", firm: bool = False
    ) -> Problem:
        """A problem at the line where `words` stand in `file`; a tuple is the path of a TOML key, such as ("giveaway", 1, "phrase")."""
        text = self.loaded.texts.get(file, "")
        line = line_of(text, words) if isinstance(words, str) else line_of_key(text, words)
        return Problem(f"{self.loaded.folder.name}/{file}", line, check.code, message, remedy, detail, firm, str(self.loaded.folder.absolute() / file))

    def strong(self, question: str | None = None) -> Examined:
        """The worked story as the engine reads it at its own level, under its own question or another."""
        w = self.walkthrough
        return self.examiner.answer(w.story, question or w.head.question, w.head.level, w.framework)


@dataclass(frozen=True)
class Check:
    """One check: its code (the name of its file), a title, why it is made, what to do, and `find`.

    `told` checks look at the texts, `engine` checks ask the engine and may be disputed. `whole` ones wait until nothing is
    broken or unwritten, as every engine check does; `plain` is what an engine check finds without the engine, which it need not wait for.
    `unsure` says why the engine cannot be relied on here yet: what such a check finds is counted and published as notes, and is no problem of the author's,
    unless it is `sure` of it.
    """

    code: str
    title: str
    why: str
    remedy: str
    find: Callable[[Case, Check], Iterator[Problem]]
    told: bool = False
    engine: bool = False
    unsure: str = ""
    whole: bool = False
    plain: Callable[[Case, Check], Iterator[Problem]] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one walkthrough: problems that stand, those that a reader has disputed with a reason, and notes of checks that are unsure.

    `waiting` are the codes of checks that could not be made before what is broken or unwritten is mended; `draft` says that the engine was not asked since it is one.
    """

    id: str
    problems: tuple[Problem, ...]
    disputed: tuple[tuple[Problem, str], ...]
    notes: tuple[Problem, ...] = ()
    waiting: tuple[str, ...] = ()
    draft: bool = False


FIRST = ("shape", "parts", "names", "unwritten")
"""Codes that must be mended before the story is looked at as a whole."""


@lru_cache(maxsize=1)
def load_checks() -> dict[str, Check]:
    """All checks by code: those of shape first, then those of the text, then those that ask the engine; `disputes` last, since it looks at what was found."""
    found = [importlib.import_module(f"{checks.__name__}.{name}").CHECK for _, name, _ in pkgutil.iter_modules(checks.__path__)]
    return {check.code: check for check in sorted(found, key=lambda c: (c.code == "disputes", c.engine, c.told, c.code))}


def examine(case: Case, only: tuple[str, ...] = ()) -> Verdict:
    """Run the checks over one walkthrough, or those in `only` and what must be mended before them.

    While something is broken or not yet written, only what needs neither the whole story nor the engine is looked for; a draft is not put before the engine.
    """
    disputed, stand, notes, waiting = [], [], [], []
    ready = case.walkthrough.head.status == "ready"
    every = load_checks()
    shown = set(only or every)
    if any(every[code].whole or every[code].engine for code in shown):
        shown |= set(FIRST)
    for check in every.values():
        if check.code not in shown and "disputes" not in shown:
            continue
        unfit = (check.whole or check.engine) and any(p.code in FIRST for p in case.found)
        if unfit and check.code in shown and (ready or not check.engine):
            waiting.append(check.code)
        for problem in _found(case, check, unfit or (check.engine and not ready)):
            case.found.append(problem)
            if check.code not in shown:
                continue
            reasons = case.walkthrough.head.disputed
            reason = (reasons.get(problem.key) or reasons.get(problem.code)) if check.engine and not problem.firm else None
            if check.unsure and not problem.sure:
                notes.append(problem)
            elif reason:
                disputed.append((problem, reason))
            else:
                stand.append(problem)
    draft = not ready and any(every[code].engine for code in shown)
    return Verdict(case.walkthrough.id, tuple(sorted(stand)), tuple(disputed), tuple(sorted(notes)), tuple(waiting), draft)


def _found(case: Case, check: Check, held: bool) -> Iterator[Problem]:
    """What a check finds; of one that is held back what needs neither the whole story nor the engine."""
    if not held:
        yield from check.find(case, check)
    elif check.plain:
        yield from check.plain(case, check)

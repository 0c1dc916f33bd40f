"""A lens really changes the lead."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import PARTS, Lens
from greenroom.catalogue.model import plain as unmarked
from greenroom.catalogue.problem import Problem
from greenroom.catalogue.sameness import grams

SHARED = 0.5
"""Share of the lead's runs of three words that may stand in the strong example's opening."""

PLAIN = 0.3
"""Probability of the principle from which the story is plainly read as one of it."""

SEEN = 0.05
"""Below this the reader does not see the principle in the story at all, and cannot tell one lead from another."""


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if "situation" not in w.sections:
        return
    copied = _copies(case)
    yield from plain(case, check)
    rest = "\n\n".join(unmarked(w.sections[part].strong) for part in PARTS[1:] if part in w.sections)
    names = {p.id: p.name for p in case.framework.principles}
    for lens in w.lenses:
        if lens in copied:
            continue
        name = names[lens.principle]
        before = case.examiner.leaning(w.story, w.head.question, name)
        after = case.examiner.leaning(f"{lens.lead}\n\n{rest}", w.head.question, name)
        if after <= before and max(before, after) >= SEEN and after < PLAIN:
            yield case.problem(
                check, "lenses.toml", lens.lead[:60], f"With this lead the story reads no more like {name} than before ({after:.2f}, before {before:.2f}).",
                "Lead with what an interviewer listens for under this principle.", lens.principle,
            )


def plain(case: Case, check: Check) -> Iterator[Problem]:
    """What needs no engine: the lead is not a copy of the story's own."""
    for lens in _copies(case):
        yield case.problem(
            check, "lenses.toml", lens.lead[:60], f"The lead for {lens.principle} is mostly the story's own opening.",
            "Begin with what this principle cares about.", lens.principle,
        )


def _copies(case: Case) -> list[Lens]:
    """The lenses whose lead is mostly the opening of the story."""
    sections = case.walkthrough.sections
    opening = grams(unmarked(sections["situation"].strong), 3) if "situation" in sections else set()
    leads = [(lens, grams(lens.lead, 3)) for lens in case.walkthrough.lenses]
    return [lens for lens, mine in leads if mine and len(mine & opening) / len(mine) > SHARED]


CHECK = Check(
    code="lens-leads",
    title="A lens does not change the lead",
    why="A lens shows how the same facts answer another principle. If the opening stays the same, so does the answer.",
    remedy="Write a lead of its own, which the engine reads as more of that principle than the story's own opening.",
    find=find, plain=plain, engine=True,
)

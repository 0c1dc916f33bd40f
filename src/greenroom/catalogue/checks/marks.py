"""Marked phrases and their reasons belong together, one to one."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem

_MARKED = re.compile("\u00ab([^\u00ab\u00bb]*)\u00bb")
LEFT, RIGHT = "\u00ab", "\u00bb"


def find(case: Case, check: Check) -> Iterator[Problem]:
    for part, section in case.walkthrough.sections.items():
        for what, text in (("strong example", section.strong), ("mistake", section.mistake)):
            if text.count(LEFT) != text.count(RIGHT) or LEFT in _MARKED.sub("", text) or RIGHT in _MARKED.sub("", text):
                yield case.problem(
                    check, "sections.md", f"# {part.title()}", f"A mark in the {what} of {part} is not closed, or stands inside another.",
                    f"Write {LEFT}words{RIGHT}.", part,
                )
        marked, explained = _MARKED.findall(section.strong), [m.phrase for m in section.marks]
        if not marked:
            yield case.problem(
                check, "sections.md", f"# {part.title()}", f"Nothing is marked in the strong example of {part}.", f"Mark what carries it: {LEFT}words{RIGHT}.",
                part,
            )
        for phrase in marked:
            if phrase not in explained:
                yield case.problem(check, "sections.md", phrase, f"{phrase!r} is marked and has no reason.", f"Add '- {LEFT}{phrase}{RIGHT}: why' under Marks.", part)
        for phrase in explained:
            if phrase not in marked:
                yield case.problem(
                    check, "sections.md", f"{LEFT}{phrase}{RIGHT}:", f"{phrase!r} has a reason and is not marked in the strong example.",
                    "Mark it there, or take the reason out.", part,
                )


CHECK = Check(
    code="marks",
    title="A mark without its reason, or a reason without its mark",
    why="A learner who points at marked words is told why they carry; half of such a pair is of no use.",
    remedy="Mark the words in the strong example and explain exactly those words under Marks.",
    find=find,
)

"""A quiz never speaks of its options by their place, since the places are shuffled."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem

_PLACE = re.compile(
    r"(?:^|(?<=[.?!] ))(?:the|only the) (?:first|second|third|fourth|fifth|last)\b(?! (?:time|thing|step|word|figure|act)s?\b)"
    r"|\b(?:option|answer|number) [A-E1-5]\b",
    re.IGNORECASE,
)


def find(case: Case, check: Check) -> Iterator[Problem]:
    for n, quiz in enumerate(case.walkthrough.quizzes, 1):
        found = _PLACE.search(quiz.explanation)
        if found:
            message = f"{found[0]!r} speaks of an option by its place."
            yield case.problem(check, "quizzes.toml", quiz.explanation[:50], message, "Name it by what it says; the order changes.", str(n))


CHECK = Check(
    code="quiz-places",
    title="A quiz speaks of an option by its place",
    why="The options are shown in another order each time, so the first one is seldom the first.",
    remedy="Speak of an option by its words: the one with the figures, the passive one.",
    find=find, told=True,
)

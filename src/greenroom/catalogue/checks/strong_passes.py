"""The strong example passes at its level."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    rated, level = case.strong(), case.walkthrough.head.level
    if not rated.judged or rated.vote < 3:
        word = case.framework.votes.get(rated.vote, "not judged")
        scores = ", ".join(f"{k} {v}" for k, v in rated.scores.items() if v < 2) or "none below 2"
        yield case.problem(check, "sections.md", "", f"The strong example is voted {word!r} at {level} ({scores}).", "Mend the story where it scores low.")


CHECK = Check(
    code="strong-passes",
    title="The strong example does not pass",
    why="It is held up as an answer that would be hired at its level, so it must be one.",
    remedy="Look at `greenroom assess` of the story: mend the criteria below the level's bar.",
    find=find, engine=True,
)

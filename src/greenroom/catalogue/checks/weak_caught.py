"""The weak answer is voted down, and below the strong one."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if w.weak is None:
        return
    rated = case.examiner.answer(w.weak.answer, w.head.question, w.head.level, w.framework)
    if rated.vote > 2:
        yield case.problem(
            check, "weak.toml", "answer", f"The weak answer is voted {case.framework.votes[rated.vote]!r}.", "Make it as weak as its giveaways say.", "vote",
        )
    elif rated.vote >= case.strong().vote:
        yield case.problem(check, "weak.toml", "answer", "The weak answer is voted no lower than the strong one.", "Set the two further apart.", "order")


CHECK = Check(
    code="weak-caught",
    title="The weak answer is not caught",
    why="It is there so that a learner sees what sinks an answer; one that would pass teaches the opposite.",
    remedy="Weaken the answer in the ways that its giveaways name, and in no others.",
    find=find, engine=True,
)

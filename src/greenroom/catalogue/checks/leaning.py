"""The leaning of the weak answer's verdict is the vote that the engine comes to."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if w.weak is None:
        return
    vote = case.examiner.answer(w.weak.answer, w.head.question, w.head.level, w.framework).vote
    if vote != w.weak.leaning and vote in case.framework.votes:
        named = case.framework.votes
        yield case.problem(
            check, "weak.toml", ("leaning",), f"The verdict leans to {named[w.weak.leaning]!r}, and the engine votes {named[vote]!r}.",
            "Read the answer once more: a fault that is itself a reason against is the lowest vote, a doubt that questions could clear the one above it.",
        )


CHECK = Check(
    code="leaning",
    title="The leaning is not the engine's vote",
    why="A learner compares what the interviewer leans to with what the report of the same answer says.",
    remedy="Decide by the codebook which of the two lowest votes it is.",
    find=find, engine=True,
    unsure="between the two lowest votes the engine and a reader part by a step that the codebook leaves to judgement",
)

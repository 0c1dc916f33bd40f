"""The strong example shows what the walkthrough says it teaches."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    rated = case.strong()
    for key in case.walkthrough.head.teaches:
        score = rated.scores.get(key, 0)
        if score < 2:
            yield case.problem(
                check, "walkthrough.toml", "teaches =", f"It is said to teach {key}, and the strong example reaches {score} there.",
                f"Show it in the story in so many words, or take {key} out of `teaches`; `greenroom explain {key}` has the anchors.", key,
            )


CHECK = Check(
    code="strong-teaches",
    title="The strong example does not show what it teaches",
    why="A learner copies what the example does. If the engine cannot find it there, either it is not there or it is told too faintly to copy.",
    remedy="Rewrite the story so that it reaches 2 or 3 on each criterion it teaches; where the engine is plainly wrong, dispute it with a reason.",
    find=find, engine=True,
)

"""The story answers the question it stands under."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    score = case.strong().scores.get("fit", 0)
    if score < 2:
        question = case.walkthrough.head.question
        yield case.problem(
            check, "walkthrough.toml", "question =", f"The story reaches {score} on fit under {question!r}.",
            "Choose the question that the story answers, or tell what the question asks for.",
        )


CHECK = Check(
    code="fits-its-question",
    title="The story does not answer its question",
    why="A good story under a question that it does not answer fails in the room; the catalogue must not hold one up as an example.",
    remedy="Change the question or the story until the story answers it from start to end.",
    find=find, engine=True,
)

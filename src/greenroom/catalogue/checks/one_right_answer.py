"""Each quiz has one right answer, by the engine where it can decide."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import Quiz
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    for n, quiz in enumerate(case.walkthrough.quizzes, 1):
        right = [o for o in quiz.options if o.right]
        if len(right) != 1:
            yield case.problem(check, "quizzes.toml", quiz.question, f"{len(right)} options are marked as right.", "Mark exactly one with `right = true`.", str(n), True)
        elif len({o.text.casefold() for o in quiz.options}) < len(quiz.options):
            yield case.problem(check, "quizzes.toml", quiz.question, "Two options are the same.", "Write another.", str(n), True)
        elif quiz.criterion:
            yield from _decided(case, check, n, quiz, quiz.criterion)


def _decided(case: Case, check: Check, n: int, quiz: Quiz, criterion: str) -> Iterator[Problem]:
    scores = {o.text: case.examiner.part(o.text, criterion).scores.get(criterion, 0) for o in quiz.options}
    right = next(o.text for o in quiz.options if o.right)
    others = [score for text, score in scores.items() if text != right]
    if (scores[right] <= max(others)) if quiz.asks == "best" else (scores[right] >= min(others)):
        listed = ", ".join(str(score) for score in scores.values())
        side = "highest" if quiz.asks == "best" else "lowest"
        yield case.problem(
            check, "quizzes.toml", quiz.question, f"On {criterion} the options reach {listed}; the right one is not alone the {side}.",
            "Set it apart from the others, or leave `criterion` out where the engine cannot decide.", str(n),
        )


CHECK = Check(
    code="one-right-answer",
    title="A quiz has not exactly one right answer",
    why="A question with two right answers punishes the learner for knowing.",
    remedy="Mark one option; where a criterion is named the engine must find it the only best (or worst) one.",
    find=find, engine=True,
)

"""Each quiz has one right answer, by the engine where it can decide."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import Quiz
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    yield from plain(case, check)
    for n, quiz in enumerate(case.walkthrough.quizzes, 1):
        if quiz.criterion and not _slip(quiz):
            yield from _decided(case, check, n, quiz, quiz.criterion)


def plain(case: Case, check: Check) -> Iterator[Problem]:
    """What needs no engine: one option is marked, and no two are the same."""
    for n, quiz in enumerate(case.walkthrough.quizzes, 1):
        slip = _slip(quiz)
        if slip:
            yield case.problem(check, "quizzes.toml", quiz.question, slip[0], slip[1], str(n), True)


def _slip(quiz: Quiz) -> tuple[str, str] | None:
    right = sum(o.right for o in quiz.options)
    if right != 1:
        return f"{right} options are marked as right.", "Mark exactly one with `right = true`."
    if len({o.text.casefold() for o in quiz.options}) < len(quiz.options):
        return "Two options are the same.", "Write another."
    return None


def _decided(case: Case, check: Check, n: int, quiz: Quiz, criterion: str) -> Iterator[Problem]:
    scores = [case.examiner.part(o.text, criterion).scores.get(criterion, 0) for o in quiz.options]
    right = next(place for place, o in enumerate(quiz.options) if o.right)
    end = max(scores) if quiz.asks == "best" else min(scores)
    ahead = [place for place, score in enumerate(scores) if score == end]
    if ahead == [right]:
        return
    side = "highest" if quiz.asks == "best" else "lowest"
    apart = "leave `criterion` out where the engine cannot decide."
    if len(ahead) == 1:
        other = ahead[0] + 1
        message = f"On {criterion} option {right + 1} is marked as right and reaches {scores[right]}; option {other} reaches {end}, alone the {side}."
        remedy = f"Mark option {other} instead, set option {right + 1} apart from the others, or {apart}"
    else:
        message = f"On {criterion} the options reach {', '.join(map(str, scores))}; the right one is not alone the {side}."
        remedy = f"Set it apart from the others, or {apart}"
    yield case.problem(check, "quizzes.toml", quiz.question, message, remedy, str(n))


CHECK = Check(
    code="one-right-answer",
    title="A quiz has not exactly one right answer",
    why="A question with two right answers punishes the learner for knowing.",
    remedy="Mark one option; where a criterion is named the engine must find it the only best (or worst) one.",
    find=find, plain=plain, engine=True,
)

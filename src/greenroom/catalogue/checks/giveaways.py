"""The weak answer is caught for the reasons given, and for words that stand in it."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.examiner import Examined
from greenroom.catalogue.model import Giveaway, Weak
from greenroom.catalogue.problem import Problem
from greenroom.rating.criteria import get as get_criterion
from greenroom.reader.reading import NEGATIVE_KINDS

_ALSO = {
    "we-action": ("ownership", "depth"), "hand-off": ("agency", "depth"), "vague-action": ("agency", "ownership"), "unmeasured-result": ("impact",),
    "blame": ("reflection",),
}
"""Criteria that a kind costs besides the one that rests on it."""
_WE = re.compile(r"\b(?:we|us|our|ours|the team|everyone|they)\b|\b(?:was|were|been|got)\s+\w+(?:ed|en|ne|ut|lt|nt|de)\b", re.IGNORECASE)
_COMPLAINS = re.compile("[\u2018\u201c'\"]we[\u2019\u201d'\"]", re.IGNORECASE)
_PLAIN_WE = re.compile(r"\b(?:we|us|our|ours|we're|we'd|we've)\b", re.IGNORECASE)


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if w.weak is None:
        return
    rated = case.examiner.answer(w.weak.answer, w.head.question, w.head.level, w.framework)
    for n, g in enumerate(w.weak.giveaways, 1):
        untrue, wrong = _untrue(w.weak, g), _wrong(w.weak, g, rated)
        if untrue or wrong:
            message, remedy = untrue or wrong or ("", "")
            yield case.problem(check, "weak.toml", ("giveaway", n - 1, "phrase"), message, remedy, str(n), untrue is not None)
    if _COMPLAINS.search(w.weak.thinks) and not _PLAIN_WE.search(w.weak.answer):
        yield case.problem(check, "weak.toml", "thinks", "The verdict complains of 'we' and the answer never says it.", "Complain of what is there.", "we", True)


def cost_of(criterion: str) -> tuple[str, ...]:
    """The evidence kinds that can cost a criterion."""
    shows = get_criterion(criterion).shows
    return tuple(kind for kind in NEGATIVE_KINDS if kind in shows or criterion in _ALSO.get(kind, ()))


def _untrue(weak: Weak, g: Giveaway) -> tuple[str, str] | None:
    """What is wrong with a giveaway whatever the engine reads."""
    if " ".join(g.phrase.split()) not in " ".join(weak.answer.split()):
        return f"{g.phrase!r} does not stand in the weak answer.", "Copy the words from the answer, character for character."
    kinds = cost_of(g.criterion)
    if g.kind and g.kind not in kinds:
        listed = f"One that does: {', '.join(kinds)}. Else" if kinds else "Name the criterion that it costs, or"
        return f"The kind {g.kind} does not cost {g.criterion}.", f"{listed} leave `kind` out."
    if g.kind == "we-action" and not _WE.search(g.phrase):
        return f"{g.phrase!r} is called a 'we' and holds neither 'we' nor another blurred actor.", "Name another kind, or other words."
    return None


def _wrong(weak: Weak, g: Giveaway, rated: Examined) -> tuple[str, str] | None:
    """What is wrong with a giveaway by the engine's reading."""
    if rated.scores.get(g.criterion, 0) <= 1:
        return None
    if g.kind and any(kind == g.kind and (quote in g.phrase or g.phrase in quote or _overlap(weak.answer, quote, g.phrase)) for kind, quote in rated.evidence):
        return None
    marks = f", and it marks no {g.kind} there" if g.kind else ""
    return (
        f"{g.phrase!r} is said to cost {g.criterion}, which the engine puts at {rated.scores.get(g.criterion)}{marks}.",
        "Make the fault plainer, or name the criterion that it really costs.",
    )


def _overlap(text: str, one: str, other: str) -> bool:
    a, b = text.find(one), text.find(other)
    return a >= 0 and b >= 0 and min(a + len(one), b + len(other)) - max(a, b) > 3


CHECK = Check(
    code="giveaways",
    title="A giveaway is not what it is said to be",
    why="A learner is shown these words and told what they cost. Words that are not in the answer, or that cost something else, teach superstition.",
    remedy="Quote exactly, and name the criterion (and the evidence kind) that the phrase really costs.",
    find=find, engine=True,
)

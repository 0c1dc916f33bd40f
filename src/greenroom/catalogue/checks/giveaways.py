"""The weak answer is caught for the reasons given, and for words that stand in it."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.examiner import Examined
from greenroom.catalogue.model import Giveaway, Weak
from greenroom.catalogue.problem import Problem
from greenroom.rating.criteria import get as get_criterion
from greenroom.reader.reading import CRITERIA, KINDS, NEGATIVE_KINDS

_ALSO = {
    "we-action": ("ownership", "depth"), "hand-off": ("agency", "depth"), "vague-action": ("agency", "ownership"), "unmeasured-result": ("impact",),
    "blame": ("reflection",),
}
"""Criteria that a kind costs besides the one that rests on it."""
_WE = re.compile(r"\b(?:we|us|our|ours|the team|everyone|they)\b|\b(?:was|were|been|got)\s+\w+(?:ed|en|ne|ut|lt|nt|de)\b", re.IGNORECASE)
_COMPLAINS = re.compile(
    "[\u2018\u201c'\"]we[\u2019\u201d'\"]"
    r"|\b(?:as|is|are|was|all|only|every|each|just|an?|the|of|says?|said|behind|but|into|in|with)\s+we(?=\s*(?:[,.;:?]|$)|\s+(?:from|and|to|where|throughout|again)\b)|\bplural\b",
    re.IGNORECASE,
)
"""Words about the pronoun 'we', quoted or not, which is not the same as using it."""
_NEVER = "complains of 'we' and the answer never says it."
_PLAIN_WE = re.compile(r"\b(?:we|us|our|ours|we're|we'd|we've)\b", re.IGNORECASE)


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if w.weak is None:
        return
    yield from plain(case, check)
    rated = case.examiner.answer(w.weak.answer, w.head.question, w.head.level, w.framework)
    for n, g in enumerate(w.weak.giveaways, 1):
        wrong = None if _untrue(w.weak, g) else _wrong(w.weak, g, rated)
        if wrong:
            yield case.problem(check, "weak.toml", ("giveaway", n - 1, "phrase"), *wrong, str(n))


def plain(case: Case, check: Check) -> Iterator[Problem]:
    """What needs no engine: the words stand in the answer, their kind costs their criterion, and nobody complains of a 'we' that is not there."""
    w = case.walkthrough
    if w.weak is None:
        return
    says_we = bool(_PLAIN_WE.search(w.weak.answer))
    for n, g in enumerate(w.weak.giveaways, 1):
        untrue = _untrue(w.weak, g)
        if untrue:
            yield case.problem(check, "weak.toml", ("giveaway", n - 1, "phrase"), *untrue, str(n), firm=True)
        if not says_we and _COMPLAINS.search(g.why):
            yield case.problem(check, "weak.toml", ("giveaway", n - 1, "why"), f"The reason {_NEVER}", "Complain of what is there.", f"we-{n}", True)
    if not says_we and _COMPLAINS.search(w.weak.thinks):
        yield case.problem(check, "weak.toml", "thinks", f"The verdict {_NEVER}", "Complain of what is there.", "we", True)


def cost_of(criterion: str) -> tuple[str, ...]:
    """The evidence kinds that can cost a criterion."""
    shows = get_criterion(criterion).shows
    return tuple(kind for kind in NEGATIVE_KINDS if kind in shows or criterion in _ALSO.get(kind, ()))


def _untrue(weak: Weak, g: Giveaway) -> tuple[str, str] | None:
    """What is wrong with a giveaway whatever the engine reads."""
    if " ".join(g.phrase.split()) not in " ".join(weak.answer.split()):
        return f"{g.phrase!r} does not stand in the weak answer.", "Copy the words from the answer, character for character."
    if g.criterion not in CRITERIA or g.kind not in (None, *KINDS):
        return None  # `names` says so
    kinds = cost_of(g.criterion)
    if g.kind and g.kind not in kinds:
        listed = f"One that does: {', '.join(kinds)}. Else" if kinds else "Name the criterion that it costs, or"
        return f"The kind {g.kind} does not cost {g.criterion}.", f"{listed} leave `kind` out."
    if g.kind == "we-action" and not _WE.search(g.phrase):
        return f"{g.phrase!r} is called a 'we' and holds neither 'we' nor another blurred actor.", "Name another kind, or other words."
    return None


def _wrong(weak: Weak, g: Giveaway, rated: Examined) -> tuple[str, str] | None:
    """What is wrong with a giveaway by the engine's reading: the kind named is not marked on these words; or, without a kind, the criterion is not low,
    or these words carry it.
    """
    marked = marks_on(weak, g, rated)
    if g.kind:
        if g.kind in marked:
            return None
        instead = f"and marks {' and '.join(marked)} there" if marked else "and marks nothing there"
        return (
            f"{g.phrase!r} is called {g.kind}; the engine hears none in these words, {instead}.",
            "Quote the words that really are it, name the kind that they are, or make the fault plainer.",
        )
    score = rated.scores.get(g.criterion, 0)
    carries = [kind for kind in marked if kind in get_criterion(g.criterion).shows and kind not in NEGATIVE_KINDS]
    if score <= 1 and not carries:
        return None
    why = f"the engine marks {' and '.join(carries)} there" if carries else f"the engine puts it at {score}"
    return f"{g.phrase!r} is said to cost {g.criterion}; {why}.", "Make the fault plainer, or name the criterion that it really costs."


def marks_on(weak: Weak, g: Giveaway, rated: Examined) -> list[str]:
    """The kinds that the engine marks on a giveaway's words, each once, in their order."""
    return list(dict.fromkeys(kind for kind, quote in rated.evidence if quote in g.phrase or g.phrase in quote or _overlap(weak.answer, quote, g.phrase)))


def _overlap(text: str, one: str, other: str) -> bool:
    a, b = text.find(one), text.find(other)
    return a >= 0 and b >= 0 and min(a + len(one), b + len(other)) - max(a, b) > 3


CHECK = Check(
    code="giveaways",
    title="A giveaway is not what it is said to be",
    why="A learner is shown these words and told what they cost. Words that are not in the answer, or that cost something else, teach superstition.",
    remedy="Quote exactly, and name the criterion (and the evidence kind) that the phrase really costs.",
    find=find, plain=plain, engine=True,
)

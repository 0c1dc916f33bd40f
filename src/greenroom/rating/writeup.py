"""What is said in the debrief, and what to mend first."""
from __future__ import annotations

from greenroom.frameworks import Framework, Level
from greenroom.rating.criterion import Criterion, Score, Told
from greenroom.rating.result import Evidence, Missing, Quote, Remark, Writeup
from greenroom.reader.reading import CRITERIA, NEGATIVE_KINDS

MEND_FIRST = 3
PASS_BELOW = 2
"""Votes up to this do not pass (codebook, part 4)."""
_IN_FAVOUR = {
    "scope-boundary": "Took on what was not theirs to do.",
    "initiative": "Acted without being told.",
    "own-action": "Concrete acts of their own.",
    "trade-off": "Gave the reason for a choice.",
    "metric-delta": "Measured the result.",
    "business-impact": "Said who gained from it.",
    "second-order": "It outlived the event.",
    "specific-learning": "A lesson that belongs to this story.",
}
_AGAINST = {
    "we-action": "A key act without a named actor.",
    "hand-off": "The decisive part was handed on.",
    "vague-action": "Activity without content.",
    "unmeasured-result": "An outcome without a number.",
    "generic-learning": "A lesson that would fit any story.",
    "blame": "Puts the fault on others.",
    "over-long-context": "Background that delays the problem.",
}


def write_up(told: Told, framework: Framework, level: Level, value: int, lacks: tuple[Missing, ...], scores: dict[str, Score]) -> Writeup:
    """The interviewer's notes: for, against, and the vote with its ground."""
    in_favour = _by_kind(told, _IN_FAVOUR)
    against = _by_kind(told, _AGAINST)
    named = {kind for kind in NEGATIVE_KINDS if told.reading.marked(kind)}
    covered = {"metric": "unmeasured-result", "agency": "we-action", "depth": "vague-action", "reflection": "generic-learning"}
    for lack in lacks:
        if covered.get(lack.criterion) not in named and len(against) < 5:
            against.append(scores[lack.criterion].remarks[-1])
    word = framework.votes[value].capitalize()
    return Writeup(tuple(in_favour), tuple(against), f"{word} at {level.title}: {_ground(value, lacks, scores)}.")


def _ground(value: int, lacks: tuple[Missing, ...], scores: dict[str, Score]) -> str:
    """Why this vote, in one clause that agrees with it."""
    if lacks:
        asked = _join([_NOUNS[m.criterion] for m in lacks[:3]])
        return f"the level still asks for {asked}" if value <= PASS_BELOW else f"it passes, though the level would like to hear {asked}"
    if value > PASS_BELOW:
        return "nothing that the level asks for is missing"
    weakest = sorted(scores, key=lambda key: (scores[key].value, CRITERIA.index(key)))[:2]
    return f"nothing is missing outright, but a doubt remains about {_join([_NOUNS[key] for key in weakest])}"


_NOUNS = {
    "fit": "an answer to the question asked", "context": "a clear and short situation", "ownership": "ownership to the end", "agency": "the speaker's own part",
    "depth": "concrete steps", "judgement": "the reasoning behind the choice", "metric": "a measured result", "impact": "the effect on people or money",
    "lasting": "an effect that outlived the event", "reflection": "a lesson of this story",
}


def _join(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def _by_kind(told: Told, words: dict[str, str]) -> list[Remark]:
    out: list[Remark] = []
    for kind, text in words.items():
        marks: tuple[Evidence, ...] = told.evidence(kind)
        if marks:
            out.append(Remark(text, marks[:2]))
    return out


def mend_first(told: Told, lacks: tuple[Missing, ...], criteria: dict[str, Criterion], scores: dict[str, Score]) -> tuple[Remark, ...]:
    """The three mends that gain the most at this level; where the level misses nothing, the lowest scores still below 3."""
    keys = [m.criterion for m in lacks]
    keys += sorted((k for k in CRITERIA if k not in keys and scores[k].value < 3), key=lambda k: (scores[k].value, CRITERIA.index(k)))
    out = []
    for key in keys[:MEND_FIRST]:
        places = scores[key].remarks[-1].rests_on
        out.append(Remark(criteria[key].mend[scores[key].value], places))
    if not out:
        opening = told.quote(told.reading.sentences[0].span)
        out.append(Remark("Nothing needs mending. Say it aloud and keep to the time.", (Quote(opening.start, opening.end, opening.quote),)))
    return tuple(out)

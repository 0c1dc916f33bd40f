"""What is said in the debrief, and what to mend first."""
from __future__ import annotations

import re

from greenroom.frameworks import Framework, Level
from greenroom.rating.criterion import Criterion, Score, Told
from greenroom.rating.result import Evidence, Missing, Quote, Remark, Timing, Writeup
from greenroom.rating.vote import ASKS
from greenroom.reader.reading import CRITERIA, NEGATIVE_KINDS

MEND_FIRST = 3
NOTHING_TO_MEND = "Nothing needs mending."
ROOM_LEFT = 0.85
"""Share of the level's time below which an answer without a fault is told how much room it has left."""
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


_COVERED = {
    "metric": ("unmeasured-result",), "agency": ("we-action",), "depth": ("vague-action",), "reflection": ("generic-learning",), "context": ("over-long-context",),
    "ownership": ("hand-off", "blame"),
}
"""Weaknesses that a mark has already named."""
_LACKS = {
    "fit": ("Does not answer the question.", "Touches the question at one point only.", "The link to the question is left to me."),
    "context": ("I do not know what the problem was.", "The problem comes late or stays unclear.", "What was at stake is not told."),
    "ownership": ("Did not own it.", "It stays open who answered for the outcome.", "Whose job it was, or what went beyond it, is not told."),
    "agency": ("No act of their own that I could name.", "Few acts that are clearly their own.", "One key step has no actor."),
    "depth": ("No concrete step.", "Activity, hardly a step I could retrace.", "Steps, but not how or why."),
    "judgement": ("No reasoning shown.", "The reason for the choice is only implied.", "The way not taken is not weighed."),
    "metric": ("No outcome told.", "An outcome without a number.", "A number without anything to compare it with."),
    "impact": ("Who gained is not told.", "A benefit, but not for whom.", "The gain has no size."),
    "lasting": ("Nothing told of what stayed.", "What stayed is only hinted at.", "It stayed with the speaker's own team."),
    "reflection": ("No lesson told.", "A lesson that would fit any story.", "The lesson stops short of a cause or a later change."),
}
"""What is missing in the voice of the notes, for a score of 0, 1 and 2."""
MOST_AGAINST = 6
_TOP = 3


def write_up(told: Told, framework: Framework, level: Level, value: int, lacks: tuple[Missing, ...], scores: dict[str, Score]) -> Writeup:
    """The interviewer's notes: for, against, and the vote with its ground."""
    in_favour = _by_kind(told, _IN_FAVOUR)
    against = _by_kind(told, {kind: words for kind, words in _AGAINST.items() if _counts(kind, scores)})
    named = {kind for kind in NEGATIVE_KINDS if told.reading.marked(kind)}
    for lack in lacks:
        if not named & set(_COVERED.get(lack.criterion, ())) and len(against) < MOST_AGAINST:
            against.append(Remark(_LACKS[lack.criterion][lack.has], scores[lack.criterion].weakness.rests_on))
    word = framework.votes[value].capitalize()
    return Writeup(tuple(in_favour), tuple(against), f"{word} at {level.title}: {_ground(value, level.bar, lacks, scores)}.")


def _counts(kind: str, scores: dict[str, Score]) -> bool:
    """Whether a weakness may be held against an answer: not where the criterion that it belongs to has the top score."""
    return all(scores[key].value < _TOP for key, kinds in _COVERED.items() if kind in kinds)


def _ground(value: int, bar: str, lacks: tuple[Missing, ...], scores: dict[str, Score]) -> str:
    """Why this vote, in one clause that agrees with it."""
    if lacks:
        asked = _join([_NOUNS[m.criterion] for m in lacks[:3]])
        return f"the level still asks for {asked}" if value <= PASS_BELOW else f"it passes, though the level would like to hear {asked}"
    if value > PASS_BELOW:
        return "nothing that the level asks for is missing"
    weakest = sorted(ASKS[bar], key=lambda key: (scores[key].value, CRITERIA.index(key)))[:2]
    return f"nothing is missing outright, but a doubt remains about {_join([_NOUNS[key] for key in weakest])}"


_NOUNS = {
    "fit": "an answer to the question asked", "context": "a clear and short situation", "ownership": "ownership to the end", "agency": "the speaker's own part",
    "depth": "concrete steps", "judgement": "the reasoning behind the choice", "metric": "a measured result", "impact": "the effect on people or money",
    "lasting": "an effect that outlived the event", "reflection": "a lesson from this story",
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


_UNFINISHED = re.compile(r"\b(?:and|so|but|then|to|the|a|an|of|with|because|that|was|be|it|got|we|i|which|for|in|on|my)\W*$", re.IGNORECASE)
OVER_TIME, UNDER_TIME = 1.15, 0.5
"""Shares of the level's time from which an answer is told to be shorter, and below which it is told that there is room."""


def _form(told: Told, timing: Timing) -> list[Remark]:
    """What to mend before any criterion: an answer that breaks off, or one that is far too long or too short to say."""
    last = told.quote(told.reading.sentences[-1].span)
    out = []
    if _UNFINISHED.search(last.quote) and not last.quote.rstrip().endswith((".", "!", "?")):
        out.append(Remark("It breaks off here. Finish that sentence, and say how it came out.", (last,)))
    over = timing.seconds - timing.budget
    if timing.seconds > OVER_TIME * timing.budget:
        longest = max((s for s in timing.sections if s.budget is not None), key=lambda s: s.seconds - (s.budget or 0))
        part = told.reading.section(longest.section)
        place = told.quote(part[0].span) if part else last
        out.append(Remark(f"It is about {over} seconds over this level's time. Cut most of them from the {longest.name}, which begins here.", (place,)))
    if timing.seconds < UNDER_TIME * timing.budget:
        act = told.reading.section("A") or told.reading.sentences
        text = f"It takes about {timing.seconds} of the {timing.budget} seconds that this level gives. "
        text += "There is room to tell what you did and why, step by step, from here."
        out.append(Remark(text, (told.quote(act[0].span),)))
    return out


def mend_first(told: Told, timing: Timing, lacks: tuple[Missing, ...], criteria: dict[str, Criterion], scores: dict[str, Score]) -> tuple[Remark, ...]:
    """The three mends that gain the most at this level; where the level misses nothing, the lowest scores still below 3."""
    keys = [m.criterion for m in lacks]
    keys += sorted((k for k in CRITERIA if k not in keys and k != "fit" and scores[k].value < 3), key=lambda k: (scores[k].value, CRITERIA.index(k)))
    out = _form(told, timing)
    for key in keys[: MEND_FIRST - len(out)]:
        places = scores[key].weakness.rests_on
        out.append(Remark(criteria[key].mend[scores[key].value], places))
    return tuple(out) or (_nothing(told, timing),)


def nothing_to_mend(remark: Remark) -> bool:
    """Whether a remark says that nothing is left to mend; its quote then is only where the answer begins."""
    return remark.text.startswith(NOTHING_TO_MEND)


def _nothing(told: Told, timing: Timing) -> Remark:
    """Said where every score is the highest: how much of the time is left, that it was kept, or to keep to it."""
    says = "Keep to the time when you say it aloud."
    if timing.measured:
        says = f"It was said in {timing.seconds} of the {timing.budget} seconds that this level gives."
    if timing.seconds < ROOM_LEFT * timing.budget:
        says = f"It takes about {timing.seconds} of the {timing.budget} seconds that this level gives, so one step more could be told in full."
    opening = told.quote(told.reading.sentences[0].span)
    return Remark(f"{NOTHING_TO_MEND} {says}", (Quote(opening.start, opening.end, opening.quote),))

"""Mend a section: what each asks for, whether a reply is enough to judge, and what is said of it, never more than there is a quote for."""
from __future__ import annotations

import re

from greenroom.catalogue.model import Walkthrough, plain
from greenroom.rating.criterion import Criterion
from greenroom.rating.result import CriterionScore
from greenroom.text.judgeable import FUNCTION_WORDS
from greenroom.text.proper import names

MENDS = {"situation": "context", "task": "ownership", "action": "depth", "result": "metric", "reflection": "reflection"}
"""The criterion that mending each section's common mistake is about."""
EARNED = 2
"""Score that a mended section must reach."""
GOALS = {
    "situation": "Rewrite this situation in two or three sentences: what was wrong, how big it was, and who was hurt by it.",
    "task": "Rewrite this task in two or three sentences: whose job it was, why you took it on, and where you would call it done.",
    "action": "Rewrite this action in a few sentences: what you yourself looked at, decided and did, one step after the other.",
    "result": "Rewrite this result in two or three sentences: what changed, from what to what, and who gained by it.",
    "reflection": "Rewrite this reflection in one or two sentences: what you misjudged, and what you have done differently since.",
}
LEAST_WORDS = {"situation": 15, "task": 12, "action": 20, "result": 10, "reflection": 10}
"""Fewer words are one clause of what the goal names: the shortest strong sections of the catalogue have three times as many."""
SHARED_WORDS = 3
"""Words of its own that a reply has in common with the story when it tells of the same event: two also meet by chance."""
EVERYBODYS = frozenset(
    [
        "again", "against", "already", "alway", "another", "answer", "anything", "argue", "asked", "behind", "beside", "better", "between", "board",
        "bring", "built", "call", "called", "cause", "change", "closed", "colleague", "come", "company", "count", "counted", "course", "customer",
        "decided", "decision", "developer", "different", "early", "eight", "eleven", "engineer", "euro", "evening", "every", "everybody",
        "everything", "fault", "fifty", "find", "first", "forty", "found", "fourteen", "friday", "front", "getting", "give", "going", "hour",
        "important", "instead", "issue", "know", "later", "learned", "leave", "line", "looked", "manager", "march", "might", "minute", "monday",
        "month", "morning", "mostly", "moved", "myself", "nearly", "never", "night", "ninety", "nobody", "nothing", "number", "october", "order",
        "people", "phone", "point", "product", "promised", "quality", "quarter", "quite", "reading", "really", "reason", "report", "responsible",
        "right", "second", "seven", "should", "show", "showed", "since", "sixty", "small", "somebody", "something", "stand", "start", "started",
        "stayed", "still", "stop", "stopped", "support", "system", "take", "taken", "taught", "team", "thing", "third", "thirty", "those", "thought",
        "three", "through", "thursday", "ticket", "time", "together", "tried", "tuesday", "turned", "twelve", "twenty", "twice", "under", "until",
        "wanted", "week", "where", "whether", "while", "whole", "without", "work", "worked", "worse", "would", "wouldn", "write", "written", "wrong",
        "wrote", "year",
    ]
)
"""Longer words that tell of no story in particular, cut as `_long_words` cuts them: nearly all stand in six or more of the 27 walkthroughs."""
ONLY_FORM = "None of it is from this story, so only its form is judged."
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_LONG = 5


def too_little(part: str, given: str) -> tuple[str, str] | None:
    """Why a reply is not judged, and what to add; None where there is enough of it. Nothing typed is no reply and none of this."""
    count = sum(not w[0].isdigit() for w in _WORD.findall(given))
    if not given.strip() or count >= LEAST_WORDS[part]:
        return None
    return "One clause is too little to judge.", to_add(part)


def to_add(part: str) -> str:
    """What to add to a reply that is too short."""
    wanted = GOALS[part].partition(": ")[2].rstrip(".")
    return f"Say all of it: {wanted}; {LEAST_WORDS[part]} words at the very least."


def of_this_story(w: Walkthrough, part: str, given: str) -> bool:
    """Whether a reply tells of this story: a figure or a name of it stands in the reply, or several of its longer words."""
    section = w.sections[part]
    story = "\n".join((w.overview.scenario if w.overview else "", w.story, plain(section.mistake)))
    if _figures(given) & _figures(story):
        return True
    if {s.of(given).casefold() for s in names(given)} & {s.of(story).casefold() for s in names(story)}:
        return True
    near = "\n".join((w.overview.scenario if w.overview else "", plain(section.strong), plain(section.mistake)))
    return len(_long_words(given) & _long_words(near)) >= SHARED_WORDS


def said_of(score: CriterionScore, criterion: Criterion, ours: bool) -> str:
    """What the engine found, each sentence with its quote behind it, and the next step where there is one. An anchor names more than was found."""
    earned = score.score >= EARNED
    found = [r.text for r in (score.remarks if score.score == len(criterion.mend) or not earned else score.remarks[1:])]
    step = [] if score.score == len(criterion.mend) else [f"To go further: {_small(criterion.mend[score.score])}" if earned else criterion.mend[score.score]]
    return " ".join([*found[: None if earned else 1], *step, *([] if ours else [ONLY_FORM])])


def _figures(text: str) -> set[str]:
    return {w.rstrip(".,") for w in _WORD.findall(text) if w[0].isdigit() and len(w.rstrip(".,")) > 1}


def _long_words(text: str) -> set[str]:
    words = {w.casefold() for w in _WORD.findall(text) if len(w) >= _LONG and not w[0].isdigit()} - FUNCTION_WORDS
    return {w.removesuffix("s") for w in words} - EVERYBODYS


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]

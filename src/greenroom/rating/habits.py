"""What is told as a habit or a supposition, beside or in place of an event."""
from __future__ import annotations

import re

from greenroom.rating.criterion import Told
from greenroom.rating.marks import PAST
from greenroom.rating.result import Quote
from greenroom.text.clauses import find_clauses
from greenroom.text.spans import Span, plain

_SUPPOSED = re.compile(
    r"^\W*(?:so,? |and,? |like,? )?(?:say|suppose|imagine) (?!that\b)\w+|\b(?:hypothetically|in such a case|what'?ll happen|let's say)\b", re.IGNORECASE
)
"""Words that begin a supposition, which may stand for a situation."""
_IN_HABIT = re.compile(
    r"\b(?:usually|normally|typically|in general|generally|in (?:those|such|most) cases|as a rule|every time|whenever|my approach is|there's always|"
    r"what (?:i|we)(?:'d| would)? (?:normally |usually )?do\b(?! now)|you'?d (?:get|have|walk|explain|see)|"
    r"(?:i|we)'d (?:then |always |just )?(?:propose|explain|sit|ask|try|shrink|tell|take|show|hand|go|start|typically|usually|normally))\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells a habit, and no event; of a situation they may well tell the problem."""
HABITS, HABIT_SHARE = 2, 0.12
"""Sentences told as a habit, and their share of the answer, from which it is told that they are."""


def is_supposed(flat: str, span: Span) -> bool:
    """Whether a sentence supposes what it tells."""
    return _SUPPOSED.search(span.of(flat)) is not None


def habits(told: Told) -> tuple[Quote, ...]:
    """The sentences that tell what one usually does or would do, where they make up a part of the answer that counts."""
    flat, everything = plain(told.reading.text), told.reading.sentences
    found = tuple(
        told.quote(s.span) for s in everything
        if (s.section in "STAR" and is_supposed(flat, s.span)) or (s.section in "TAR" and _IN_HABIT.search(flat, *s.span))
    )
    return found if len(found) >= HABITS and len(found) >= HABIT_SHARE * len(everything) else ()


def acts_once(told: Told) -> int:
    """How many sentences tell what the speaker or the team once did."""
    flat = plain(told.reading.text)
    once = (s for s in told.reading.sentences if not (is_supposed(flat, s.span) or _IN_HABIT.search(flat, *s.span)))
    return sum(any(c.act and c.actor in ("i", "we", "dropped") and PAST.match(c.verb) for c in find_clauses(flat, *s.span)) for s in once)

"""Numbers in an answer: figures, and words that size a change ("halved", "none since March")."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from greenroom.text.spans import Span, lowered

_NUMBER = r"\d+(?:[.,]\d+)*"
_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|"
    "fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|couple|half|third|quarter|one|zero"
)
# Both on small letters (`lowered`).
_FIGURE = re.compile(
    rf"(?P<money>[$\u20ac\u00a3\u20b9\u00a5]\s?{_NUMBER}\s?(?:k|m|bn|million|thousand|lakh|crore)?\b|\b{_NUMBER}\s?(?:k|m|million|thousand|lakh|crore)?\s?"
    r"(?:dollars?|euros?|pounds?|rupees?|usd|eur|gbp|francs?|yen|lira|zloty|pesos)\b)"
    rf"|(?P<percent>\b{_NUMBER}\s?(?:%|per ?cent\b|percentage points?\b|points?\b))"
    rf"|(?P<time>\b{_NUMBER}\s?[sh]\b|\b(?:{_NUMBER}|(?:{_SMALL})(?:[ -](?:and a half|{_SMALL}))?|an?)\s?-?(?:ms|milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"quarters?|years?|nights?|shifts?|sprints?)\b)"
    rf"|(?P<factor>\b{_NUMBER}\s?x\b|\b(?:twice|thrice|double|triple|half)\b|\b(?:{_SMALL})(?:fold| times)\b)"
    rf"|(?P<count>(?<![\w.]){_NUMBER}(?:\s?(?:k|m|million|thousand))?\b|\b(?:{_SMALL})(?:[ -](?:{_SMALL}))*\b)",
)
_CHANGE_WORD = re.compile(
    r"\b(?:halved|doubled|tripled|trebled|quadrupled|disappeared|vanished|zero|none since|not (?:one|a single)|never (?:again|since)|no (?:more|further|longer)|"
    r"hasn't (?:happened|come back)|(?:went|fell|dropped|rose|grew|cut|down|up|reduced|increased|improved|shrank|climbed|jumped) (?:\w+ ){0,3}?(?:to|by|from)|"
    r"from (?:[\w$\u20ac\u00a3.,%-]+ ){1,6}?(?:to|down to|up to)|instead of|used to (?:take|be|cost)|less than half|a (?:half|third|quarter) of)\b",
)
_YEARLIKE = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the text: its span and what it counts (money, percent, time, factor, count)."""

    span: Span
    kind: str


@lru_cache(maxsize=512)
def find_quantities(flat: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Figures in `flat[start:end]`, left to right; bare years and "one" as a pronoun are left out."""
    found: list[Quantity] = []
    for match in _FIGURE.finditer(lowered(flat), start, len(flat) if end is None else end):
        kind = match.lastgroup or "count"
        words = match.group()
        if kind == "count" and (_YEARLIKE.match(words) or words in {"one", "half", "third", "quarter", "couple"}):
            continue
        if kind == "time" and words.split()[0] in {"a", "an", "one"}:
            continue
        found.append(Quantity(Span(match.start(), match.end()), kind))
    return tuple(found)


def change_words(flat: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Words that size a change against what was before."""
    return tuple(Span(m.start(), m.end()) for m in _CHANGE_WORD.finditer(lowered(flat), start, len(flat) if end is None else end))

"""Whether the words of a mark can show its kind: an act of one's own has a verb and oneself as its doer; a slip is neither a step nor an
initiative; where somebody still is, is nothing that lasted."""
from __future__ import annotations

import re

from greenroom.text.clauses import CUT, find_clauses, tells
from greenroom.text.spans import Span, strip

PERSON = (
    r"(?:manager|boss|bosses|lead|leads|director|colleague|team|teams|engineer|vendor|supervisor|client|customer|department|owner|mentor|chief|head|teacher|professor|"
    r"coach|partner|mate|friend|neighbou?r|aunt|uncle|mother|father|brother|sister|trainee|intern|apprentice|assistant|deputy|foreman|group|company|squad|crew)s?"
)
"""Whom "my" or "their" may stand before when somebody else acts."""
_SELF = re.compile(rf"\bI\b|\b(?:myself|meself|mine)\b|\bme and\b|\b(?:and|down to|up to) me\b|\bmy\b(?! (?:\w+ ){{0,2}}{PERSON}\b)", re.IGNORECASE)
_FIRST = re.compile(r"\W*(?:(?:also|just|first|later|finally|always|never|only|um|uh|\w+ly)\W+)*(\w+)", re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:next|last|same|that|this|one|every|each|in|on|at|by|over|from|during|after|before)\b((?:\W+[\w'-]+){1,4})", re.IGNORECASE)
_NOT_ONES_OWN = frozenset(["he", "she", "they", "it", "we", "who", "which", "there", "was", "were", "had"])
_DOING = re.compile(r"(?!(?:no|any|some|every)?thing|morning|evening|during|according|being|going)\w{2,}ing", re.IGNORECASE)
SLIP = re.compile(
    r"(?:\bI(?:'d|'ve| had| have)? (?:\w+ly |just |clean |even )?|^\W*)"
    r"(?:forgot(?:ten)?|overlooked|missed|assumed(?! (?:full |the )?(?:responsib|role|charge|command|lead|task|position|dut))|misread|"
    r"misjudged|misheard|miscounted|miscalculated|mistook|misunderstood|botched|blew it|"
    r"(?:messed|did mess) (?:it |this |that )?up|screwed (?:it |this |that )?up|stuffed (?:it|that|up)|got (?:it|this|that) wrong|was wrong|failed to|neglected)\b|"
    r"\bmade (?:a|an|the|one|my|that|this|two|some) (?:\w+ )?(?:mistakes?|errors?|typos?|blunders?|slip)\b",
    re.IGNORECASE,
)
"""A mistake by the speaker's own hand."""
_OWNED_UP = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:my (?:own )?(?:fault|mistake|error|blunder|bad)|(?:that|this|that's|which) (?:was |is |one's |one was |were )?(?:all )?on me\b|"
    r"(?:that|this|which) was (?:wrong|a mistake|stupid|careless) of me|I was wrong|I got (?:it|that|this) wrong)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|say|told|tell|admit\w*|wrote|explain\w*|apologi[sz]\w*|confess\w*|owned up|announc\w*)\b", re.IGNORECASE)
_NEXT = 9
"""Words within which the next sentence owns up to what this one tells."""


_PLACE = r"(?:team|building|company|firm|office|department|group|school|shop|place|job|city|town)"
_STAYED_PUT = re.compile(
    r"\W*(?:(?:and|but|so|today|now)\W+)*I(?:'m| am)? still (?:work|working|live|living|sit|sitting|study|studying|employed|here|there)\b"
    rf"(?: (?:there|here|(?:at|for) (?:\w+ ){{0,3}}\w+|in (?:the|that|this|my) (?:same )?{_PLACE}))?\W*",
    re.IGNORECASE,
)
"""Where somebody still is says nothing of what became of the act."""


def borne_out(kind: str, flat: str, span: Span, low: int, high: int, after: int) -> bool:
    """Whether the words can show the kind. They stand in the sentence `flat[low:high]`; the next one ends at `after`."""
    if kind == "own-action":
        return own_act(flat, span, low) and not slip(flat, span, high, after)
    if kind == "second-order":
        return not _STAYED_PUT.fullmatch(span.of(flat))
    return kind != "initiative" or not slip(flat, span, high, after)


def own_part(flat: str, span: Span, low: int) -> Span:
    """The words without what others do before the speaker's part begins: "they kept two and | I wrote the list"."""
    before = [c.actor for c in find_clauses(flat, low, span.start) if c.actor != "dropped"]
    at = span.start
    if not before or before[-1] not in ("we", "they"):
        return span
    for cut in [*CUT.finditer(flat, *span), None]:
        end = cut.start() if cut else span.end
        if _SELF.search(flat, at, end):
            return strip(flat, at, span.end) or span
        at = cut.end() if cut else end
    return span


def own_act(flat: str, span: Span, low: int) -> bool:
    """Whether the speaker acts in the words: named, or as the dropped subject of a verb that belongs to nobody else."""
    if _SELF.search(flat, span.start, span.end):
        return True
    if not any(_opens_with_an_act(part) for part in CUT.split(span.of(flat))):
        return False
    before = [c.actor for c in find_clauses(flat, low, span.start) if c.actor != "dropped"]
    return not before or before[-1] not in ("we", "they")


def _opens_with_an_act(words: str) -> bool:
    """Whether the words begin with a verb in the past or in -ing, if only after a time or a place: "Rang them", "next day rang them", "handing them out"."""
    first, later = _FIRST.match(words), _WHEN.match(words)
    if first and (tells(first.group(1)) or _DOING.fullmatch(first.group(1))):
        return True
    after = later.group(1).lower().split() if later else []
    return not _NOT_ONES_OWN.intersection(after) and any(tells(word) for word in after)


def slip(flat: str, span: Span, high: int, after: int) -> bool:
    """Whether the words tell something that went wrong by the speaker's hand, and nothing beside it that was done on purpose."""
    words = span.of(flat)
    others = sum(c.actor in ("i", "dropped") and c.act and not SLIP.search(c.span.of(flat)) for c in find_clauses(flat, *span))
    if SLIP.search(words) and not others:
        return True
    rest, following = flat[span.end : high], flat[high:after]
    if _OWNED_UP.search(rest) and not _SAID.search(flat, span.start, high):
        return True
    return len(following.split()) <= _NEXT and _OWNED_UP.search(following) is not None and not _SAID.search(following)

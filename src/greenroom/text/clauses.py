"""Who acts in each clause: I, we, they, or nobody (passive). An account by clause, not a count of pronouns."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from greenroom.text.spans import Span, lowered, strip

Actor = Literal["i", "we", "they", "passive", "dropped"]

_CUTS = r"[,;:.!?()\u2026]+|\s-+\s|\b(?:and|but|so|because|then|which|who|while|when|after|before|until|although|though|since|if|that)\b"
CUT, _CUT = re.compile(_CUTS, re.IGNORECASE), re.compile(_CUTS)
_IRREGULAR = (
    "was|were|had|did|went|made|took|got|gave|told|said|asked|found|wrote|built|ran|set|put|cut|kept|held|led|met|saw|sent|spent|sat|stood|brought|bought|caught|"
    "taught|thought|fought|sought|chose|drew|drove|broke|spoke|stole|began|came|became|felt|left|lost|meant|paid|read|rebuilt|rewrote|redid|undid|sold|shut|split|"
    "swapped|threw|understood|won|woke|grew|knew|let|lent|heard|hid|hit|laid|rang|rose|showed|shot|slept|stuck|swore|tore|wore|withdrew|oversaw|overcame|foresaw|bet|dealt|dug|fed|flew|forgot|froze|hung|hurt|learnt"
)
_ADVERB = r"(?:(?:also|then|just|even|still|first|finally|actually|really|only|quickly|immediately|personally|simply|later|never|always|usually|often|kind of|sort of|\w+ly|did|had|have|'ve|'d)\s+){0,3}"
_VERB = rf"(?:\w{{2,}}ed|{_IRREGULAR}|\w{{3,}})"
# On small letters (`lowered`).
_PATTERNS: tuple[tuple[Actor, re.Pattern[str]], ...] = (
    ("i", re.compile(rf"\bi(?:'ve|'d|'m)?\s+{_ADVERB}(?P<verb>{_VERB})")),
    ("we", re.compile(rf"\b(?:we|our team|my team|the team|us all|everyone|everybody)(?:'ve|'d)?\s+{_ADVERB}(?P<verb>{_VERB})")),
    ("they", re.compile(rf"\b(?:they|he|she|(?:my|our|the|his|her|their) (?:\w+ ){{0,2}}?(?:manager|boss|lead|director|colleague|team|engineer|vendor|supervisor|client|customer|department|owner|ops|dba)s?)\s+{_ADVERB}(?P<verb>{_VERB})")),
    ("passive", re.compile(rf"\b(?:was|were|been|being|got|is|are|be)\s+(?:\w+ly\s+)?(?P<verb>\w{{2,}}ed|{_IRREGULAR}|done|made|taken|given|found|written|built|sent|put|held|shown|chosen|broken|drawn|known)\b")),
)
_DROPPED = re.compile(rf"^\W*(?P<verb>\w{{3,}}ed|{_IRREGULAR})\b")
_STATE_VERBS = frozenset(
    ["was", "were", "am", "is", "are", "had", "have", "has", "felt", "feel", "think", "thought", "know", "knew", "believe", "believed", "guess", "mean", "want", "wanted", "like", "liked", "love", "loved", "need", "needed", "would", "could", "should", "will", "can", "might", "must", "been", "being", "got", "hope", "wish", "remember", "see", "saw"]
)
_PAST = re.compile(rf"\b(?:\w{{2,}}ed|{_IRREGULAR})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with a verb: its span, who acts, the verb, and whether the verb is an act and not a state."""

    span: Span
    actor: Actor
    verb: str
    act: bool


@lru_cache(maxsize=512)
def find_clauses(flat: str, start: int = 0, end: int | None = None) -> tuple[Clause, ...]:
    """Clauses of `flat[start:end]` whose actor can be told, left to right."""
    stop = len(flat) if end is None else end
    out: list[Clause] = []
    at = start
    small = lowered(flat)
    borders = [(cut.start(), cut.end()) for cut in _CUT.finditer(small, start, stop)]
    for to, after in [*borders, (stop, stop)]:
        clause = _read(small, at, to)
        if clause:
            out.append(clause)
        at = after
    return tuple(out)


def tells(flat: str) -> bool:
    """Whether a verb in the past stands in it, whoever acts: "Things got better"."""
    return bool(_PAST.search(flat))


def _read(small: str, start: int, end: int) -> Clause | None:
    found: list[tuple[int, Actor, str]] = []
    for actor, pattern in _PATTERNS:
        match = pattern.search(small, start, end)
        if match:
            found.append((match.start(), actor, match.group("verb")))
    dropped = None if found else _DROPPED.match(small[start:end])
    if dropped:
        found.append((start, "dropped", dropped.group("verb")))
    span = strip(small, start, end)
    if not found or span is None:
        return None
    _, who, verb = min(found, key=lambda f: f[0])
    return Clause(span, who, verb, who == "passive" or verb not in _STATE_VERBS)

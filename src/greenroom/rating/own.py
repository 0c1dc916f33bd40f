"""Whose acts a sentence tells, and which sentence of the speaker's own comes nearest to showing something."""
from __future__ import annotations

import re

from greenroom.rating.criterion import Told
from greenroom.rating.ends import breaks_off
from greenroom.rating.marks import STORY, likelihood, sentences
from greenroom.rating.result import Evidence, Quote
from greenroom.reader.borne import PERSON
from greenroom.reader.reading import ReadSentence
from greenroom.text.clauses import find_clauses
from greenroom.text.proper import names
from greenroom.text.spans import plain

_WE = re.compile(r"\b(?:I|we)\b", re.IGNORECASE)
_TOLD = (
    r"(?:was|were|is|are|had|has|did(?:n't| not)?|do(?:n't|nt| not)|does(?:n't| not)|would(?:n't| not)|could(?:n't| not)|wasn't|weren't|isn't|will not|won't|"
    r"said|says|thought|thinks|wanted|wants|felt|made|let|told|wrote|rang|came|went|took|got|gave|found|built|rebuilt|ran|sent|put|set|brought|met|spoke|kept|held|left|did|\w+ed)"
)
_SOFTLY = r"(?:\w+ly |also |just |then |only |never |always )?"
_OTHERS = re.compile(
    rf"\W*(?:(?:and|but|so|then|um|uh|well)\W+)*(?:(?:he|she|they)|"
    rf"(?:my|our|an?|the|his|her|their|one|two|some)\b(?: [\w-]+){{0,2}}? (?:of (?:the|my|our) )?{PERSON}(?: of [\w-]+)?)\b"
    rf"(?:,[^,]{{1,40}},| and (?:[\w-]+ ){{1,3}}?(?=\w+ ))? ?{_SOFTLY}{_TOLD}\b",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(r"\b(?:where|what|that|how|whether|if|than|who|whom|which|all|when|as) (?:I|we)\b", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:(?:and|but|so|then|um|uh|well)\W+)*", re.IGNORECASE)
_FOR = re.compile(r"\W*(?:because|since|as|cos|'cause) (?:he|she|they)\b", re.IGNORECASE)
"""What begins a reason that may be somebody else's: whose it is, the words before it tell."""
_HANDED_ON = re.compile(
    r"\b(?:gave|give|handed|hand|passed|pass|forwarded|forward|left|leave|sent|escalated) (?:it|this|that|them|the \w+) (?:all )?"
    r"(?:over |on |off |back |straight )?(?:to|with) (?!me\b|us\b)",
    re.IGNORECASE,
)


def of_others(told: Told, start: int, end: int) -> bool:
    """Whether only others act, think or object in these words, or give the reason for what others did right before."""
    flat = plain(told.reading.text)
    if _FOR.match(flat, start, end):
        start = next((s.span.start for s in told.reading.sentences if s.span.start < start < s.span.end), start)
    return _of_others(flat[start:end])


def _of_others(words: str) -> bool:
    if _WE.search(_IN_PASSING.sub("", words)):
        return False
    opening = _OPENING.match(words)
    return bool(_OTHERS.match(words)) or any(name.start == opening.end() for name in names(words) if opening and _verb_after(words, name.end))


def _verb_after(words: str, at: int) -> bool:
    """Whether what comes after a name says what its bearer did, and does not merely belong to it."""
    return re.match(rf"(?:,[^,]{{1,40}},)?\s+{_SOFTLY}{_TOLD}\b", words[at:]) is not None


def handed_on(told: Told, start: int, end: int) -> bool:
    """Whether the words tell only that something was given to somebody else."""
    flat = plain(told.reading.text)
    given = _HANDED_ON.search(flat, start, min(end + 1, len(flat)))
    return given is not None and sum(c.act and c.actor in ("i", "dropped") for c in find_clauses(flat, start, end)) <= 1


def own_sentences(told: Told, letters: str) -> tuple[ReadSentence, ...]:
    """The sentences of these sections, or else of the story, that are whole and tell something that is neither others' nor handed to them."""
    given = told.evidence("hand-off", "blame")
    cut = told.reading.sentences[-1] if breaks_off(told) else None
    for pool in (sentences(told, letters), sentences(told, STORY)):
        own = tuple(s for s in pool if not of_others(told, *s.span) and not _lies_in(given, s) and s is not cut)
        if own:
            return own
    return ()


def own_acts(told: Told, letters: str, *actors: str) -> tuple[ReadSentence, ...]:
    """Those of them in which one of these acts."""
    flat = plain(told.reading.text)
    return tuple(s for s in own_sentences(told, letters) if any(c.act and c.actor in actors for c in find_clauses(flat, *s.span)))


def best(told: Told, pool: tuple[ReadSentence, ...], *kinds: str) -> Quote:
    """The sentence of them that comes nearest to showing these kinds."""
    return told.quote(max(pool, key=lambda s: max(s.p(kind) for kind in kinds)).span)


def _lies_in(evidence: tuple[Evidence, ...], sentence: ReadSentence) -> bool:
    return any(e.start < sentence.span.end and e.end > sentence.span.start for e in evidence)


def agreed(told: Told, good: tuple[Evidence, ...], bad: tuple[Evidence, ...]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Both without those whose words one of the other lays claim to: the same words are never both for and against.

    Words that are weak all through are not praised; where more than the weak words is praised, the surer mark holds.
    """

    def prevails(b: Evidence, g: Evidence) -> bool:
        return (b.start <= g.start and g.end <= b.end) or likelihood(told, b) >= likelihood(told, g)

    clashes = [(g, b) for g in good for b in bad if g.start < b.end and b.start < g.end]
    return tuple(g for g in good if not any(x is g and prevails(b, x) for x, b in clashes)), tuple(b for b in bad if all(prevails(x, g) for g, x in clashes if x is b))

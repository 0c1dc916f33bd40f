"""Whether words can be said to show what they are marked as: what they do not show is neither praised nor blamed."""
from __future__ import annotations

import re
from dataclasses import replace

from greenroom.rating.criterion import Told
from greenroom.rating.ends import breaks_off
from greenroom.rating.marks import SURE, general, holding, likelihood
from greenroom.rating.own import of_others
from greenroom.rating.result import Evidence, Quote
from greenroom.text.clauses import find_clauses
from greenroom.text.cues import LEXICON
from greenroom.text.quantities import Quantity, change_words, find_quantities
from greenroom.text.spans import Span, plain

_WHOSE = re.compile(
    r"\b(?:jobs?|tasks?|roles?|work|remit|responsib\w+|dut(?:y|ies)|scope|tickets?|areas?|assign\w*|ask(?:ed)?(?! for (?!it\b|this\b|that\b))|"
    r"(?:tell|told)(?: me| us)?(?= to\b)|said (?:i|we)\b|instruct\w*|request\w*|requir\w+|charge|boss|chief|managers?|owne[dr]\w*|belong\w*|contract|paid|initiative|"
    r"theirs|ours|mine|part of|in my|not my|n't my|for me|for the)\b",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"\b(?:not|no(?! one)|(?:nobody(?:'s)?|no one)(?! else)|none|never|nor|without|outside|beyond|(?:i|we|am|was|were|just|'d) only|belong\w*|theirs|rather than|"
    r"(?:his|her|their|\w+'s?) (?:job|task|role|work)|own initiative)\b|n't\b",
    re.IGNORECASE,
)
_THEIR_OWN = re.compile(r"\b(?:was|is) (?:all )?my (?:own )?(?:job|task|role|responsibility|fault|mistake)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.,;:!?\n]|\b(?:and|but|so|because|which|while|when)\b")
_LIKELY = 0.6
"""Probability below which, on held-out answers, half of the marks of an effect that name no people, money or size were none."""
_HALF_DONE = re.compile(
    r"[ -](?:\w+(?:ed|en|ing)|done|baked|built|made|way|ways|asleep|awake|dead|blind|mad|right|wrong|decent|serious|open|full|empty|of me|term)\b", re.IGNORECASE
)
"""After "half": how far a thing was, and not how large."""
_EFFORT = re.compile(
    r"(?:\w+ ){0,3}?(?:mornings?|evenings?|nights?|days?|weeks?|weekends?|months?|hours|time|effort|work|money) (?:(?:also|all) )?"
    r"(?:went|goes|were (?:spent|put|sunk)|was (?:spent|put|sunk)) (?:in|into|on|to)?\b",
    re.IGNORECASE,
)
"""What was put into a thing, and not what came out."""
_BOAST = re.compile(
    r"\b(?:biggest|greatest|largest|best|worst|most \w+)\b.{0,50}?\b(?:ever|anybody|anyone|any \w+|"
    r"in the (?:\w+ )?(?:country|world|company|industry|region|category))\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(r"\b(?:nobody|no one|none|nothing)\b(?: \w+){0,3} (?:hurt|harmed|affected|lost|damaged|missed|noticed)\b", re.IGNORECASE)
_ASSENT = re.compile(
    r"(?:\w+ ){0,2}?(?:(?:has |had )?sign(?:s|ed) (?:it )?off|agree[ds]?|accept(?:s|ed)?|approve[ds]?|said (?:yes|ok|okay|fine)|"
    r"came round|gave in|nodded)\b",
    re.IGNORECASE,
)
"""Somebody's leave, which is no effect on them."""
_OPEN_QUESTION = re.compile(r"\b(?:whether|if)(?: \w+)?\s*$", re.IGNORECASE)
_A_WORD = re.compile(r"[a-z]{2}", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|n't|never) (?:because |that |only )?(?:that )?$|\bn't (?:because |that )?$", re.IGNORECASE)
_OWNS_UP = re.compile(
    r"\b(?:was|were|is) (?:wrong|careless|daft|stupid|sloppy|silly)\b|\bmy (?:own )?(?:fault|mistake|bad|error)\b|\b(?:is|was|that's) on me\b", re.IGNORECASE
)
_LEAST_LESSON = 4
"""Words without which a clause holds no lesson."""
_OWNING_UP = 7
"""Words up to which a clause that owns up says no more than that."""
_TALKED_OF = re.compile(
    r"\b(?:brings?|bringing) (?:it|this|that|them) up\b|"
    r"\b(?:talk|talks|talking|jokes?|joking|laughs?|laughing|teases?|reminds?|remembers?|mentions?) (?:\w+ )?(?:about|at|it|me|us|that|of)\b",
    re.IGNORECASE,
)
"""That a story is still told is nothing that it left behind."""
_TORN = 3
"""Words of an unfinished sentence that say nothing by themselves."""
_COMMENT = re.compile(r"which (?:was|is|felt) (?:\w+ ){0,2}?\w+\W*", re.IGNORECASE)
_LEFT_UNDONE = re.compile(r"\W*(?:(?:and|but|so|then)\W+)*I (?:did|was|could|would|do|am)(?: not|n't)\b", re.IGNORECASE)
"""Words that begin with what the speaker did not do."""
PEOPLE = re.compile(
    r"\b(?:customers?|users?|patients?|guests?|parents?|students|colleagues?|members|passengers?|nurses?|residents?|staff|people|persons?|families|neighbours|children|shoppers?|"
    r"callers?|pupils|tenants|farmers|growers|readers|players|merchants?|sellers?|buyers?|tutors?|clerks?|teachers?|doctors?|reporters?|volunteers|maintainers?|juniors?|starters|"
    r"joiners|mentees?|interns?|folks?)\b",
    re.IGNORECASE,
)
"""Words that name people whom something may touch."""


def holds(told: Told, e: Evidence) -> bool:
    """Whether the words can be said to show their kind: a border of the job has to be named, an effect has to be one, a lesson has to say what was learned; what was
    left undone, or a mistake owned up to, is nothing begun; an act whose doer is named hides nobody's; and what has a figure, in the quote or up to the end of its
    clause, is not unmeasured."""
    judge = {
        "scope-boundary": lambda: names_a_border(e), "business-impact": lambda: _is_effect(told, e), "unmeasured-result": lambda: _is_claim(told, e),
        "specific-learning": lambda: _is_lesson(told, e), "second-order": lambda: not talked_of(e.quote) and not general(told),
        "initiative": lambda: not (_LEFT_UNDONE.match(plain(e.quote)) or _OWNS_UP.search(plain(e.quote))), "we-action": lambda: not _names_its_actor(told, e),
    }
    return judge[e.kind]() if e.kind in judge else True


def holding_up(told: Told, *kinds: str) -> tuple[Evidence, ...]:
    """The marks of these kinds whose words show it, the surest first."""
    return tuple(e for e in told.evidence(*kinds) if holds(told, e))


def without(told: Told, kind: str) -> Told:
    """The answer without the sentences whose marks of this kind do not hold: they come nearest to nothing."""
    empty = tuple(e for e in told.evidence(kind) if not holds(told, e))
    left = tuple(s for s in told.reading.sentences if s not in holding(told, empty))
    return replace(told, reading=replace(told.reading, sentences=left)) if left else told


def talked_of(words: str) -> bool:
    """Whether the words tell only that it is still talked about."""
    return _TALKED_OF.search(plain(words)) is not None


def names_a_border(e: Evidence) -> bool:
    """Whether the words say that something was not one's own to do, or that nobody had asked: they name whose it was, and that it was not."""
    flat = plain(e.quote)
    return bool(_WHOSE.search(flat) and _BORDER.search(flat)) and not _THEIR_OWN.search(flat)


def sizes(flat: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The figures in a range; "half finished" is none."""
    return tuple(q for q in find_quantities(flat, start, end) if q.span.of(flat).lower() != "half" or not _HALF_DONE.match(flat, q.span.end))


def has_figure(told: Told, place: Evidence | Quote) -> bool:
    """Whether a figure stands in the words or in what is left of their clause, or they size a change."""
    flat = plain(told.reading.text)
    rest = _CLAUSE_END.search(flat, place.end)
    return bool(sizes(flat, place.start, rest.start() if rest else len(flat)) or change_words(flat, place.start, place.end))


def cut_off(told: Told, e: Evidence) -> bool:
    """Whether the words end where the answer breaks off, or are no more than a few of its unfinished sentence."""
    last = breaks_off(told)
    if last is None or e.end <= last.start:
        return False
    return len(e.quote.split()) <= _TORN or not _A_WORD.search(told.reading.text, e.end, max(e.end, last.end))


def is_effort(told: Told, span: Span) -> bool:
    """Whether the words tell what was put into a thing: "evenings went into that"."""
    return _EFFORT.match(plain(told.reading.text), span.start, span.end) is not None


def _names_its_actor(told: Told, e: Evidence) -> bool:
    """Whether the words, or those before them in their sentence where they begin with their verb, tell an act of somebody else, by name or as "he" or "she"."""
    acts = find_clauses(plain(told.reading.text), e.start, e.end)
    start = holding(told, (e,))[0].span.start if acts and acts[0].actor == "dropped" else e.start
    return of_others(told, start, e.end)


def section_of(told: Told, e: Evidence) -> str:
    """The section of the sentence in which the evidence lies."""
    return holding(told, (e,))[0].section


def _is_effect(told: Told, e: Evidence) -> bool:
    """Whether the words tell of something that happened to people, money or risk; sure, or naming people, money or a size."""
    flat = plain(told.reading.text)
    named = any(LEXICON[words].search(flat, e.start, e.end) for words in ("people", "money")) or bool(sizes(flat, e.start, e.end))
    if section_of(told, e) == "L" or _bare_amount(flat, e):
        return False
    if _BOAST.search(flat, e.start, e.end) or _NO_HARM.search(flat, e.start, e.end) or _ASSENT.match(flat, e.start, e.end):
        return False
    sentence = holding(told, (e,))[0].span
    return (named or likelihood(told, e) >= _LIKELY) and not _OPEN_QUESTION.search(flat[sentence.start : e.start])


def _bare_amount(flat: str, e: Evidence) -> bool:
    """Whether the words are a figure and nothing that it is of."""
    return any(not _A_WORD.search(flat[e.start : q.span.start] + flat[q.span.end : e.end]) for q in find_quantities(flat, e.start, e.end))


def _is_claim(told: Told, e: Evidence) -> bool:
    """Whether the words claim an outcome, and no figure stands with them: what was put into it is none, nor is half a sentence, nor a comment on what stands before."""
    aside = _COMMENT.fullmatch(plain(e.quote)) is not None
    return not (aside or has_figure(told, e) or cut_off(told, e) or is_effort(told, Span(e.start, e.end)))


def _is_lesson(told: Told, e: Evidence) -> bool:
    """Whether the words say what was learned: not what is denied, and more than that one was wrong."""
    flat = plain(told.reading.text)
    sentence = holding(told, (e,))[0]
    n = len(e.quote.split())
    if n < _LEAST_LESSON or (n <= _OWNING_UP and _OWNS_UP.search(flat, e.start, e.end)):
        return False
    if sentence.section != "L" and likelihood(told, e) < SURE:
        return False
    return not _DENIED.search(flat[sentence.span.start : e.start])

"""What is told of the time after the event: what the speaker does since, who took it up, what was made that may be in use."""
from __future__ import annotations

import re
from functools import lru_cache

from greenroom.rating.criterion import Told
from greenroom.rating.marks import MAYBE, holding, sentences
from greenroom.rating.result import Evidence, Quote
from greenroom.reader.reading import SECTIONS, ReadSentence
from greenroom.text.spans import plain

DOES_NOW = re.compile(
    r"\b(?:i|we) (?:now|no longer)\b|\b(?:i|we)(?: do not|'ve stopped| have stopped| stopped| don't) .{1,80}\bany ?more\b|"
    r"\b(?:since(?: then)?|these days|nowadays|now|from then on|ever since),? (?:that |this )?(?:i|we)(?:'ve)? "
    r"(?!\w+ed\b|know\b|think\b|see\b|understand\b|am\b|realise\b|realize\b)",
    re.IGNORECASE,
)
"""Words in which the speaker, and not the system, does something in another way since."""
_AND_NOW = re.compile(
    r"\bi(?:'d| do| always| would)? (?!am\b|'m\b|know\b|think\b|see\b|understand\b|work\b|live\b|have\b|had\b|was\b|can\b)(?:\w+ ){0,6}?now\b(?! and\b)", re.IGNORECASE
)
"""The same where "now" comes after: "I read the feed first now"."""
_THING = (
    r"(?:scripts?|checks?|checklists?|lists?|alerts?|alarms?|templates?|spreadsheets?|forms?|guides?|runbooks?|playbooks?|monitors?|dashboards?|rotas?|rules?|wiki|boards?|signs?|"
    r"labels?|jobs?|commands?|tests?|(?<!one )(?<!two )(?<!\d )pages?)"
)
_MADE = re.compile(
    r"\b(?:i|we|he|she|they|and|then|also)(?: (?:also|then|have|had|even))? ?(?:made|built|wrote|created|set up|added|put up|put in|drew up|introduced) "
    rf"(?!to )(?:\S+ ){{0,4}}?{_THING}\b|"
    rf"\b{_THING} (?:was|were) (?:also |then )?(?:made|built|written|created|set up|added|put up|put in|put together|introduced)\b",
    re.IGNORECASE,
)
"""Things that go on being used when they were made well."""
_GROUPS = (
    r"(?:teams?|sites?|wards?|branch(?:es)?|shops?|stores?|departments?|crews?|schools?|squads?|units?|plants?|offices?|shifts?|clinics?|floors?|kitchens?|groups?|"
    r"companies|company|projects?|hospitals?|hotels?|practices)"
)
_NOT_A_NAME = (
    "the|my|our|a|that|this|whole|entire|each|every|own|same|first|any|next|new|old|of|in|at|on|for|by|with|to|from|per|and|or|before|after|day|night|late|early|back|one|no"
)
"""Words before a group that do not tell it from the own one."""
_OTHERS = re.compile(
    rf"\b(?:other|another|sister|neighbou?ring|both|two|three|four|five|six) (?:\w+ ){{0,2}}{_GROUPS}\b|\b(?:two|three|four|five|\d+) other \w+s\b|"
    r"\bcompetitors?\b|\beveryone else\b|\bnext door\b|\bupstairs\b|"
    rf"(?<!my )(?<!our )(?<!your )(?<!whole )(?<!entire )\b(?!(?:{_NOT_A_NAME})\b)[\w']+ {_GROUPS}\b",
    re.IGNORECASE,
)
"""Words that name somebody beyond the own team."""
_TOOK = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:copied|copies (?:it|us|our|the same)|lifted|nicked|pinched|borrowed|adopted|adopts|"
    r"picked (?:it |this |that )?up|rolled (?:it |this |that )?out|followed suit|"
    r"asked for (?:it|a copy|the same|our)|(?:took|takes|taken|take) (?:it|this|that|them) (?:over|up|too|as well)|"
    r"(?:took|takes|taken|built|made) (?:the|a|our) (?:very |exact )?same)\b|"
    r"(?<!\bi )(?<!\bwe )\b(?:use|uses|run|runs|keep|keeps|do|does|work|works) (?:now )?(?:with |in |by )?(?:the |a |our )?(?:very )?same\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:took|taken|takes) (?:it|this|that) (?:too|as well)\b|"
    r"(?<!\bi )(?<!\bwe )\b(?:use|uses|run|runs|keep|keeps) (?:now )?(?:the |our )same \w+ now\b", re.IGNORECASE
)
_STILL = re.compile(r"\b(?:still|now|today|these days|nowadays|since|to this day|until now|use|uses|runs?|do|does|keeps?|sends?|have|has)\b", re.IGNORECASE)
_AFTER_ALL = "ARLO"


def since(told: Told) -> tuple[Quote, ...]:
    """The sentences that may be learning and tell what the speaker does differently since."""
    flat = plain(told.reading.text)
    return tuple(told.quote(s.span) for s in _learning(told) if DOES_NOW.search(flat, *s.span) or _AND_NOW.search(flat, *s.span))


def taken_up(told: Told) -> tuple[Quote, ...]:
    """The sentences in which somebody beyond the own team takes up what was done."""
    flat = plain(told.reading.text)
    return tuple(told.quote(s.span) for s in sentences(told, _AFTER_ALL) if _takes_up(flat, *s.span))


@lru_cache(maxsize=256)
def _takes_up(flat: str, start: int, end: int) -> bool:
    return bool(_BY_ITSELF.search(flat, start, end) or (_TOOK.search(flat, start, end) and _OTHERS.search(flat, start, end)))


def by_others(told: Told, kept: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Of what stayed, that of which the sentence names somebody beyond the own team."""
    flat = plain(told.reading.text)
    return tuple(e for e in kept if any(p.search(flat, *s.span) for s in holding(told, (e,)) for p in (_OTHERS, _BY_ITSELF)))


def made(told: Told) -> tuple[Quote, ...]:
    """The sentences in which something is made that may be in use still."""
    flat = plain(told.reading.text)
    return tuple(told.quote(s.span) for s in sentences(told, "AR") if _MADE.search(flat, *s.span))


def still(told: Told, places: tuple[Evidence | Quote, ...]) -> bool:
    """Whether the sentences of these words say that it goes on."""
    flat = plain(told.reading.text)
    return any(_STILL.search(flat, *s.span) for place in places for s in told.reading.sentences if s.span.start < place.end and place.start < s.span.end)


def _learning(told: Told) -> tuple[ReadSentence, ...]:
    return tuple(s for s in told.reading.sentences if s.section == "L" or s.sections[SECTIONS.index("L")] >= MAYBE)

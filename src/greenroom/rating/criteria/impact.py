"""Say who gained from the result and by how much: a customer, a colleague, the till."""

import re

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.holds import PEOPLE, holding_up, section_of, talked_of, without
from greenroom.rating.marks import comes_nearest, likely, may_have, may_hold, remark, says, sentences, sized
from greenroom.rating.result import Evidence, Quote, Remark
from greenroom.text.cues import LEXICON
from greenroom.text.spans import plain

_GENERIC: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Here somebody is said to be glad; what they could do then that they could not do before could be told.",
        re.compile(
            r"\b(?:every(?:one|body)|all(?: of them| (?:the |our )?\w+s)?|(?:the|my|our) team|(?:customers?|clients?|users?|guests?|parents?|students?|patients?|people)) (?:was|were|is|are|got) "
            r"(?:\w+ ){0,2}?(?:happy|happier|glad|pleased|satisfied|grateful)\b",
            re.IGNORECASE,
        ),
    ),
    ("Here a saving is named; whose it was, and how large, could be told.", re.compile(r"\bsaved? (?:\w+ ){0,5}(?:time|money)\b", re.IGNORECASE)),
    (
        "Here money is said to have moved; by how much could be told.",
        re.compile(r"\b(?:sales|revenue|profits?|turnover|takings|bookings) (?:\w+ )?(?:went up|rose|grew|increased|improved|recovered|jumped|climbed)\b", re.IGNORECASE),
    ),
)
"""A benefit in general words (the codebook's 1), and what it still wants."""


def read(told: Told) -> Score:
    gains = told.evidence("business-impact")
    low, high = (1 if gains or _generic(told) else 0), 3
    if not gains and not may_hold(told, "business-impact"):
        high = 2 if may_have(told, "R") else 1
    value, between = settle(told, "impact", _ladder(told, gains), low, high)
    return Score(value, gains, _remarks(told, holding_up(told, "business-impact"), likely(value, between)[0]), between)


def _ladder(told: Told, gains: tuple[Evidence, ...]) -> int:
    if gains:
        return 3 if sized(told, gains) else 2
    return int(any(says(told, LEXICON[words], "R") for words in ("mood", "people", "money")))


def _generic(told: Told) -> tuple[Remark, ...]:
    """What is to be said of a benefit that is told in general words: that all were happy, that time was saved, that sales went up."""
    flat, result = plain(told.reading.text), sentences(told, "R")
    found = ((text, tuple(told.quote(s.span) for s in result if pattern.search(flat, *s.span))) for text, pattern in _GENERIC)
    return tuple(remark(text, places) for text, places in found if places)


def _remarks(told: Told, gains: tuple[Evidence, ...], low: int) -> tuple[Remark, ...]:
    """What is said of the effects; those in the situation or the task tell what was at stake, and not yet what came of it."""
    stakes = tuple(e for e in gains if section_of(told, e) in "ST" and not told.part)
    effects = tuple(e for e in gains if e not in stakes)
    out = [remark("This says what was at stake for people, money or risk.", stakes)] if stakes else []
    if effects:
        out.insert(0, remark("This says what it meant for people, money or risk.", effects))
        if low < 3 and not sized(told, effects):
            out.append(remark("How large this was, and for whom, could be said more plainly.", effects))
    elif stakes and low < 3:
        says_it = "How much the result changed this could be said in the same sentence." if _measured(told) else "How it came out for them, and by how much, could be said as plainly as that."
        out.append(remark(says_it, stakes))
    return tuple(out) or _where_none_is_told(told, low)


def _where_none_is_told(told: Told, low: int) -> tuple[Remark, ...]:
    """Where no effect is marked: the benefit in general words, the people who are named, what comes near, else that it is not said."""
    generic, people = _generic(told), _people(told)
    if low < 2 and (generic or people):
        return generic or (remark("Here people are named; what changed for them could be told more plainly.", people),)
    left = without(told, "business-impact")
    if low >= 2:
        return (comes_nearest(left, "This comes nearest to saying whom it reached.", "R", "business-impact"),)
    if may_hold(left, "business-impact"):
        return (comes_nearest(left, "Whom this touched, and how, could be said more plainly here.", "R", "business-impact", low=low),)
    return (remark("What it meant for a customer, a colleague or the business is not said outright; it should follow here.", told.gap_after("AR")),)


def _measured(told: Told) -> bool:
    """Whether the result has a size."""
    return any(sized(told, (e,)) for e in told.evidence("metric-delta") if section_of(told, e) in "AR")


def _people(told: Told) -> tuple[Quote, ...]:
    """The outcomes in which people are named."""
    flat = plain(told.reading.text)
    return tuple(told.quote(s.span) for s in sentences(told, "R") if PEOPLE.search(flat, *s.span) and not talked_of(told.words(s)))


def _suited(told: Told, mend: Mends) -> Mends:
    """A result that has its size is asked for those whom it reached, and for no second size."""
    reached = "Say whom that result reached: how many people, what it spared them, or what it was worth."
    return (mend[0], mend[1], reached) if _measured(told) else mend


CRITERION = Criterion(
    key="impact",
    title="Who gained is clear",
    asks="Is it translated for the business or customer?",
    flaw="Which sentence leaves out what it meant for the business or the customer?",
    anchors=(
        "nobody is said to have gained",
        "generic benefit ('everyone was happy', 'saved time')",
        "specific effect on customers, users, colleagues' work, money or risk, without size",
        "specific effect on customers, users, colleagues' work, money or risk, with its size",
    ),
    mend=(
        "Add one sentence on who felt the difference, and how: a customer, a colleague, the business.",
        "Name one group of people, and what changed for them.",
        "Put a size on that: how many people, how many hours, how much money.",
    ),
    why=(
        'A measured result says that something moved; the effect says why anybody should care. "The report takes 12 minutes instead of four hours" is '
        'a result, and "so the two night nurses read it before they give out the pills" is what it was for.'
    ),
    source="Greenroom codebook, part 2, `impact`.",
    shows=("business-impact",),
    read=read,
    suited=_suited,
    probes=("Who noticed the difference, and what could they do then that they could not do before?", "What was that worth, in money, hours or people?"),
    strong=(
        Example("Since then «the two night nurses get the list before they give out the pills».", why="a specific effect on colleagues' work", missed=True),
        Example("«It saved the shop about 900 euro a month in thrown-away milk».", why="money, with its size"),
        Example("«Some 4,000 subscribers got their paper on Saturday» who would have waited until Monday.", why="customers, and how many"),
        Example("«Parents no longer had to take a day off work» to hand in the form.", why="who gained, and what"),
    ),
    weak=(
        Example("«Everybody was very happy» with how it went.", why="a mood is nobody's gain"),
        Example("«It saved a lot of time» and was good for the company.", why="a benefit that fits any story"),
        Example("«The system works much better now» and the manager was satisfied.", why="who gained is left open"),
    ),
    near_misses=(
        Example("The build went from 40 minutes to six.", why="a measured result, but nobody gains in it yet"),
        Example("We have about 6,000 customers in three countries.", why="customers in the setting have gained nothing"),
        Example("The customer rang me at seven in the morning and shouted.", why="a customer in the story is not an effect of the work"),
    ),
)

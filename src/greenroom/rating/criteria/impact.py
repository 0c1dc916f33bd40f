"""Say who gained from the result and by how much: a customer, a colleague, the till."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import comes_nearest, likely, may_have, may_hold, remark, says, sentences, sized
from greenroom.rating.result import Evidence, Remark
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
    return Score(value, gains, _remarks(told, gains, likely(value, between)[0]), between)


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
    if not gains:
        if low >= 2:
            return (comes_nearest(told, "This comes nearest to saying who gained from it.", "R", "business-impact"),)
        generic = _generic(told)
        if generic:
            return generic
        if may_hold(told, "business-impact"):
            return (comes_nearest(told, "Who gained from this, and what, could be said more plainly here.", "R", "business-impact"),)
        return (remark("What a customer, a colleague or the business gained is not said outright; it should follow here.", told.gap_after("AR")),)
    out = [remark("This says what it meant for people, money or risk.", gains)]
    if low < 3 and not sized(told, gains):
        out.append(remark("How large this was, and for whom, could be said more plainly.", gains))
    return tuple(out)


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
        "Add one sentence on who was better off afterwards: a customer, a colleague, the business.",
        "Name one group of people, and what they could do then that they could not do before.",
        "Put a size on that gain: how many people, how many hours, how much money.",
    ),
    why=(
        'A measured result says that something moved; the effect says why anybody should care. "The report takes 12 minutes instead of four hours" is '
        'a result, and "so the two night nurses read it before they give out the pills" is what it was for.'
    ),
    source="Greenroom codebook, part 2, `impact`.",
    shows=("business-impact",),
    read=read,
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

"""Say what else you could have done, and why you chose this."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import comes_nearest, has_around, likely, may_hold, remark, says, sure
from greenroom.rating.result import Evidence, Remark
from greenroom.text.cues import LEXICON

_COMPARES = re.compile(
    r"\b(?:instead|rather than|either|or|options?|alternatives?|could(?:'ve| have| also)?|considered|weighed|trade-?offs?|versus|vs|the other way|"
    r"would(?:'ve| have)?|too (?:slow|expensive|late|risky|long|many|much)|only|than|better|best|cheaper|faster|both|not just)\b",
    re.IGNORECASE,
)
_WEIGHS = re.compile(
    r"\b(?:instead of|rather than|options?|alternatives?|could(?:'ve| have| also)|considered|weighed|trade-?offs?|versus|the other way|either)\b", re.IGNORECASE
)


def read(told: Told) -> Score:
    reasons = told.evidence("trade-off")
    low, high = 0, 3
    if reasons:
        low = 2 if sure(told, "trade-off") >= 2 else 1
    elif not may_hold(told, "trade-off"):
        high = 2
    value, between = settle(told, "judgement", _ladder(told, reasons), low, high)
    return Score(value, reasons, _remarks(told, reasons, likely(value, between)[0]), between)


def _ladder(told: Told, reasons: tuple[Evidence, ...]) -> int:
    if not reasons:
        return 1 if says(told, LEXICON["reason"], "TA") or says(told, _WEIGHS, "TA") else 0
    weighed = has_around(told, _WEIGHS, reasons) or (len(reasons) >= 2 and has_around(told, _COMPARES, reasons))
    return 3 if weighed else 2


def _remarks(told: Told, reasons: tuple[Evidence, ...], low: int) -> tuple[Remark, ...]:
    if not reasons:
        if low >= 2:
            return (comes_nearest(told, "This comes nearest to giving a reason for what you chose.", "TA", "trade-off"),)
        if may_hold(told, "trade-off") or says(told, LEXICON["reason"], "TA"):
            return (comes_nearest(told, "Why you did it this way could be said more plainly here.", "TA", "trade-off"),)
        return (remark("Why you chose this way is not said in so many words; it should follow here.", told.gap_after("TA")),)
    shows = "Here your reasoning shows." if sure(told, "trade-off") else "This may be your reason; say outright that it was."
    out = [remark(shows, reasons)]
    if low < 3:
        out.append(remark("What spoke for another way, and why you still chose this one, could be said more fully here.", reasons))
    return tuple(out)


CRITERION = Criterion(
    key="judgement",
    title="The reasoning is shown",
    asks="Is the reasoning shown?",
    flaw="Which sentence hides why it was done this way?",
    anchors=("no reason is given", "a reason is only implied", "one explicit reason, obstacle or act of persuasion", "alternatives or trade-offs weighed, and why this one"),
    mend=(
        'Take the one choice that mattered and add the sentence that begins "I did it that way because".',
        "Say the reason out loud: what you knew then that made this the better step.",
        "Name the option you rejected: what was good about it, and what it would have cost.",
    ),
    why=(
        'Steps show that you can work; reasons show that you can be left alone with the work. "I could have closed the pool, but then forty children '
        'would have swum in the river, so I closed the deep end" tells the listener how you would choose next time.'
    ),
    source="Greenroom codebook, part 2, `judgement`.",
    shows=("trade-off",),
    read=read,
    probes=("What else did you consider, and what spoke for it?", "What would have had to be different for you to decide the other way?"),
    strong=(
        Example(
            "«I could have closed the whole pool, but then the children would have gone to the river», so I closed the deep end only.",
            why="an alternative, its price, and the choice",
        ),
        Example("«A new pump would have been better, but it took six weeks to come», so I rebuilt the old one.", why="two ways weighed by time"),
        Example(
            "I showed him last year's returns first, «because he trusts paper more than people», and then he agreed.",
            why="one stated reason for a choice, and an act of persuasion",
        ),
        Example(
            "«Rather than ring all 300 clients, I rang the twelve with open orders, since only they could lose money that week».",
            why="what was left out, and why",
        ),
    ),
    weak=(
        Example("«So I changed the supplier», and then I changed the labels as well.", why="a choice without a reason"),
        Example("«In the end I went for the second design» and we built it in a week.", why="there was a choice, and nothing tells why this one"),
    ),
    near_misses=(
        Example("We were short of people because it was August.", why="a 'because' about the setting is no reason for a choice"),
        Example("I had to use the blue form, since the red one was abolished in 2019.", why="where there is no choice there is no judgement", missed=True),
        Example("The cat was either asleep or under the boiler.", why="'either' without a decision weighs nothing"),
    ),
)

"""Say what is left of it today, and who else works that way now."""

import re

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.holds import holding_up
from greenroom.rating.later import by_others, made, since, still, taken_up
from greenroom.rating.marks import CHANGED, comes_nearest, has, likely, may_have, may_hold, remark, says, sure
from greenroom.rating.result import Evidence, Gap, Quote, Remark
from greenroom.text.cues import LEXICON

_OTHERS = re.compile(
    r"\b(?:others?|another|sister|both|standard|every(?:one|body|where)|every \w+|on any \w+|all (?:the |our )?\w+s|whole|company|across|adopted|copied|lifted|"
    r"took (?:\w+ ){0,3}(?:over|up)|taken it|too|also|as well|the same|asked (?:me )?for|upstairs|departments?|branches|sites|teams|sections?|schools|wards)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:since|still|now|these days|nowadays|today|for good|from then on|(?:to|till|until) (?:this |the )?(?:date|day)|so far|ever again|"
    r"(?:has|have|had)(?:n't| not|nt) (?:happened|come back|(?:re)?(?:oc)?curred|returned)|(?:no|not a single|not one) \w+ (?:again|after that))\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:others?|another|sister|both|every(?:one|body|where)|whole|company|across|adopted|lifted|took (?:\w+ ){0,3}(?:over|up)|taken it|asked (?:me )?for|upstairs|"
    r"departments?|branches|sites|teams|sections?|schools|wards)\b",
    re.IGNORECASE,
)
"""Words by which somebody beyond the own team may be named."""

TOP = 3


def read(told: Told) -> Score:
    kept = told.evidence("second-order")
    low, high = 0, 3
    if kept:
        low = 2 if sure(told, "second-order") else 1
    elif not may_hold(told, "second-order"):
        high = 2 if may_have(told, "RL") else 1
    if taken_up(told):
        low, high = max(low, 2), max(high, 2)
    value, between = settle(told, "lasting", _ladder(told, kept), low, high)
    return Score(value, kept, _remarks(told, holding_up(told, "second-order"), likely(value, between)[0]), between)


def _ladder(told: Told, kept: tuple[Evidence, ...]) -> int:
    if kept:
        return 3 if has(told, _OTHERS, kept) else 2
    if says(told, CHANGED, "L"):
        return 2
    return int(says(told, _STAYS, "R") or says(told, LEXICON["adopt"], "R"))


def _remarks(told: Told, kept: tuple[Evidence, ...], low: int) -> tuple[Remark, ...]:
    if not kept:
        return (_of_what_stayed(told, low),)
    out = [remark("This outlived the event.", kept)]
    if low < 3:
        out.append(_asks_for_others(told, kept))
    return tuple(out)


def _asks_for_others(told: Told, kept: tuple[Evidence, ...]) -> Remark:
    """Who else took it up; of somebody who is named already, how they came to it."""
    others = by_others(told, kept) or taken_up(told)
    if others:
        return remark(_how_others_came(told, others), others)
    named = tuple(e for e in kept if has(told, _PERHAPS, (e,)))
    if named:
        return remark("Who outside your own team took it up, or how they came to it, could be said more plainly.", named)
    return remark("Who else took it up, or for whom the trouble can no longer happen, could be said more plainly.", kept)


def _how_others_came(told: Told, others: tuple[Evidence | Quote, ...]) -> str:
    still_so = "" if still(told, others) else ", and that they still do it so,"
    return f"Here others take it up; how they came to it{still_so} could be said more plainly."


def _of_what_stayed(told: Told, low: int) -> Remark:
    """Where nothing is marked as having stayed: who took it up, what comes near, what is done since or was made, else that it is not said."""
    others, habit, things = taken_up(told), since(told), made(told)
    if others and low == TOP:
        return remark("Here others take it up.", others)
    if others:
        return remark(_how_others_came(told, others), others)
    if low >= 2 or may_hold(told, "second-order") or says(told, _STAYS, "RL"):
        says_so = "This comes nearest to saying what stayed." if low >= 2 else "What stayed, and with whom, could be said more plainly here."
        found = comes_nearest(told, says_so, "RL", "second-order", low=low)
        if not (habit or things) or not any(isinstance(place, Gap) for place in found.rests_on):
            return found
    if habit:
        return remark("Here you tell what you do since; who else does it so, or where it is written down, could be said.", habit[-1:])
    if things:
        return remark("Something was made here; whether it is still in use, and by whom, could be said.", things[-1:])
    return remark("What remained of it afterwards is not said outright; it should follow here.", told.gap_after("RL"))


def _suited(told: Told, mend: Mends) -> Mends:
    """Where something that may have stayed is told, or others who took it up, that is not asked for again."""
    others = by_others(told, told.evidence("second-order")) or taken_up(told)
    first = mend[1] if others or since(told) or made(told) else mend[0]
    if not others:
        return first, mend[1], mend[2]
    return "Say what exactly they took up, and that they still use it.", "Say what exactly they took up, and that they still use it.", "Say how the others came to it, and what can no longer happen to them."


CRITERION = Criterion(
    key="lasting",
    title="It outlived the event",
    asks="Did it outlive the event?",
    flaw="Which sentence leaves nothing that lasted?",
    anchors=(
        "nothing is said to have stayed",
        "what stayed is only hinted at",
        "something stayed in the speaker's own team or habit (process, monitor, document)",
        "others adopted it, it became a standard, or recurrence was prevented for others",
    ),
    mend=(
        "Add one sentence on what is left of it today: a list, an alarm, a rule, a habit of yours.",
        "Say what exactly stayed, where it is kept, and who uses it.",
        "Say who else took it up, or for whom the same trouble can no longer happen.",
    ),
    why=(
        'A fix ends a bad day; something that stays ends the bad days after it. "I taped the checklist to the van door, and the two other crews have '
        'one now" shows that it went on working when you had gone home.'
    ),
    source="Greenroom codebook, part 2, `lasting`.",
    shows=("second-order",),
    read=read,
    suited=_suited,
    probes=("What is left of it today?", "Who else works that way now, and how did they come to it?"),
    strong=(
        Example("«The two other crews have taped the same checklist to their van doors».", why="others adopted it"),
        Example("«The alert is now part of the template that every new service starts from».", why="it became a standard, and prevents recurrence for others"),
        Example("«Our kitchen still keeps the Friday count», three years on.", why="stayed in the own team"),
        Example("«The hospital put the question on its admission form, so it cannot be forgotten on any ward».", why="recurrence prevented for others"),
    ),
    weak=(
        Example("«So that was solved», and I went back to my normal work.", why="nothing is left of it"),
        Example("«It has been better ever since», I think.", why="that something stayed is hinted, and what it is stays open"),
    ),
    near_misses=(
        Example("Everyone in the shop helped me carry the boxes that day.", why="many people on the day is not adoption"),
        Example("I still work in the same building.", why="'still' about something else"),
        Example("The standard form has eleven pages, and I filled it in twice.", why="a standard that was there before"),
    ),
)

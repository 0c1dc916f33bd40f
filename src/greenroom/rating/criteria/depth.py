"""Tell your steps so that somebody of your trade could repeat them: what you did first, with what, and what it showed."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import acts, comes_nearest, has_around, likely, may_have, may_hold, nearest, remark, sure
from greenroom.rating.result import Evidence, Remark

LONG_STEPS = 18
"""Three steps told in at least this many words tell something of their how."""
_HOW = re.compile(
    r"\b(?:by (?:\w+ )?\w+ing|so (?:that|the|it|we|they|nobody|he|she|i)|until|against|because|since|through|using|via|first|then|after|before|instead|"
    r"with (?:an?|the|my|his|her|their|two|three)|to (?:see|check|find|test|show|prove|get|make|keep|catch|know))\b",
    re.IGNORECASE,
)


def read(told: Told) -> Score:
    own, vague = told.evidence("own-action"), told.evidence("vague-action")
    low, high = 0, 3
    if own:
        low = 2 if sure(told, "own-action") >= 3 and not may_hold(told, "vague-action") else 1
    elif not may_hold(told, "own-action"):
        high = 2 if vague else 3
        if not may_have(told, "A"):
            high = 1
    value, between = settle(told, "depth", _ladder(told), low, high)
    return Score(value, own + vague, _remarks(told, own, vague, *likely(value, between)), between)


def _ladder(told: Told) -> int:
    own, vague = told.evidence("own-action"), told.evidence("vague-action")
    done = acts(told, "A")
    if len(own) >= 3 and not vague:
        return 3 if has_around(told, _HOW, own) or sum(len(e.quote.split()) for e in own) >= LONG_STEPS else 2
    if len(own) >= 2:
        return 2
    if own:
        return 2 if not vague and sum(actor in ("i", "dropped") for actor in done) >= 2 else 1
    if vague:
        return 1
    return 2 if len(done) >= 4 else 1 if done else 0


def _remarks(told: Told, own: tuple[Evidence, ...], vague: tuple[Evidence, ...], low: int, high: int) -> tuple[Remark, ...]:
    out = []
    if own:
        out.append(remark("These steps are concrete: they can be pictured." if len(own) > 1 else "This step is concrete: it can be pictured.", own))
    if low < 3 and vague:
        out.append(remark("This names an activity, but not what was done.", vague))
    if low >= 2 and high < 3 and not vague and own:
        text = "How you did this, or why it came next, could be told here." if len(own) > 1 else "How you did this, and what you did next, could be told here."
        out.append(remark(text, own[-1:]))
    if high <= 1 and not vague and own:
        out.append(
            remark("One concrete step is marked; the next one should follow here." if len(own) == 1 else "More could be told of how, from here on.", own[-1:])
        )
    if out:
        return tuple(out)
    if low >= 2:
        return (comes_nearest(told, "This comes nearest to a step that somebody else could repeat.", "A", "own-action"),)
    if high <= 1 and not may_have(told, "A"):
        return (remark("No concrete step is told; it should follow here.", told.gap_after("STA")),)
    return (remark("What was done here could be told more closely.", nearest(told, "A", "vague-action")),)


CRITERION = Criterion(
    key="depth",
    title="The actions are concrete",
    asks="Are the actions concrete?",
    flaw="Which sentence hides what was actually done?",
    anchors=(
        "no concrete action",
        "vague activity ('looked into', 'worked on', 'helped')",
        "at least two concrete steps",
        "a sequence of concrete steps that another practitioner could retrace, with how or why",
    ),
    mend=(
        "Tell two things that you did, each with a verb one could film: rang, counted, drew, rewrote.",
        "Put in place of the general verb what your hands or your words did, in order.",
        "Add to each step how you did it or why it came next, so that somebody of your trade could do it again.",
    ),
    why=(
        'Anybody can say that they looked into it. "I put each late parcel on a map and saw that they all went through one depot" can only be said by '
        "somebody who did it. Details that another of your trade could retrace are what makes the rest believable."
    ),
    source="Greenroom codebook, part 2, `depth`.",
    shows=("own-action", "vague-action"),
    read=read,
    probes=("What did you do first, and what did it show you?", "If I had to do this again tomorrow, what would you tell me to do, step by step?"),
    strong=(
        Example(
            "«I put each late parcel on a map», saw that they all crossed one depot, and «I spent a night there counting pallets».",
            why="two steps, and what the first one showed",
        ),
        Example(
            "«I logged the oven's heat every ten minutes», then «I swapped the two probes» to see whether the fault moved, and «wired in a new relay».",
            why="another technician could retrace it, with the why of the swap",
        ),
        Example("«I read all 64 complaints aloud», «sorted them into five heaps» and «took the tallest heap to the kitchen».", why="acts one could film"),
    ),
    weak=(
        Example("I «looked into the issue» and «worked on it with various people» for some weeks.", why="activity without content"),
        Example("I «helped with the planning» and «dealt with the customers» the whole time.", why="'helped' and 'dealt with' name no act"),
        Example("My part was that I «coordinated everything» and «ensured good quality».", why="nothing here could be filmed"),
    ),
    near_misses=(
        Example(
            "I helped the driver strap the third pallet down, because the van had to be on the road by five.", why="'helped' with a concrete object is concrete"
        ),
        Example("I looked into the drain with a mirror and a torch.", why="the words of a vague phrase, taken literally", missed=True),
    ),
)

"""Tell your steps so that somebody of your trade could repeat them: what you did first, with what, and what it showed."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import SHOWS, acts, from_the_whole, has_around, holding, likely, may_have, may_hold, remark, sure
from greenroom.rating.own import agreed, best, handed_on, own_acts, own_sentences
from greenroom.rating.result import Evidence, Quote, Remark
from greenroom.reader.borne import SLIP
from greenroom.reader.reading import ReadSentence
from greenroom.text.clauses import find_clauses
from greenroom.text.spans import plain

LONG_STEPS = 18
"""Three steps told in at least this many words tell something of their how."""
_HOW = re.compile(
    r"\b(?:by (?:\w+ )?\w+ing|so (?:that|the|it|we|they|nobody|he|she|i)|until|against|because|since|through|using|via|first|then|after|before|instead|"
    r"with (?:an?|the|my|his|her|their|two|three)|to (?:see|check|find|test|show|prove|get|make|keep|catch|know))\b",
    re.IGNORECASE,
)

_IN_ORDER_TO = re.compile(r"\bto (?!(?:the|my|an?|him|her|them|it|us|me|our|his|their|this|that|these|those|all|both|each|every|one|two|three|be|have)\b)[a-z]+\b(?! and\b)")
"""A purpose: "sat with them to count"."""
_SAID_OR_FOUND = re.compile(r"\b(?:told|tell|said|say|asked|ask|thought|promised|answered|agreed|found|find|saw|see|noticed|realised|realized|got|heard|learned|learnt|informed|called|rang|phoned|emailed|messaged|reported|apologi[sz]ed)\b", re.IGNORECASE)
"""Verbs of which it is idle to ask how."""
_TALK = re.compile(r"\b(?:discuss\w*|talk\w*|spoke|met)\b", re.IGNORECASE)
_WITH_WHAT = ("What you did this with, and what it showed you,", "What you did these with, and what each showed you,")
_UNNAMED = re.compile(r"^(?:\W*[\w']+){1,4}\W+(?:it|that|this|them|things?|stuff|everything|something)\W*$", re.IGNORECASE)
"""A few words that do not name what was worked on: "so I fixed it"."""


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
    own, vague = agreed(told, own, vague)
    shown = tuple(e for e in own if not _UNNAMED.search(plain(e.quote)) and not handed_on(told, e.start, e.end))
    out = []
    if shown:
        out.append(remark("These steps are concrete: they can be pictured." if len(shown) > 1 else "This step is concrete: it can be pictured.", shown))
    if low < 3 and vague:
        out.append(remark("This names an activity, but not what was done.", vague))
    if low >= 2 and high < 3 and not vague and shown:
        out.append(_asks_how(told, shown))
    if high <= 1 and not vague and shown:
        out.append(
            remark("One concrete step is marked; the next one should follow here." if len(shown) == 1 else "More could be told of how, from here on.", shown[-1:])
        )
    if out:
        return tuple(out)
    if low >= 2:
        return (_comes_nearest(told),)
    if high <= 1 and not may_have(told, "A"):
        return (remark("No concrete step is told; it should follow here.", told.gap_after("STA")),)
    pool = own_acts(told, "A", "i", "we", "dropped", "passive") or own_sentences(told, "A")
    if not pool:
        return (remark("What you yourself did, step by step, is not told; it should follow here.", told.gap_after("STA")),)
    return (remark("What was done here could be told more closely.", best(told, pool, "vague-action")),)


def _comes_nearest(told: Told) -> Remark:
    """Of a story in which no step was found: the sentence that comes near to one, or that tells the most acts, whoever took them, if it is no slip and nothing handed
    on; else where a step would be told."""
    acted = own_acts(told, "A", "i", "we", "dropped", "passive") or own_sentences(told, "A")
    pool = tuple(s for s in acted if not handed_on(told, *s.span) and not SLIP.search(told.words(s)))
    near = tuple(s for s in pool if s.p("own-action") >= SHOWS)
    place = best(told, near, "own-action") if near else _most_acts(told, pool)
    return remark("This comes nearest to a step that somebody else could repeat.", place) if place else from_the_whole(told, "A", "own-action")


def _most_acts(told: Told, pool: tuple[ReadSentence, ...]) -> Quote | None:
    """The sentence of them that tells the most acts; those that tell of talk aside."""
    flat = plain(told.reading.text)
    done = {s: sum(c.act for c in find_clauses(flat, *s.span)) for s in pool if not _TALK.search(flat, *s.span)}
    return told.quote(max(done, key=lambda s: done[s]).span) if any(done.values()) else None


def _asks_how(told: Told, own: tuple[Evidence, ...]) -> Remark:
    """What the steps still want. Of one whose sentence tells how or why, or that is something said or found, it is not asked how it was done."""
    bare = tuple(e for e in own if not has_around(told, _HOW, (e,)) and not has_around(told, _IN_ORDER_TO, (e,)) and not _SAID_OR_FOUND.search(plain(e.quote)))
    if not bare:
        done = tuple(e for e in own if not _SAID_OR_FOUND.search(plain(e.quote)))
        if not done:
            return remark("How you went about this, and what came back, could be told a little more.", own)
        return remark(f"{_WITH_WHAT[len(done) > 1]} could be told a little more.", done)
    if len(own) > 1:
        return remark("How you did this, or why it came next, could be told here.", bare[-1:])
    flat, place = plain(told.reading.text), holding(told, bare[-1:])[-1].span
    later = own_acts(told, "A", "i", "dropped")
    here = sum(c.act and c.actor in ("i", "dropped") for c in find_clauses(flat, *place))
    goes_on = here > 1 or any(s.span.start > place.start for s in later)
    return remark("How you did this could be told here." if goes_on else "How you did this, and what you did next, could be told here.", bare[-1:])


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

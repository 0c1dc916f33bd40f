"""Say whose job it was, why you took it on, and how you stayed with it to the end."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import comes_nearest, has, likely, may_hold, nearest, remark, says, sure
from greenroom.rating.result import Evidence, Remark

_TAKEN_ON = ("scope-boundary", "initiative")
_ANSWERS_FOR = re.compile(
    r"\b(?:i (?:\w+ )?(?:promised|committed|answered for|chased|stayed|made sure|followed (?:it )?up)|took (?:it|this) (?:on|over)|responsible|responsibility|"
    r"on me|my (?:mistake|fault|call|name))\b",
    re.IGNORECASE,
)

_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Here you answer for it yourself.",
        re.compile(r"\b(?:nobody|no one) else (?:had |has )?(?:touched|did|done|made|wrote|changed|decided|checked|seen|saw|looked|signed|approved|involved|was involved|was to blame)\b|(?<!not )(?<!n't )\bmy (?:own )?(?:fault|mistake|error)\b", re.IGNORECASE),
    ),
    (
        "You say that this was not yours to do, or that nobody had asked for it.",
        re.compile(
            r"n't\b|\b(?:not|never|no(?! one)|(?:nobody|no one)(?! else)|none|nor|nothing|neither|(?<!the )only|just|without|outside|beyond|beside|other|another|others|somebody else|someone else|"
            r"limited|belong\w*|theirs|unasked|own (?:initiative|accord|time)|volunt\w+|day off|off duty|(?:sat|lay) with|more than)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Here you say whose job it was.",
        re.compile(r"\b(?:jobs?|tasks?|tasked|roles?|responsib\w+|assign\w*|duty|duties|tickets?|owne\w+|given to|handed to|(?:was|were|been) (?:\w+ )?asked|asked (?:me|us) to|(?:my|our|his|her|their) part)\b", re.IGNORECASE),
    ),
)
"""What a mark of a border may say, the first that its words bear out; the reader also marks confessions and what one was given to do."""


def read(told: Told) -> Score:
    boundary, begun = told.evidence("scope-boundary"), told.evidence("initiative")
    given, blame = told.evidence("hand-off"), told.evidence("blame")
    low, high = 0, 3
    if boundary and not may_hold(told, "hand-off", "blame"):
        low = 2 if sure(told, "scope-boundary") and sure(told, "initiative") else 1
    if not may_hold(told, *_TAKEN_ON):
        high = 1 if given and blame else 2
    value, between = settle(told, "ownership", _ladder(told), low, high)
    return Score(value, boundary + begun + given + blame, _remarks(told, likely(value, between)[0]), between)


def _ladder(told: Told) -> int:
    given_away = told.evidence("hand-off", "blame")
    if told.evidence("scope-boundary"):
        return 1 if given_away else 3
    if told.evidence("initiative"):
        return 1 if given_away else 2
    if given_away:
        return 1 if told.evidence("own-action") else 0
    return 2 if told.evidence("own-action") and says(told, _ANSWERS_FOR, "TA") else 1


def _remarks(told: Told, low: int) -> tuple[Remark, ...]:
    boundary, begun = told.evidence("scope-boundary"), told.evidence("initiative")
    given, blame = told.evidence("hand-off"), told.evidence("blame")
    confessed = tuple(e for e in begun if has(told, _SAYS[0][1], (e,)))
    begun = tuple(e for e in begun if e not in confessed)
    out = []
    for text, said in _of_whose_job(told, confessed + boundary).items():
        out.append(remark(text, said))
    if begun:
        out.append(remark("Here you act without being told to.", begun))
    if low < 3 and given:
        out.append(remark("This part went to somebody else; what you did after that is not told.", given))
    if low < 3 and blame:
        out.append(remark("Here the fault is put on others.", blame))
    if not out and low >= 2:
        return (comes_nearest(told, "This comes nearest to showing that you took it on yourself.", "STAL", *_TAKEN_ON, place=told.gap_in_opening()),)
    if low < 3 and not given and not blame:
        out.append(_asks_for(told, boundary or begun or confessed))
    return tuple(out)


def _of_whose_job(told: Told, boundary: tuple[Evidence, ...]) -> dict[str, tuple[Evidence, ...]]:
    """What the marked words say of whose job it was, each remark with the words that bear it out; a mark that says none of it is passed over."""
    out: dict[str, tuple[Evidence, ...]] = {}
    for mark in boundary:
        text = next((text for text, pattern in _SAYS if has(told, pattern, (mark,))), None)
        if text:
            out[text] = (*out.get(text, ()), mark)
    return out


def _asks_for(told: Told, taken: tuple[Evidence, ...]) -> Remark:
    """What a story still wants in which nothing was handed off and nobody blamed."""
    if _of_whose_job(told, told.evidence("scope-boundary")):
        return remark("How you stayed with it to the end could be said more plainly.", taken)
    if taken or may_hold(told, *_TAKEN_ON):
        return remark("Whose job this was, and how you stayed with it, could be said more plainly.", taken or nearest(told, "TA", *_TAKEN_ON))
    return remark("That you took on more than you were given is not said outright; if you did, it should follow here.", told.gap_in_opening())


CRITERION = Criterion(
    key="ownership",
    title="You owned it",
    asks="Did the speaker own it?",
    flaw="Which sentence hands off what was the speaker's to carry?",
    anchors=(
        "handed it off, waited, or blamed, or nothing was taken on",
        "did what was assigned, or it stays unclear who owned it",
        "clearly took personal responsibility for the outcome",
        "explicit scope boundary (not their job, nobody asked, no ticket) or explicit commitment beyond the assignment, and followed through to the end",
    ),
    mend=(
        "Tell what you yourself did about it, and what came of that. Where others did all of it, another story may show you better.",
        "Say in so many words what you answered for: not only the task, but how it came out.",
        "If it was not yours to do, say so in one clause; if it was, say what you did beyond it, and how you saw it through.",
    ),
    why=(
        'Work that was handed to you shows that you can be trusted with work. "The freezer alarm belonged to the landlord, nobody had asked, and I '
        'rang every morning until it was fixed" shows what you do when nobody is looking. Passing it on, however politely, shows the opposite.'
    ),
    source="Greenroom codebook, part 2, `ownership`.",
    shows=("scope-boundary", "initiative", "hand-off", "blame"),
    read=read,
    probes=("Whose job was this, and what would have happened if you had left it?", "After you passed it on, how did you make sure that it was done?"),
    strong=(
        Example(
            "«The lift belonged to the landlord and nobody had asked me», but I rang the firm every morning until it ran.",
            why="not their job, and followed to the end",
        ),
        Example(
            "«There was no ticket for it and it was not my team's code», so I wrote the fix and sat with them until it was live.",
            why="the border is named and crossed",
        ),
        Example("«I noticed that the night staff had no key, and decided to sort it out myself» before the next weekend.", why="started without being told"),
        Example(
            "It had cost us the order, and «I volunteered to ring the customer and answer for it» although sales had placed it.",
            why="answers for the outcome beyond the task",
        ),
    ),
    weak=(
        Example(
            "I saw the mistake in the rota, so «I forwarded it to my supervisor and they handled it».",
            why="the decisive part goes to someone else, and nothing follows",
        ),
        Example(
            "It failed because «the other shift never does its job properly», we had told them many times.", why="fault put on others is the whole explanation"
        ),
        Example("There was water under the boiler and «I passed it on to the caretaker», then I went on with my round.", why="reported and left"),
    ),
    near_misses=(
        Example(
            "I gave the wiring to our electrician and came back at four to test every socket with him.",
            why="handing on a part and following it up is no hand-off",
        ),
        Example(
            "The supplier sent the wrong screws, which I should have checked before the van left.",
            why="a fact about others, and the fault is taken by the speaker",
        ),
        Example("That was not my favourite part of the job, but I was on the rota for it.", why="'not my' without a border: it was assigned"),
    ),
)

"""Name your own step before the team's: a listener scores you, not the team."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, lower_of_two, settle
from greenroom.rating.holds import holds
from greenroom.rating.marks import acts, likely, may_hold, nearest, remark, sure
from greenroom.rating.own import best, handed_on, own_acts
from greenroom.rating.result import Evidence, Remark
from greenroom.text.spans import plain

MOSTLY, HALF = 0.7, 0.4
"""Shares of one's own acts; they part the raters' 2 from 1 and 1 from 0 in the training corpus."""
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_NO_STEP = re.compile(r"\W*(?:(?:and|but|so|then)\W+)*(?:he|she|we (?:did not|didn't|do not|don't|need|have|had|were|are))\b|.*\bthey\b", re.IGNORECASE | re.DOTALL)
"""What is told of others with "they", what was not done or merely was: of these nobody asks whose step it was."""


def read(told: Told) -> Score:
    own, blurred = told.evidence("own-action"), told.evidence("we-action")
    low, high = 0, 3
    if len(own) >= 2:
        low = 2 if sure(told, "own-action") >= 3 and not may_hold(told, "we-action") else 1
    if len(blurred) >= 2 and not may_hold(told, "own-action"):
        high = 1
    value, between = settle(told, "agency", _ladder(told), low, high)
    below = None if told.part else lower_of_two(told, "agency")
    if blurred and below is not None and low <= below < value:
        value, between = below, (below, below + 1)  # of two anchors the lower, where words speak against the higher
    return Score(value, own + blurred, _remarks(told, own, blurred, *likely(value, between)), between)


def _ladder(told: Told) -> int:
    own, blurred, share = len(told.evidence("own-action")), len(told.evidence("we-action")), _own_share(told)
    if blurred >= 2:
        return 0 if share < HALF and own < 2 else 2 if own >= 2 and share >= MOSTLY else 1
    if blurred:
        return 2 if own >= 2 else 1 if own or share >= HALF else 0
    if own >= 2 or (own and share == 1):
        return 3 if share >= HALF else 2
    return 2 if share >= MOSTLY else 1 if own or share >= HALF else 0


def _own_share(told: Told) -> float:
    """The speaker's share of the acts whose actor counts against or for them; acts of others named as theirs cost nothing, a passive half."""
    actors = acts(told, "TA") or acts(told, "STAR")
    own = sum(actor in ("i", "dropped") for actor in actors)
    blurred = actors.count("we") + actors.count("passive") / 2
    return own / (own + blurred) if own else 0.0


def _own_acts(told: Told) -> int:
    """How many acts in the story are the speaker's."""
    return sum(actor in ("i", "dropped") for actor in acts(told, "STAR"))


def _remarks(told: Told, own: tuple[Evidence, ...], blurred: tuple[Evidence, ...], low: int, high: int) -> tuple[Remark, ...]:
    ours = tuple(e for e in blurred if _WE.search(plain(e.quote)))
    nobody = tuple(e for e in blurred if e not in ours and holds(told, e))
    out = []
    own = tuple(e for e in own if not handed_on(told, e.start, e.end))
    if own:
        out.append(remark("Here you are the one who acts.", own))
    if low < 3 and ours:
        out.append(remark("Here the act is told as 'we', so your own part does not show.", ours))
    if low < 3 and nobody:
        out.append(remark("Here it does not show what you did yourself.", nobody))
    if own and not blurred and high < 3:
        out.append(_asks_on(told, own))
    if out:
        return tuple(out)
    if low >= 2:
        pool = own_acts(told, "A", "i", "dropped")
        return (remark("This shows your own part best.", best(told, pool, "own-action") if pool else nearest(told, "A", "own-action")),)
    if high == 0 and not may_hold(told, "own-action") and not _own_acts(told):
        return (remark("No act of your own is told; it should follow here.", told.gap_after("TA")),)
    pool = own_acts(told, "A", "we", "passive")
    if pool:
        return (remark("How much of this was your own doing is hard to tell from here.", best(told, pool, "we-action")),)
    return (remark("What you yourself did could be said more plainly; it should follow here.", told.gap_after("TA")),)


def _asks_on(told: Told, own: tuple[Evidence, ...]) -> Remark:
    """What a story with acts of one's own still wants: whose a step of "we" or of nobody was, where there is one, else more of one's own."""
    steps = tuple(s for s in own_acts(told, "A", "we", "passive") if s.section == "A" and not any(s.span.start < e.end and e.start < s.span.end for e in own))
    open_ = tuple(s for s in steps if not _NO_STEP.match(plain(told.words(s))))
    if open_:
        return remark("Who did this could be said more plainly.", best(told, open_, "we-action"))
    return remark("What else you did yourself could be told from here on.", own[-1:])


CRITERION = Criterion(
    key="agency",
    title="Your own part is visible",
    asks="Is the speaker's own contribution visible?",
    flaw="Which sentence hides who did it?",
    anchors=(
        "nearly all actions are 'we', 'they' or passive",
        "a few own acts; most are told as 'we' or without saying who acted",
        "mostly own acts; some key step's actor is blurred",
        "every key act has the speaker as its actor; others' parts named where they had one",
    ),
    mend=(
        "Pick the two steps that were yours and tell them with 'I': what you did, with your own hands or words.",
        "Go through the steps one by one and say who took each: you, or somebody you can name.",
        "Go through the key steps once more: 'I' where it was you, a name where it was somebody else.",
    ),
    why=(
        'The team is not being interviewed. "We fixed the oven timer" could mean that you held the torch; "I rewired the timer while Ana held the '
        'torch" tells your part and hers, and takes nothing from her.'
    ),
    source="Greenroom codebook, part 2, `agency`.",
    shows=("own-action", "we-action"),
    read=read,
    probes=("When you say 'we', who did what?", "Which of those steps would not have happened without you?"),
    strong=(
        Example("«I rang each of the nine suppliers» and «I moved their deliveries to before six», one by one.", why="two own acts, each with its verb"),
        Example("«I wrote the test that showed the fault», and Priya, who knew the driver, wrote the fix.", why="own part first, and the other's part named"),
        Example(
            "«Pulled the till rolls for June, added them up by hand», then «took the sheet to the owner».", why="in notes a dropped subject is the speaker"
        ),
    ),
    weak=(
        Example("Then «we decided to roll back» and «we fixed it together» over the weekend.", why="nobody is the actor"),
        Example("After that «the ward was reorganised» and «new lists were made» for every room.", why="a passive has no actor"),
        Example("As a team «we sat down, we looked at the numbers» and «we came up with a new plan».", why="each step is told as 'we'"),
    ),
    near_misses=(
        Example("I proposed the rollback, and once I had shown the risk we agreed to do it that night.", why="'we' after an own act is fair"),
        Example("Marta built the shelves, and I measured the room and drew the plan she worked from.", why="credit to a named person costs nothing"),
        Example("We are a crew of five on a ferry with two decks.", why="'we' about the setting is not an act"),
    ),
)

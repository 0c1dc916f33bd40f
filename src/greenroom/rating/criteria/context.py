"""Name the problem, who it hurt and what hung on it within three sentences, then start to act."""

import re
from itertools import dropwhile, takewhile

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.habits import is_supposed
from greenroom.rating.holds import PEOPLE, sizes
from greenroom.rating.marks import STORY, figures, likely, may_have, may_hold, nearest, remark, says, sentences, sure
from greenroom.rating.result import Quote, Remark
from greenroom.rating.timing import count_words
from greenroom.reader.reading import ReadSentence
from greenroom.text.cues import LEXICON
from greenroom.text.spans import plain

SHORT, LONG = 12, 150
"""Words of situation: fewer than SHORT hold no problem and its stakes together; LONG is a minute of speech."""
FULL = 60
"""Situations of this many words that name a problem and a figure were mostly rated 3 in the training corpus."""
_PROBLEM = re.compile(
    r"\b(?:problems?|issues?|wrong|late|los[et]|losing|fail\w*|broken?|wait\w*|complain\w*|errors?|mistakes?|missing|missed|delay\w*|slow\w*|"
    r"crash\w*|refus\w+|stuck|never|nobody|no one|could not|couldn't|cannot|can't|without|stopped|risk\w*|queu\w+|angry|upset|dropped|wast\w+|leaving|left)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    PEOPLE.pattern + r"|\b(?:he|she|him|her|his|them|their|somebody|someone|us|everybody|everyone)\b|\b\w+s (?:had )?(?:wait(?:ed)?|complain(?:ed)?|rang|wrote|shouted|gave up|paid)\b", re.IGNORECASE
)
"""Words by which it is said whom a problem touched."""
MOST_SENTENCES = 3
"""Sentences of a situation that are shown as its problem."""


def read(told: Told) -> Score:
    long = told.evidence("over-long-context")
    low = 1 if sentences(told, "S") and not may_hold(told, "over-long-context") else 0
    high = 2 if sure(told, "over-long-context") or not may_have(told, "S") else 3
    value, between = settle(told, "context", _ladder(told), low, high)
    return Score(value, long, _remarks(told, *likely(value, between)), between)


def _ladder(told: Told) -> int:
    situation = sentences(told, "S")
    if not situation:
        return 1 if sentences(told, STORY) else 0
    words = sum(count_words(told.words(s)) for s in situation)
    if told.evidence("over-long-context") or words < SHORT:
        return 1
    problem, figure = says(told, _PROBLEM, "S"), figures(told, "S")
    people = says(told, LEXICON["people"], "S") or says(told, LEXICON["money"], "S")
    if not problem:
        return 1
    full = figure and (people or words >= FULL)
    return 3 if full and words <= LONG else 2


def _remarks(told: Told, low: int, high: int) -> tuple[Remark, ...]:
    place, long = nearest(told, "S"), told.evidence("over-long-context")
    out = []
    problem = _problem(told)
    if low >= 2 and (problem or not sentences(told, "S")):
        wrong = tuple(q for q in problem if _PROBLEM.search(plain(q.quote)))
        if low == 3:
            out.append(remark("Here the problem is clear, and the listener is told why it mattered.", problem or place))
        elif wrong:
            out.append(remark("Here the problem becomes clear.", wrong))
    if high < 3 or low < 2:
        if long:
            out.append(remark("This background delays the problem.", long))
        elif low >= 1 and high >= 2:
            out.append(_asks_for_stakes(told))
        elif not may_have(told, "S"):
            out.append(remark("The answer starts here, and what the problem was is not told first.", nearest(told, STORY)))
        else:
            out.append(remark("The problem could come out sooner or more plainly here.", place))
    return tuple(out) or (remark("Here the listener learns what it was about.", problem or place),)


def _opening(told: Told) -> tuple[ReadSentence, ...]:
    """The situation and the task before the first act or outcome that follows them: what is read so later comes too late to be the problem."""
    from_there = dropwhile(lambda s: s.section not in "ST", told.reading.sentences)
    return tuple(s for s in takewhile(lambda s: s.section not in "AR", from_there) if s.section in "ST")


def _problem(told: Told) -> tuple[Quote, ...]:
    """The few sentences of the situation, one after the other, that tell the most of what was wrong and what hung on it; none of a supposition."""
    flat = plain(told.reading.text)
    situation = tuple(s for s in _opening(told) if s.section == "S") or sentences(told, "S")
    situation = tuple(s for s in situation if not is_supposed(flat, s.span))
    tells = [sum(bool(found) for found in (_PROBLEM.search(flat, *s.span), sizes(flat, *s.span), PEOPLE.search(flat, *s.span))) for s in situation]
    first = max(range(max(1, len(situation) - MOST_SENTENCES + 1)), key=lambda i: (sum(tells[i : i + MOST_SENTENCES]), -i))
    return tuple(told.quote(s.span) for s in situation[first : first + MOST_SENTENCES])


def _asks_for_stakes(told: Told) -> Remark:
    """What a clear problem still wants: who was hurt, else how badly; the task may tell of it as well as the situation."""
    flat = plain(told.reading.text)
    opening = _opening(told)
    problem = next((told.quote(s.span) for s in opening if _PROBLEM.search(flat, *s.span)), nearest(told, "S"))
    if not says(told, _SOMEBODY, "ST"):
        return remark("What was at stake here, or for whom, could be said more plainly.", problem)
    if not figures(told, "ST"):
        return remark("How many people this touched, or what it cost them, could be said more plainly.", problem)
    return remark("What hung on this for the people in it could be said more plainly.", problem)


def _suited(told: Told, mend: Mends) -> Mends:
    """A problem that comes early is not told to come sooner, nor is somebody who is named asked for."""
    flat = plain(told.reading.text)
    early = any(s.section in "ST" and _PROBLEM.search(flat, *s.span) for s in told.reading.sentences[:2])
    second = "Say in one sentence what was going wrong, and for whom." if early else mend[1]
    if not says(told, _SOMEBODY, "ST"):
        return mend[0], second, mend[2]
    if not figures(told, "ST"):
        return mend[0], second, "Add how many people it touched, or what it cost them, and keep the whole to three sentences."
    return mend[0], second, "Add what would have come of it if nobody had done anything, and keep the whole to three sentences."


CRITERION = Criterion(
    key="context",
    part="situation",
    title="The situation is clear and short",
    asks="Is the situation clear and short?",
    flaw="Which sentence keeps the problem waiting?",
    anchors=(
        "missing or not understandable",
        "problem unclear, or more than about a third of the answer is background",
        "problem clear; stakes missing or somewhat long",
        "problem, stakes and who is affected in a few sentences",
    ),
    mend=(
        "Begin with two sentences: where you were, and what was going wrong.",
        "Name the problem in your first or second sentence, and let no background stand before it.",
        "Add who was hurt by it and what it cost them, and keep the whole to three sentences.",
    ),
    why=(
        'Until the listener knows what was wrong, nothing that you did about it can count. "Forty people queued in the rain each Monday, and some '
        'went home without their insulin" takes five seconds and makes every later step matter. The history of the building does not.'
    ),
    source="Greenroom codebook, part 2, `context`.",
    shows=("over-long-context",),
    read=read,
    suited=_suited,
    probes=("In one sentence: what was the problem?", "Who was hurt by it, and how badly?"),
    strong=(
        Example(
            "«Every Monday some forty patients waited outside in the cold, and by noon eight or nine had gone home without their medicine».",
            why="the problem, who was hurt and how badly, in one sentence",
        ),
        Example(
            "In my second winter «the cold room failed three times in a month, and each time we lost 600 euro of dough and two customers got no bread».",
            why="what went wrong, how often, and for whom",
        ),
        Example(
            "Our payment page «dropped about 1 in 300 confirmations, so customers paid and still got a reminder letter from us».",
            why="size and harm without a tour of the system",
        ),
    ),
    weak=(
        Example(
            "«The company was founded in 1974 by two brothers, and it has three sites, of which ours is the oldest and has the big hall with the glass roof».",
            why="background, and still no problem",
        ),
        Example(
            "«Before that I did two years in accounts, then a year in purchasing under a different manager, and then came the merger and we all moved floors».",
            why="a life story delays the problem",
        ),
    ),
    near_misses=(
        Example(
            "The kiln fires for nineteen hours, so a tile that goes in wrong on Friday is found on Monday.", why="a technical fact that is itself the problem"
        ),
        Example(
            "I was three weeks into the job when the only other dispatcher fell ill and calls went unanswered.",
            why="one line about oneself that leads straight to the problem",
        ),
    ),
)

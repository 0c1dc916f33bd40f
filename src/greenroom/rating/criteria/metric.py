"""Give the result a number, and the number a starting point: a listener cannot size what has no size."""
import re

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.ends import breaks_off
from greenroom.rating.holds import holding_up, is_effort, section_of, sizes
from greenroom.rating.later import taken_up
from greenroom.rating.marks import SHOWS, comes_nearest, general, holding, likely, may_have, remark, sentences
from greenroom.rating.result import Evidence, Quote, Remark
from greenroom.reader.reading import SECTIONS, ReadSentence
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import Span, plain

_CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|a\.m|p\.m|o'clock)\b|\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b(?!\s?(?:%|percent|per cent|x\b))", re.IGNORECASE)
_COUNTED = re.compile(r"(?:[ -]+[a-z]+){1,2}", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_OF_ANYTHING = frozenset(
    {
        "second", "minute", "hour", "week", "month", "year", "quarter", "night", "shift", "sprint", "about", "after", "before", "each", "every", "their", "there", "which",
        "with", "from", "that", "this", "them", "were", "later", "people",
    }
)
"""Words that stand beside figures of anything."""

_ALL = re.compile(r"\b(?:all|every|each|none)\b(?: (?:one )?of)?(?: (?:the|our|my|them|those))?|\b\d+ of (?:the |our )?\d+\b|\b(?:out )?of \d+\b", re.IGNORECASE)
LIKELIER = 0.5
"""Probability of an outcome without which an answer that breaks off is said to tell none."""
MEASURED = 3
"""The score of a change against a baseline."""


def read(told: Told) -> Score:
    measured, claimed = _sized(told), told.evidence("unmeasured-result")
    outcome = measured or claimed or told.reading.section("R")
    ladder = 0
    if measured:
        ladder = max(_size(told, e.start, e.end) for e in measured)
    elif outcome:
        ladder = 1
    value, between = settle(told, "metric", ladder, low=0, high=3 if measured or _any_number(told) else 1)
    return Score(value, measured + claimed, _remarks(told, *likely(value, between)), between)


def _remarks(told: Told, low: int, high: int) -> tuple[Remark, ...]:
    measured, claimed = _sized(told), holding_up(told, "unmeasured-result")
    out = []
    problem = None if measured or low < 2 else _sized_problem(told)
    if problem:
        return _of_the_problem(told, problem, low)
    if measured:
        out.append(remark("Here the result has a number.", measured))
    elif low >= 2:
        out.append(comes_nearest(told, "This comes nearest to a measured result.", "R", "metric-delta"))
    if high < 2 and claimed and not measured:
        out.append(remark("An outcome is claimed here without a number.", claimed))
    elif low < 3 and measured and high < 3 and not _whole(told, measured):
        out.append(_asks_for_baseline(told, measured))
    return tuple(out) or (_of_outcome(told, low, high),)


def _sized_problem(told: Told) -> Quote | None:
    """The sentence of the situation or task that comes nearest to a measured change, if it comes near and has a figure."""
    flat = plain(told.reading.text)
    pool = [s for s in sentences(told, "ST") if s.p("metric-delta") >= SHOWS and sizes(flat, *s.span)]
    return told.quote(max(pool, key=lambda s: s.p("metric-delta")).span) if pool else None


def _of_the_problem(told: Told, problem: Quote, low: int) -> tuple[Remark, ...]:
    """Where only what was wrong has a number."""
    size = remark("Here what was wrong has a number.", problem)
    return (size,) if low == MEASURED else (size, remark("How it came out could be told with a number as well; it should follow here.", told.gap_after("RA")))


def _of_outcome(told: Told, low: int, high: int) -> Remark:
    """Where no result is marked: the outcome as it is told, else that it is not."""
    end = breaks_off(told)
    outcomes = [s for s in sentences(told, "R") if _tells_outcome(told, s) and (end is None or s.span.end < end.end)]
    best = max(outcomes, key=lambda s: s.p("unmeasured-result") + s.p("metric-delta"), default=None)
    if best and (not end or best.p("unmeasured-result") + best.p("metric-delta") >= LIKELIER):
        place = told.quote(best.span)
        if sizes(plain(told.reading.text), place.start, place.end):
            return remark("There is a figure here; what it measures, and what it was before, could be said more plainly.", place)
        return remark("The outcome is told here; its number should stand beside it." if high >= 2 else "The outcome is told here without a number.", place)
    if end:
        return remark("How it came out is not told; the answer breaks off here.", end)
    if low >= 1 or may_have(told, "R"):
        told_in = max(told.reading.sentences, key=lambda s: s.sections[SECTIONS.index("R")])
        return remark("How it came out is told here at most in passing; give it a sentence of its own, with a figure.", told.quote(told_in.span))
    which = "How it came out on one certain day" if general(told) else "How it came out"
    return remark(f"{which} is not told; it should follow here.", told.gap_after("RA"))


def _tells_outcome(told: Told, sentence: ReadSentence) -> bool:
    """Whether a sentence of the result may tell how it came out: not that others took it up, nor what was put into it."""
    adopted = sentence.p("second-order") > max(sentence.p("unmeasured-result"), sentence.p("metric-delta"))
    return not adopted and not any(q.start < sentence.span.end and sentence.span.start < q.end for q in taken_up(told)) and not is_effort(told, sentence.span)


def _sized(told: Told) -> tuple[Evidence, ...]:
    """The measured results that hold a figure or a word that sizes a change, those with the most figures first; what is told as a lesson only where nothing else is."""
    flat = plain(told.reading.text)
    found = [(len(sizes(flat, e.start, e.end)) + len(change_words(flat, e.start, e.end)), e) for e in told.evidence("metric-delta")]
    out = tuple(e for n, e in sorted(found, key=lambda f: (-f[0], f[1].start)) if n)
    return tuple(e for e in out if section_of(told, e) != "L") or out


def _whole(told: Told, measured: tuple[Evidence, ...]) -> bool:
    """Whether a figure says of itself what it is to be compared with: all of so many, none of them."""
    flat = plain(told.reading.text)
    return any(_ALL.search(flat, *s.span) and sizes(flat, *s.span) for s in holding(told, measured))


def _asks_for_baseline(told: Told, measured: tuple[Evidence, ...]) -> Remark:
    """What a result is to be compared with: the figure of the same thing that the situation gives, where there is one."""
    before = _given_before(told, measured)
    if before:
        return remark("If the figure from before is the one that you gave earlier, say the two in one breath.", (*measured[:1], before))
    return remark("What the number was before, or what it is measured against, is not said here.", measured)


def _suited(told: Told, mend: Mends) -> Mends:
    """A result that has a number is not asked for one, nor one with its measure for what it was before."""
    measured = _sized(told)
    if not measured:
        return mend
    number = "Say what your figure measures, and what it was before."
    if _given_before(told, measured) or any(_size(told, e.start, e.end) == MEASURED for e in measured):
        return mend[0], "Say the figure before and the figure after in one breath.", "Say the figure before and the figure after in one breath."
    return mend[0], number, "Add what the number would have been otherwise." if _whole(told, measured) else mend[2]


def _given_before(told: Told, measured: tuple[Evidence, ...]) -> Quote | None:
    """The sentence of the situation or task that has a figure of a like kind: a share, an amount, a time of day, or one of the same thing in the same words."""
    flat = plain(told.reading.text)
    result = holding(told, measured)
    likes = set().union(*(_likenesses(flat, s.span) for s in result))
    for sentence in sentences(told, "ST"):
        if sentence not in result and likes & _likenesses(flat, sentence.span):
            return told.quote(sentence.span)
    return None


def _likenesses(flat: str, span: Span) -> set[str]:
    """By what two figures may be of one thing: the kind of a share, an amount or a time of day; for the rest the words that they count."""
    found = find_quantities(flat, *span)
    out = {q.kind for q in found if q.kind in ("percent", "money")}
    if _CLOCK.search(flat, *span):
        out.add("clock")
    for quantity in found:
        counted = _COUNTED.match(flat, quantity.span.end, span.end)
        out |= {word.rstrip("s") for word in _WORD.findall(counted.group().lower())} - _OF_ANYTHING if counted else set()
    return out


def _size(told: Told, start: int, end: int) -> int:
    """3 for a change against a baseline, 2 for a number that stands alone."""
    flat = plain(told.reading.text)
    numbers = sizes(flat, start, end)
    return MEASURED if change_words(flat, start, end) or len(numbers) >= 2 else 2


def _any_number(told: Told) -> bool:
    flat = plain(told.reading.text)
    return bool(find_quantities(flat) or change_words(flat))


CRITERION = Criterion(
    key="metric",
    title="The result is measured",
    asks="Is the result measured?",
    flaw="Which sentence claims a result without a size?",
    anchors=(
        "no outcome stated",
        "outcome in words only",
        "one number, no baseline or unclear what it measures",
        "change against a baseline, or a number with unit and reference that shows the size of change",
    ),
    mend=(
        "Say how it came out, in one sentence with a figure in it.",
        "Put a number on the outcome you name: a rate, a count, a time, an amount.",
        "Add what the number was before, or what it would have been otherwise.",
    ),
    why="Two people tell of the same fix. One says it got better; the other says 31 a week became two. Only the second can be compared with anything, and only the second shows that somebody looked.",
    source="Greenroom codebook, part 2, `metric`.",
    shows=("metric-delta", "unmeasured-result"),
    read=read,
    suited=_suited,
    probes=("How did you measure that?", "What was the figure before you started?"),
    strong=(
        Example("Over the next month «failed payouts went from 31 a week to two».", why="a change against a baseline"),
        Example("«The nightly job now takes 12 minutes instead of four hours».", why="before and after, with units"),
        Example("«Complaints about cold meals halved by Easter».", why="a word that sizes the change counts as a number"),
    ),
    weak=(
        Example("After that «the process was a lot smoother» and everybody could get on with their work.", why="an outcome in words only"),
        Example("In the end «the project was completed successfully» and on time.", why="'successfully' has no size"),
    ),
    near_misses=(
        Example("I read through 140 support tickets over two evenings.", why="a number about effort is not about the result"),
        Example("We are a team of six people and serve about 900 schools.", why="a number about the setting is not about the result"),
    ),
)

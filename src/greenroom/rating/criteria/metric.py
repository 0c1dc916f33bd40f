"""Give the result a number, and the number a starting point: a listener cannot size what has no size."""
from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import comes_nearest, likely, nearest, remark, sentences
from greenroom.rating.result import Evidence, Remark
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import plain


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
    measured, claimed = _sized(told), told.evidence("unmeasured-result")
    out = []
    if measured:
        out.append(remark("Here the result has a number.", measured))
    elif low >= 2:
        out.append(comes_nearest(told, "This comes nearest to a measured result.", "R", "metric-delta"))
    if low < 3 and claimed:
        out.append(remark("An outcome is claimed here without a number.", claimed))
    elif low < 3 and measured and high < 3:
        out.append(remark("What the number was before, or what it is measured against, is not said here.", measured))
    if not out and sentences(told, "R"):
        out.append(remark("The outcome is told here without a number.", nearest(told, "R", "unmeasured-result", "metric-delta")))
    elif not out:
        out.append(remark("How it came out is not told; it should follow here.", told.gap_after("RA")))
    return tuple(out)


def _sized(told: Told) -> tuple[Evidence, ...]:
    """The measured results that hold a figure or a word that sizes a change, those with the most figures first."""
    flat = plain(told.reading.text)
    found = [(len(find_quantities(flat, e.start, e.end)) + len(change_words(flat, e.start, e.end)), e) for e in told.evidence("metric-delta")]
    return tuple(e for n, e in sorted(found, key=lambda f: (-f[0], f[1].start)) if n)


def _size(told: Told, start: int, end: int) -> int:
    """3 for a change against a baseline, 2 for a number that stands alone."""
    flat = plain(told.reading.text)
    numbers = find_quantities(flat, start, end)
    return 3 if change_words(flat, start, end) or len(numbers) >= 2 else 2


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

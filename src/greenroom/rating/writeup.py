"""What is said in the debrief, and what to mend first."""
from __future__ import annotations

from greenroom.frameworks import Framework, Level
from greenroom.rating.criterion import Criterion, Score, Told
from greenroom.rating.ends import breaks_off
from greenroom.rating.habits import habits
from greenroom.rating.holds import has_figure, holds
from greenroom.rating.marks import CHANGED, SURE, has_around, likelihood
from greenroom.rating.result import Evidence, Gap, Missing, Quote, Remark, Timing, Writeup
from greenroom.rating.vote import ASKS
from greenroom.reader.reading import CRITERIA, NEGATIVE_KINDS

MEND_FIRST = 3
NOTHING_TO_MEND = "Nothing needs mending."
ROOM_LEFT = 0.85
"""Share of the level's time below which an answer without a fault is told how much room it has left."""
PASS_BELOW = 2
"""Votes up to this do not pass (codebook, part 4)."""
_STRONG = 4
_IN_FAVOUR = {
    "scope-boundary": "Said that it was not theirs to do, or that nobody had asked.",
    "initiative": "Acted without being told.",
    "own-action": "Concrete acts of their own.",
    "trade-off": "Gave the reason for a choice.",
    "metric-delta": "Measured the result.",
    "business-impact": "Said what it meant for people, money or risk.",
    "second-order": "It outlived the event.",
    "specific-learning": "A lesson that belongs to this story.",
}
_UNSURE = {"trade-off": "Gave what may be the reason for a choice."}
"""The same where no mark is beyond doubt."""
_AGAINST = {
    "we-action": "A key act without a named actor.",
    "hand-off": "The decisive part was handed on.",
    "vague-action": "Activity without content.",
    "unmeasured-result": "An outcome without a number.",
    "generic-learning": "A lesson that would fit any story.",
    "blame": "Puts the fault on others.",
    "over-long-context": "Background that delays the problem.",
}


_COVERED = {
    "metric": ("unmeasured-result",), "agency": ("we-action",), "depth": ("vague-action",), "reflection": ("generic-learning",), "context": ("over-long-context",),
    "ownership": ("hand-off", "blame"),
}
"""Weaknesses that a mark has already named."""
_LACKS = {
    "fit": ("I could not see how this answers the question.", "Touches the question at one point only."),
    "context": ("I do not know what the problem was.", "The problem comes late or stays unclear."),
    "ownership": ("Nothing shows that they took it on themselves.", "It stays open who answered for the outcome."),
    "agency": ("No act of their own that I could name.", "Few acts that are clearly their own."),
    "depth": ("No concrete step.", "Activity, hardly a step I could retrace."),
    "judgement": ("No reasoning shown.", "The reason for the choice is only implied."),
    "metric": ("No outcome told.", "An outcome without a number."),
    "impact": ("What it meant, and for whom, is not told.", "What it meant, and for whom, is only hinted at."),
    "lasting": ("Nothing told of what stayed.", "What stayed is only hinted at."),
    "reflection": ("No lesson told.", "The lesson is only touched on."),
}
"""What is missing in the voice of the notes, for a score of 0 and 1, where no words show any of it."""
_ASK_ON = {
    "ownership": "I would ask who answered for the outcome.",
    "agency": "I would ask who took the other key steps.",
    "depth": "I would ask how it was done, step by step.",
    "judgement": "I would ask why this way and not another.",
    "metric": "I would ask what the figure says of the outcome.",
    "impact": "I would ask what it meant, and for whom.",
    "lasting": "I would ask what stayed, and with whom.",
    "reflection": "I would ask what in this story taught them that.",
}
"""The same where words show some of it: what they show is not denied, only asked on."""
_ASK_BEYOND = {
    "ownership": "I would ask whether this was more than the job asked for.", "judgement": "I would ask what spoke for another way.",
    "lasting": "I would ask who else took it up.", "reflection": "I would ask for the cause behind the lesson, or what changed since.",
}
"""What is asked at a score of 2 where the level asks for 3."""
_ASK_STILL = {
    "ownership": "I would ask how they stayed with it to the end.",
    "judgement": "I would ask what made this way the better one.",
    "lasting": "I would ask how far it spread.",
}
"""The same where the words by themselves reach the 3."""
MOST_AGAINST = 6
_TOP = 3


def write_up(told: Told, framework: Framework, level: Level, value: int, lacks: tuple[Missing, ...], criteria: dict[str, Criterion], scores: dict[str, Score]) -> Writeup:
    """The interviewer's notes: for, against, and the vote with its ground."""
    marked = _marked(told, criteria, scores)
    in_favour = [Remark(_favour(told, kind, marks), marks[:2]) for kind in _IN_FAVOUR if (marks := marked.get(kind, ()))]
    against = [Remark(words, marks[:2]) for kind, words in _AGAINST.items() if _counts(kind, scores, marked) and (marks := marked.get(kind, ()))]
    named = {kind for kind in NEGATIVE_KINDS if marked.get(kind)}
    for lack in lacks:
        if not named & set(_COVERED.get(lack.criterion, ())) and len(against) < MOST_AGAINST:
            against.append(Remark(_lack(told, lack, marked, criteria[lack.criterion], scores[lack.criterion]), scores[lack.criterion].weakness.rests_on))
    word = framework.votes[value].capitalize()
    firm = tuple(m for m in lacks if not shown_already(told, criteria[m.criterion], m.needs))
    return Writeup(tuple(in_favour), tuple(against), f"{word} at {level.title}: {_ground(value, level.bar, lacks, firm, scores, told.reading.question)}.")


def _marked(told: Told, criteria: dict[str, Criterion], scores: dict[str, Score]) -> dict[str, tuple[Evidence, ...]]:
    """The evidence on which the criteria rest, by kind, without what cannot be said of its words: one quote is never both for and against on the same point."""
    out: dict[str, tuple[Evidence, ...]] = {}
    for e in (e for score in scores.values() for e in score.evidence):
        outdone = any(_outdone(told, e, c.shows) for c in criteria.values() if e.kind in c.shows)
        if e not in out.get(e.kind, ()) and holds(told, e) and not outdone:
            out[e.kind] = (*out.get(e.kind, ()), e)
    return out


def _outdone(told: Told, e: Evidence, shows: tuple[str, ...]) -> bool:
    """Whether a surer mark of the other sign lies on the same words and belongs to the same criterion."""
    mine = (likelihood(told, e), e.sign == "-")
    rivals = (told.mark(m) for m in told.reading.marked(*shows) if m.span.start < e.end and m.span.end > e.start)
    return any(rival.sign != e.sign and (likelihood(told, rival), rival.sign == "-") > mine for rival in rivals)


def _favour(told: Told, kind: str, marks: tuple[Evidence, ...]) -> str:
    unsure = all(likelihood(told, e) < SURE for e in marks)
    return _UNSURE[kind] if unsure and kind in _UNSURE else _IN_FAVOUR[kind]


def _counts(kind: str, scores: dict[str, Score], marked: dict[str, tuple[Evidence, ...]]) -> bool:
    """Whether a weakness may be held against an answer: not where its criterion has the top score, nor a claim without a number beside a measured result."""
    if kind == "unmeasured-result" and marked.get("metric-delta") and scores["metric"].value >= _TOP - 1:
        return False
    return all(scores[key].value < _TOP for key, kinds in _COVERED.items() if kind in kinds)


def _lack(told: Told, lack: Missing, marked: dict[str, tuple[Evidence, ...]], criterion: Criterion, score: Score) -> str:
    """What the notes say of a lack, in words that no quote beside them contradicts."""
    key, has = lack.criterion, lack.has
    if key == "fit" and no_event(told, criterion):
        return "No single event is told."
    if key == "fit" and habits(told):
        return "Tells what they usually do more than one event."
    own = tuple(e for kind in criterion.shows if kind in _IN_FAVOUR for e in marked.get(kind, ()))
    if has == _TOP - 1:
        if not own or not shown_already(told, criterion, _TOP):
            return _ASK_BEYOND[key]
        if key == "reflection":
            return "I would ask for the cause behind the lesson." if has_around(told, CHANGED, own) else "I would ask what changed since."
        return _ASK_STILL[key]
    if key == "metric" and breaks_off(told) in score.weakness.rests_on:
        return "It breaks off before the outcome."
    figure = key == "metric" and any(has_figure(told, p) for p in score.weakness.rests_on if not isinstance(p, Gap))
    hinted = key == "lasting" and not any(isinstance(p, Gap) for p in score.weakness.rests_on)
    return _ASK_ON[key] if own or figure or hinted else _LACKS[key][has]


def no_event(told: Told, fit: Criterion) -> bool:
    """Whether nothing that happened is told."""
    return fit.by_evidence(told) == 0


def shown_already(told: Told, criterion: Criterion, score: int) -> bool:
    """Whether the words that were found would by themselves reach a score: then it is not to be called missing. Whether a question is answered they cannot show."""
    return criterion.key != "fit" and criterion.by_evidence(told) >= score


def _ground(value: int, bar: str, lacks: tuple[Missing, ...], firm: tuple[Missing, ...], scores: dict[str, Score], question: str) -> str:
    """Why this vote, in one clause that agrees with it; `firm` are the lacks of which the words show nothing."""
    more = _join([_MORE_ON[m.criterion] for m in (firm or lacks)[:3]])
    if value == _STRONG and lacks:
        return f"an answer to quote as the reason to hire; it would be surer still with more on {more}"
    if value > PASS_BELOW:
        return f"it passes, and would be surer with more on {more}" if lacks else "nothing that the level asks for is missing"
    if firm:
        return f"the level still asks for {_join([_asked(m, question) for m in firm[:3]])}"
    weakest = sorted(ASKS[bar], key=lambda key: (scores[key].value, CRITERIA.index(key)))[:2]
    return f"nothing is missing outright, but a doubt remains about {more or _join([_MORE_ON[key] for key in weakest])}"


_NOUNS = {
    "fit": "an answer to the question asked", "context": "a clear and short situation", "ownership": "ownership to the end", "agency": "the speaker's own part",
    "depth": "concrete steps", "judgement": "the reasoning behind the choice", "metric": "a measured result", "impact": "the effect on people or money",
    "lasting": "an effect that outlived the event", "reflection": "a lesson from this story",
}
_FURTHER = {
    "ownership": "ownership beyond the letter of the task", "judgement": "another way weighed against this one", "lasting": "an effect that others took up",
    "reflection": "a cause behind the lesson or a later change",
}
"""What a level asks for of which there is something already, a score of 2."""
_MORE_ON = {
    "fit": "how it answers the question", "context": "the situation", "ownership": "who answered for it to the end", "agency": "the speaker's own part",
    "depth": "the steps", "judgement": "the reasoning behind the choice", "metric": "the measured result", "impact": "the effect on people or money",
    "lasting": "what outlived the event", "reflection": "the lesson",
}


def _asked(lack: Missing, question: str) -> str:
    if lack.criterion == "fit" and not question.strip():
        return "one event that happened"
    return _FURTHER.get(lack.criterion, _NOUNS[lack.criterion]) if lack.has == _TOP - 1 else _NOUNS[lack.criterion]


def _join(items: list[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def close_call(value: int, between: tuple[int, int]) -> str:
    """What is said of a score whose anchor is not much likelier than the one beside it."""
    low, high = between
    other = f": another careful rater might give the {high}" if value == low else ""
    return f"A close call between {low} and {high}{other}."


def more_plainly(mend: str) -> str:
    """A mend for something that may be told already."""
    return f"This may be told already, but not plainly enough to be sure. {mend}"


BESIDE = 2
"""Sentences beside the story from which an answer is told to leave them out."""
OVER_TIME, UNDER_TIME = 1.15, 0.5
"""Shares of the level's time from which an answer is told to be shorter, and below which it is told that there is room."""


def _form(told: Told, timing: Timing, off: bool) -> list[Remark]:
    """What to mend in an answer that breaks off, or that is far too long or too short to say; one that is `off` the question is not told to grow."""
    last = told.quote(told.reading.sentences[-1].span)
    out = []
    if breaks_off(told):
        out.append(Remark("It breaks off here. Finish that sentence, and say how it came out.", (last,)))
    out += _beside(told)
    over = timing.seconds - timing.budget
    if timing.seconds > OVER_TIME * timing.budget:
        out.append(_too_long(told, timing, over))
    if timing.seconds < UNDER_TIME * timing.budget and not off:
        act = told.reading.section("A") or told.reading.sentences
        text = f"It takes about {timing.seconds} of the {timing.budget} seconds that this level gives. "
        text += "There is room to tell what you did and why, step by step, from here."
        out.append(Remark(text, (told.quote(act[0].span),)))
    return out


def _beside(told: Told) -> list[Remark]:
    """What to leave out: sentences that were not read, since they say nothing of the story."""
    unread = [s for s in told.reading.sentences if s.unread]
    if len(unread) < BESIDE:
        return []
    longest = max(unread, key=lambda s: s.span.end - s.span.start)
    return [Remark(f"{len(unread)} sentences say nothing of the story, such as this, and count for nothing. Leave them out.", (told.quote(longest.span),))]


def _too_long(told: Told, timing: Timing, over: int) -> Remark:
    """What to cut: the section that is the most over its time, or what is said around the story, which has none."""
    longest = max(timing.sections, key=lambda s: s.seconds - (s.budget or 0))
    most = "most" if 2 * (longest.seconds - (longest.budget or 0)) >= over else "some"
    part = told.reading.section(longest.section) or told.reading.sentences[-1:]
    place, where = part[0], f"the {longest.name}, which begins here"
    if longest.budget is None:
        place, where = max(part, key=lambda s: s.span.end - s.span.start), "what is said around the story, such as this"
    return Remark(f"It is about {over} seconds over this level's time. Cut {most} of them from {where}.", (told.quote(place.span),))


def mend_first(told: Told, timing: Timing, lacks: tuple[Missing, ...], criteria: dict[str, Criterion], scores: dict[str, Score]) -> tuple[Remark, ...]:
    """The three mends that gain the most at this level; where the level misses nothing, the lowest scores still below 3.

    A story that does not answer the question is told so before anything else; what the words seem to show already comes last.
    """
    off = [m.criterion for m in lacks if m.criterion == "fit"]
    needs = {m.criterion: m.needs for m in lacks if m.criterion != "fit"}
    rest = sorted((k for k in CRITERIA if k not in needs and k != "fit" and scores[k].value < _TOP), key=lambda k: (scores[k].value, CRITERIA.index(k)))
    order = [(key, needs.get(key, _TOP)) for key in (*needs, *rest)]
    shown = {key: shown_already(told, criteria[key], asked) for key, asked in order}
    keys = sorted(order, key=lambda o: (o[0] not in needs, shown[o[0]]))
    out = [*(Remark(criteria[key].mends(told)[scores[key].value], scores[key].weakness.rests_on) for key in off), *_form(told, timing, bool(off))]
    for key, _ in keys[: max(0, MEND_FIRST - len(out))]:
        score = scores[key]
        step = score.value if shown[key] else max(score.value, criteria[key].by_evidence(told))
        text = criteria[key].mends(told)[step]
        out.append(Remark(more_plainly(text) if shown[key] else text, score.weakness.rests_on))
    return tuple(out[:MEND_FIRST]) or (_nothing(told, timing),)


def nothing_to_mend(remark: Remark) -> bool:
    """Whether a remark says that nothing is left to mend; its quote then is only where the answer begins."""
    return remark.text.startswith(NOTHING_TO_MEND)


def _nothing(told: Told, timing: Timing) -> Remark:
    """Said where every score is the highest: how much of the time is left, that it was kept, or to keep to it."""
    says = "Keep to the time when you say it aloud."
    if timing.measured:
        says = f"It was said in {timing.seconds} of the {timing.budget} seconds that this level gives."
    if timing.seconds < ROOM_LEFT * timing.budget:
        says = f"It takes about {timing.seconds} of the {timing.budget} seconds that this level gives, so one step more could be told in full."
    opening = told.quote(told.reading.sentences[0].span)
    return Remark(f"{NOTHING_TO_MEND} {says}", (Quote(opening.start, opening.end, opening.quote),))

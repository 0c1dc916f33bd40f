"""Give the lesson that only this story could teach, and the time when you acted on it."""

import re

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.holds import holding_up, without
from greenroom.rating.later import DOES_NOW, since
from greenroom.rating.marks import CHANGED, MAYBE, comes_nearest, has_around, holding, likely, may_have, may_hold, remark, says, sentences
from greenroom.rating.result import Evidence, Quote, Remark
from greenroom.reader.reading import SECTIONS
from greenroom.text.cues import LEXICON
from greenroom.text.spans import plain

_CAUSE = re.compile(
    r"\b(?:root cause|(?:real|true|deeper|actual) (?:cause|issue|problem|reason)|(?:cause|reason|problem) (?:is|was|why)|because|nobody|no one|"
    r"none of us|no owner|owners?|everybody|everyone|system|process|policy|incentives?|rewarded|measured|designed|budgets?|targets?|"
    r"between (?:the )?(?:two|teams|departments))\b",
    re.IGNORECASE,
)

_A_SKILL = re.compile(r"\blearn(?:ed|t) (?!to\b|that\b|how\b|from\b|it\b|not\b|the hard)\w+(?: \w+)? to \w+", re.IGNORECASE)
"""A skill that was learned for a purpose: what it taught stands beside it, if anywhere."""


def read(told: Told) -> Score:
    own, generic = told.evidence("specific-learning"), told.evidence("generic-learning")
    low, high = (1 if own or _changed(told) else 0), 3
    if not may_hold(told, "specific-learning"):
        high = 1 if low or may_have(told, "L") or may_hold(told, "generic-learning") else 0
    value, between = settle(told, "reflection", _ladder(told, own, generic), low, high)
    return Score(value, own + generic, _remarks(told, holding_up(told, "specific-learning"), generic, *likely(value, between)), between)


def _ladder(told: Told, own: tuple[Evidence, ...], generic: tuple[Evidence, ...]) -> int:
    if own:
        deep = any(has_around(told, words, own) or says(told, words, "L") for words in (CHANGED, _CAUSE))
        return 3 if deep else 2
    return 1 if generic else 0


def _remarks(told: Told, own: tuple[Evidence, ...], generic: tuple[Evidence, ...], low: int, high: int) -> tuple[Remark, ...]:
    out = []
    if own:
        out.append(remark("This lesson belongs to your story.", tuple(_widened(told, e) for e in own)))
    if low < 3 and generic:
        out.append(remark("This part would fit any story." if own or high >= 2 else "This lesson would fit any story.", generic))
    elif low < 3 and own:
        out.append(remark(_still_open(told, own), own))
    if out:
        return tuple(out)
    changed = _changed(told) or since(told)
    if changed:
        out.append(remark("Here you tell what you do differently since.", changed))
        if low < 3:
            out.append(remark("What in this story taught you that could be said in so many words.", changed))
        return tuple(out)
    if low >= 2:
        return (comes_nearest(without(told, "specific-learning"), "This comes nearest to a lesson of your own.", "LR", "specific-learning"),)
    lesson = tuple(s for s in sentences(told, "L") if LEXICON["learn"].search(plain(told.words(s))))
    if lesson and low >= 1:
        return (remark("You name a lesson here; what in this story taught it to you could be said more plainly.", told.quote(lesson[-1].span)),)
    if may_have(told, "L") or may_hold(told, "specific-learning", "generic-learning"):
        return (comes_nearest(told, "What you take from this could be said more plainly here.", "L", "specific-learning", "generic-learning", low=low),)
    return (remark("No lesson is told; it should follow here.", told.gap_after("RL")),)


def _widened(told: Told, e: Evidence) -> Evidence | Quote:
    """The words of a lesson, or their whole sentence where they name no more than a skill."""
    return told.quote(holding(told, (e,))[0].span) if _A_SKILL.search(plain(e.quote)) else e


def _still_open(told: Told, own: tuple[Evidence, ...]) -> str:
    """What a lesson from this story may still want: its cause, a change since, or, where both are told, a time when it was acted on."""
    changed, cause = _tells_change(told, own), _tells_cause(told, own)
    if changed and cause:
        return "A later time when you acted on this, and what came of it, could be told here."
    if changed:
        return "The cause behind this could be said more plainly."
    if cause:
        return "What you have done differently since could be said more plainly."
    return "The cause behind this, or what you have done differently since, could be said more plainly."


def _tells_change(told: Told, own: tuple[Evidence, ...]) -> bool:
    """Whether a change since is told, in the lesson or elsewhere in what is learning."""
    return has_around(told, CHANGED, own) or bool(_changed(told) or since(told))


def _tells_cause(told: Told, own: tuple[Evidence, ...]) -> bool:
    return has_around(told, _CAUSE, own) or says(told, _CAUSE, "L")


def _suited(told: Told, mend: Mends) -> Mends:
    """A lesson that tells its cause, or what changed since, is not asked for that."""
    own = told.evidence("specific-learning")
    changed, cause = _tells_change(told, own), _tells_cause(told, own)
    first = "Say in one sentence what in this story taught you that." if changed else mend[0]
    if changed and cause:
        return first, mend[1], "Tell the lesson in one sentence: what you misjudged, and what came of doing it differently."
    if changed:
        return first, mend[1], "Add why it could happen at all: who was not told, what nobody measured."
    return first, mend[1], "Add a later time when you did it differently." if cause else mend[2]


def _changed(told: Told) -> tuple[Quote, ...]:
    """The sentences that may be learning and tell what the speaker does differently since."""
    flat = plain(told.reading.text)
    learning = (s for s in told.reading.sentences if s.section == "L" or s.sections[SECTIONS.index("L")] >= MAYBE)
    return tuple(told.quote(s.span) for s in learning if DOES_NOW.search(flat, *s.span))


CRITERION = Criterion(
    key="reflection",
    title="There is a lesson from this story",
    asks="Is there learning, and is it specific?",
    flaw="Which sentence could end anybody's story?",
    anchors=("no lesson is told", "generic, would fit any story", "specific to this story", "specific, and names a systemic cause or shows changed behaviour afterwards"),
    mend=(
        "End with one sentence on what you know now that you did not know before.",
        "Make the lesson one that only this story could teach: name the thing that you misjudged in it.",
        "Add why it could happen at all (who was not told, what nobody measured), or a later time when you did it differently.",
    ),
    why=(
        '"Communication is important" could end any story, so it says nothing about yours. "I had tested with my own address, which has five digits; '
        'now I ask for a real export first" could end only one, and it shows that you changed.'
    ),
    source="Greenroom codebook, part 2, `reflection`.",
    shows=("specific-learning", "generic-learning"),
    read=read,
    suited=_suited,
    probes=("What would you do differently, at which moment?", "When did you last act on that lesson?"),
    strong=(
        Example(
            "«I had tested with my own address, which has five digits; now I ask for a real export before I write a single case».",
            why="tied to the story, and behaviour changed",
        ),
        Example("«The real cause was that nobody owned the time between the two shifts, so each thought the other had locked up».", why="a systemic cause"),
        Example("«I should have asked the night porter first, he had seen it for months».", why="specific to this story"),
        Example(
            "«Since then I ring the depot before I promise a day», and in May that saved us from a second empty shelf.",
            why="a habit that came from the story, and its proof",
        ),
    ),
    weak=(
        Example("«I learned that communication is very important».", why="would fit any story"),
        Example("It taught me to «always stay calm and never give up».", why="advice for life, not a lesson of this event"),
        Example("«Teamwork is the key to success», that is what I took from it.", why="a saying"),
    ),
    near_misses=(
        Example("I learned Italian on the train that winter.", why="'learned' about a skill on the side is no reflection"),
        Example("Since then the shop has opened at eight.", why="what the shop does since is a result, not learning"),
        Example("She told me that communication mattered a lot to her team.", why="somebody else's saying, told as what happened"),
    ),
)

"""Say what else you could have done, and why you chose this."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.marks import STORY, SURE, comes_nearest, has, has_around, likely, may_hold, remark, says, sure
from greenroom.rating.own import best, of_others, own_acts, own_sentences
from greenroom.rating.result import Evidence, Remark
from greenroom.reader.borne import SLIP
from greenroom.text.cues import LEXICON
from greenroom.text.spans import plain

_COMPARES = re.compile(
    r"\b(?:instead|rather than|either|or|options?|alternatives?|could(?:'ve| have| also)?|considered|weighed|trade-?offs?|versus|vs|the other way|"
    r"would(?:'ve| have)?|too (?:slow|expensive|late|risky|long|many|much)|only|than|better|best|cheaper|faster|both|not just)\b",
    re.IGNORECASE,
)
_WEIGHS = re.compile(
    r"\b(?:instead of|rather than|options?|alternatives?|could(?:'ve| have| also)|considered|weighed|trade-?offs?|versus|the other way|either)\b", re.IGNORECASE
)

_CHOICE = re.compile(
    r"\b(?:instead of|rather than|options?|alternatives?|either\b(?=[^.]{3,60}\bor\b)|could(?:'ve| have| also)|considered|weighed|trade-?offs?|versus|the other (?:way|route|one)|"
    r"(?:two|three|four|second|third|other) (?:\w+ )?(?:ways?|roads?|routes?|choices?|possibilit\w+)|choices?|choose|chose|chosen|picked|decided|opted|settled on|"
    r"(?:went|go|gone) (?:for|with)|took (?:the )?(?:first|second|third|last|other|slower|longer|safer)|"
    r"would(?:'ve| have) \w+|better (?:if|to|that))\b|(?<!\w)\([ab12]\)",
    re.IGNORECASE,
)
"""Words by which a choice, or what it was between, is told."""
_SO = re.compile(r"\b(?:so|that's why|therefore|which is why),? (?:I|we|instead)\b", re.IGNORECASE)
"""An act that follows from what was said before it."""
_BECAUSE = re.compile(
    r"\b(?:because|cos|so that (?:I|we|he|she|it|they|the|nobody|everybody|everyone|you|no one)|in order to|the reason|otherwise|I (?:figured|reasoned)|"
    r"since (?:I|we|it|he|she|they|the|you|there|nobody)(?! (?:\w+ )?(?:start|beginning)))\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\W*(?:so |and |but )?(?:I|we) (?:did not|didn't|do not|don't|was not|wasn't|could not|couldn't) ", re.IGNORECASE)
_GROUND = re.compile(
    r"\b(?:because|cos|since|as|so|but|than|instead|would|could have|if|until|unless|only|want|need|know|knew|trust|afford|before|too|enough|yet|wait|to)\b|'d\b", re.IGNORECASE
)


def read(told: Told) -> Score:
    reasons = told.evidence("trade-off")
    low, high = 0, 3
    if reasons:
        low = 2 if sure(told, "trade-off") >= 2 else 1
    elif not may_hold(told, "trade-off"):
        high = 2
    value, between = settle(told, "judgement", _ladder(told, reasons), low, high)
    return Score(value, reasons, _remarks(told, reasons, likely(value, between)[0]), between)


def _ladder(told: Told, reasons: tuple[Evidence, ...]) -> int:
    if not reasons:
        return 1 if says(told, LEXICON["reason"], "TA") or says(told, _WEIGHS, "TA") else 0
    weighed = has_around(told, _WEIGHS, reasons) or (len(reasons) >= 2 and has_around(told, _COMPARES, reasons))
    return 3 if weighed else 2


def _remarks(told: Told, reasons: tuple[Evidence, ...], low: int) -> tuple[Remark, ...]:
    reasons = tuple(e for e in reasons if _says_something(e) and _bears_out(told, e))
    others = tuple(e for e in reasons if of_others(told, e.start, e.end))
    own = tuple(e for e in reasons if e not in others)
    out = []
    if own:
        out.append(remark(_shown(told, own), own))
    if others:
        out.append(remark("Here you tell of others: what they thought, did or had against it.", others))
    if not out:
        return (_without_reasons(told, low),)
    if low < 3:
        out.append(_asks_on(told, own))
    return tuple(out)


def _says_something(e: Evidence) -> bool:
    """Whether the words can be a reason at all: something that was not said or had is none by itself, nor are two words."""
    words = plain(e.quote)
    return len(words.split()) > 2 and not words.lower().startswith("as if ") and not (_NOT_DONE.match(words) and not _GROUND.search(words))


def _bears_out(told: Told, e: Evidence) -> bool:
    """Whether the words can be shown as reasoning: surely marked, or with the words of a reason or a choice in them."""
    return _surely(told, (e,)) or any(has(told, words, (e,)) for words in (_BECAUSE, _CHOICE, _SO))


def _surely(told: Told, reasons: tuple[Evidence, ...]) -> bool:
    """Whether the reader is sure of one of the marks."""
    return any(m.p >= SURE and told.mark(m) in reasons for m in told.reading.marked("trade-off"))


def _shown(told: Told, own: tuple[Evidence, ...]) -> str:
    if _surely(told, own):
        return "Here your reasoning shows."
    if has(told, _BECAUSE, own):
        return "A reason is given here."
    if not has(told, _WEIGHS, own):
        return "You choose here; put your reason for it right beside it."
    return "Here one way is set against another; why you took yours could be said outright."


def _asks_on(told: Told, own: tuple[Evidence, ...]) -> Remark:
    """What spoke for another way, asked where a choice is told: in the marked words, or else in a sentence with an option or a choice in it."""
    flat = plain(told.reading.text)
    asks = "What spoke for another way, and why you still chose this one, could be said more fully here."
    near = tuple(e for e in own if has_around(told, _CHOICE, (e,)) or has_around(told, _SO, (e,)))
    if near:
        return remark(asks, near)
    pool = tuple(s for s in own_sentences(told, "TA") if _CHOICE.search(flat, *s.span))
    if pool:
        return remark(asks, best(told, pool, "trade-off"))
    asks = "Another way that was open to you, and why you left it, would show more; if both are told, put them side by side."
    return remark(asks, own or told.gap_after("TA"))


def _without_reasons(told: Told, low: int) -> Remark:
    """The sentence that comes nearest to a reason, where one has the words of a reason or a choice; else the place where it would stand."""
    flat = plain(told.reading.text)
    told_so = tuple(s for s in own_sentences(told, "TA") if s.section in STORY and not SLIP.search(flat, *s.span))
    acted = own_acts(told, "TA", "i", "we", "dropped", "passive")
    chosen = tuple(s for s in told_so if _CHOICE.search(flat, *s.span))
    because = tuple(s for s in told_so if s in acted and _BECAUSE.search(flat, *s.span))
    pool = chosen + because + tuple(s for s in told_so if _SO.search(flat, *s.span))
    if low >= 2:
        if pool:
            return remark("This comes nearest to giving a reason for what you chose.", best(told, chosen or because or pool, "trade-off"))
        return comes_nearest(told, "This comes nearest to giving a reason for what you chose.", "TA", "trade-off", least=SURE)
    if because:
        return remark("This may be your reason; say outright that it is why you chose as you did.", best(told, because, "trade-off"))
    if pool:
        return remark("Why you did it this way could be said more plainly here.", best(told, chosen or pool, "trade-off"))
    main = max((s for s in acted if s.section == "A"), key=lambda s: s.p("own-action"), default=None)
    return remark("Why you chose this way is not said in so many words; it should follow here.", told.gap_behind(main) if main else told.gap_after("TA"))


CRITERION = Criterion(
    key="judgement",
    title="The reasoning is shown",
    asks="Is the reasoning shown?",
    flaw="Which sentence hides why it was done this way?",
    anchors=("no reason is given", "a reason is only implied", "one explicit reason, obstacle or act of persuasion", "alternatives or trade-offs weighed, and why this one"),
    mend=(
        'Take the one choice that mattered and add the sentence that begins "I did it that way because".',
        "Say the reason out loud: what you knew then that made this the better step.",
        "Name the option you rejected: what was good about it, and what it would have cost.",
    ),
    why=(
        'Steps show that you can work; reasons show that you can be left alone with the work. "I could have closed the pool, but then forty children '
        'would have swum in the river, so I closed the deep end" tells the listener how you would choose next time.'
    ),
    source="Greenroom codebook, part 2, `judgement`.",
    shows=("trade-off",),
    read=read,
    probes=("What else did you consider, and what spoke for it?", "What would have had to be different for you to decide the other way?"),
    strong=(
        Example(
            "«I could have closed the whole pool, but then the children would have gone to the river», so I closed the deep end only.",
            why="an alternative, its price, and the choice",
        ),
        Example("«A new pump would have been better, but it took six weeks to come», so I rebuilt the old one.", why="two ways weighed by time"),
        Example(
            "I showed him last year's returns first, «because he trusts paper more than people», and then he agreed.",
            why="one stated reason for a choice, and an act of persuasion",
        ),
        Example(
            "«Rather than ring all 300 clients, I rang the twelve with open orders, since only they could lose money that week».",
            why="what was left out, and why",
        ),
    ),
    weak=(
        Example("«So I changed the supplier», and then I changed the labels as well.", why="a choice without a reason"),
        Example("«In the end I went for the second design» and we built it in a week.", why="there was a choice, and nothing tells why this one"),
    ),
    near_misses=(
        Example("We were short of people because it was August.", why="a 'because' about the setting is no reason for a choice"),
        Example("I had to use the blue form, since the red one was abolished in 2019.", why="where there is no choice there is no judgement", missed=True),
        Example("The cat was either asleep or under the boiler.", why="'either' without a decision weighs nothing"),
    ),
)

"""Say whose job it was, why you took it on, and how you stayed with it to the end."""

import re

from greenroom.rating.criterion import Criterion, Example, Score, Told, settle
from greenroom.rating.holds import holds
from greenroom.rating.marks import SHOWS, from_the_whole, has, likely, may_hold, remark, says, sentences, sure
from greenroom.rating.own import best, own_sentences
from greenroom.rating.result import Evidence, Quote, Remark
from greenroom.reader.borne import SLIP
from greenroom.text.spans import plain

_TAKEN_ON = ("scope-boundary", "initiative")
_ANSWERS_FOR = re.compile(
    r"\b(?:i (?:\w+ )?(?:promised|committed|answered for|chased|stayed|made sure|followed (?:it )?up)|took (?:it|this) (?:on|over)|responsible|responsibility|"
    r"on me(?! own)|my (?:mistake|fault|call|name))\b",
    re.IGNORECASE,
)

_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Here you answer for it yourself.",
        re.compile(r"\b(?:nobody|no one) else (?:had |has )?(?:touched|did|done|made|wrote|changed|decided|checked|seen|saw|looked|signed|approved|involved|was involved|was to blame)\b|(?<!not )(?<!n't )\bmy (?:own )?(?:fault|mistake|error)\b|\b(?:that's|that is|that was|this was|it was) (?:all )?on me\b", re.IGNORECASE),
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

_REFUSED = re.compile(
    r"\bI (?:\w+ )?(?:asked|told|begged|wanted|decided|refused|promised|advised)\b.{0,30}\b(?:not|never)\b|^\W*only had to\b|"
    r"\b(?:nobody|no one) (?:had |has |ever )*(?:asked|told|showed|taught|warned) (?:him|her|them|us|me (?:how|what|who|where|about))\b|"
    r"\b(?:would|could|did|can|will)(?:n't| not) (?:give|let|allow|lend|sign|approve|release|hand|send|spare|lift|move|budge)\b",
    re.IGNORECASE,
)
"""A "not" that says nothing of whose job it was: what one asked for, was refused, or was not told."""
_BORDER = re.compile(
    r"\b(?:nobody|no one) (?:else )?(?:had |has |ever |really |actually )*(?:asked|told|owned|assigned|signed me|wanted it|took it|claimed it)\b|"
    r"\b(?:not|n't|never|nothing|neither)\b(?: \w+){0,4} (?:in|on|of|with|under|within) (?:my|mine|our)\b(?! (?:side|own|mind|eyes|way))|"
    r"\b(?:not|n't|never) (?:really |actually |even |strictly )?(?:my|mine|ours|our) ?(?:job|task|role|patch|area|team|ticket|project|code|department|responsib\w+|business|remit|either)?\b(?! (?:fault|mistake|idea))|"
    r"\bnothing to do with (?:me|us|my|our)\b|\b(?:nobody|no one|no team|no department)'s\b|\b(?:weren't|wasn't|isn't) (?:anybody|anyone)'s\b|"
    r"\bwithout (?:being asked|a ticket|anyone asking|anybody asking)\b|\bno (?:ticket|owner|mandate)\b|\boutside (?:my|our) (?:\w+ )?(?:job|role|area|team|scope|remit|duties)\b|\bvolunteered\b",
    re.IGNORECASE,
)
"""Words that say beyond doubt that it was not theirs to do, wherever they stand."""
_GIVEN = re.compile(
    r"\b(?:I|we)(?:'d been|'ve been| was| were| am| got| had been| have been) (?:\w+ )?(?:asked to|assigned|told to|given the|tasked|put in charge|made responsible|responsible|supposed to|the one|in charge|on call)\b|"
    r"\b(?:my|our) (?:task|job|role|responsibility|turn)\b|\b(?:told|asked) me (?:to|I'd|I would|I should|I was)\b|\bput me (?:on|in|down)\b|\bgave me the\b|"
    r"\bc[oa]mes? to me\b[^.]{0,25}\b(?:and|with)\b|\b(?:leave it (?:with|to)|it was on|it fell to|that was on|it was down to) me\b",
    re.IGNORECASE,
)
"""Words that say whose job it was."""
_MODEST = re.compile(r"\bI (?:just|only|merely)\b|\b(?:not me|that was (?:all )?(?:him|her|them)|all (?:hers|his|theirs))\b", re.IGNORECASE)


def read(told: Told) -> Score:
    boundary, begun = told.evidence("scope-boundary"), told.evidence("initiative")
    given, blame = told.evidence("hand-off"), told.evidence("blame")
    low, high = 0, 3
    if boundary and not may_hold(told, "hand-off", "blame"):
        low = 2 if sure(told, "scope-boundary") and sure(told, "initiative") else 1
    if not may_hold(told, *_TAKEN_ON):
        high = 1 if given and blame else 2
    value, between = settle(told, "ownership", _ladder(told), low, high)
    return Score(value, boundary + begun + given + blame, _remarks(told, *likely(value, between)), between)


def _ladder(told: Told) -> int:
    given_away = told.evidence("hand-off", "blame")
    if told.evidence("scope-boundary"):
        return 1 if given_away else 3
    if told.evidence("initiative"):
        return 1 if given_away else 2
    if given_away:
        return 1 if told.evidence("own-action") else 0
    return 2 if told.evidence("own-action") and says(told, _ANSWERS_FOR, "TA") else 1


def _remarks(told: Told, low: int, high: int) -> tuple[Remark, ...]:
    boundary, begun = told.evidence("scope-boundary"), told.evidence("initiative")
    given, blame = told.evidence("hand-off"), told.evidence("blame")
    confessed = tuple(e for e in begun if has(told, _SAYS[0][1], (e,)))
    begun = tuple(e for e in begun if e not in confessed and holds(told, e))
    out = []
    for text, said in _of_whose_job(told, confessed + boundary).items():
        out.append(remark(text, said))
    if begun:
        out.append(remark("Here you act without being told to.", begun))
    if low < 3 and given:
        out.append(remark("This part went to somebody else; what you did after that is not told.", given))
    if low < 3 and blame:
        out.append(remark("Part of the fault is put on others here." if high >= 2 else "Here the fault is put on others.", blame))
    if not out and low >= 2:
        return (_comes_nearest(told),)
    if low < 3 and not given and not blame:
        out.append(_asks_for(told, boundary or begun))
    return tuple(out)


def _of_whose_job(told: Told, boundary: tuple[Evidence, ...]) -> dict[str, tuple[Evidence, ...]]:
    """What the marked words say of whose job it was, each remark with the words that bear it out; a mark that says none of it is passed over."""
    out: dict[str, tuple[Evidence, ...]] = {}
    for mark in boundary:
        text = None if _REFUSED.search(plain(mark.quote)) else next((text for text, pattern in _SAYS if has(told, pattern, (mark,))), None)
        if text:
            out[text] = (*out.get(text, ()), mark)
    return out


def _comes_nearest(told: Told) -> Remark:
    """For a story that no words were found for: the sentence that comes near, one that says whose job it was, or where that would be said."""
    flat = plain(told.reading.text)
    pool = tuple(s for s in own_sentences(told, "STAL") if not _MODEST.search(flat, *s.span) and not _REFUSED.search(told.words(s)))
    near = tuple(s for s in pool if _ANSWERS_FOR.search(flat, *s.span)) or tuple(s for s in pool if max(s.p(kind) for kind in _TAKEN_ON) >= SHOWS and not SLIP.search(flat, *s.span))
    if near:
        return remark("This comes nearest to showing that you took it on yourself.", best(told, near, *_TAKEN_ON))
    whose = _told_whose(told)
    if whose:
        return remark("Here you say whose job it was; the rest is read from the answer as a whole.", whose)
    return from_the_whole(told, "STAL", *_TAKEN_ON, place=told.gap_in_opening())


def _told_whose(told: Told) -> Quote | None:
    """The first sentence before the outcome that says whose job it was, or that it was nobody's, though no mark lies on it."""
    flat = plain(told.reading.text)
    return next((told.quote(s.span) for pattern in (_BORDER, _GIVEN) for s in sentences(told, "STA") if pattern.search(flat, *s.span)), None)


def _asks_for(told: Told, taken: tuple[Evidence, ...]) -> Remark:
    """What a story still wants in which nothing was handed off and nobody blamed."""
    border = _of_whose_job(told, told.evidence("scope-boundary"))
    if border:
        return remark("How you stayed with it to the end could be said more plainly.", tuple(e for said in border.values() for e in said))
    whose = _told_whose(told)
    if whose:
        return remark("Here you say whose job it was; what you answered for, to the end, could be said more plainly.", whose)
    if taken or may_hold(told, *_TAKEN_ON):
        flat = plain(told.reading.text)
        pool = tuple(s for s in own_sentences(told, "TA") if not _SAYS[0][1].search(flat, *s.span) and not SLIP.search(flat, *s.span))
        place = taken or (best(told, pool, *_TAKEN_ON) if pool else told.gap_in_opening())
        return remark("What you answered for here, and how you saw it through, could be said more plainly.", place)
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

"""Where a quote begins and ends: at the borders of clauses or phrases, so that no words hang torn from what they belong to."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from greenroom.text.clauses import tells
from greenroom.text.quantities import find_quantities
from greenroom.text.spans import Span

LEAST_WORDS = 3
"""A quote of fewer words, and without a figure, is widened to its clause: torn words tell nobody anything."""
NEAR_START, NEAR_END = 2, 3
"""A quote takes in the rest of its clause where no more than this many words are missing at its start or its end: clauses read better than pieces of them."""
REACH = 8
"""Words that a quote may grow by to reach the border of a phrase; where none is so near it is cut back to the last one instead."""
OVERHANG = 3
"""A quote does not keep so few words of a clause of which half as many lie outside it."""
BESIDE = 5
"""Words between two commas up to which they may stand beside a subject."""
FAR = 5
"""Words from the clause's beginning beyond which a quote may begin with its verb: the subject would bring too much along."""

_WORD = re.compile(r"[\w$\u20ac\u00a3\u00a5\u20b9%'&/+-]*\w[%'+]*(?:[.,:]\w+%?)*")
_STOP = re.compile(r"[,;:.!?()\u2026\n]|\s-+\s")
_EDGES = " \n\t.,;:!?-\u2026\"'()[]"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_JOINS = _set("and but so because cos then which who while when after before until till although though since if that or unless")
_LOST = _set("because cos if unless before after when until till while although though since which who")
"""Joining words that a quote takes along: without them it would say something else."""
_TIES = _set("and but so then also well uh um er or")
"""Words that tie a clause to the one before; a quote begins after them."""
_NOT = _set("not never without hardly")
"""Words before a quote without which it says less, or the contrary."""
_PREPOSITIONS = _set(
    "in on at for with from by of to into about during without within across over under through between as like than "
    "up out off down near per around behind"
)
_OPENERS = _set("in on at for with from by into during without within across through via using instead also maybe therefore then now yesterday today again as like")
"""Words that begin a phrase of their own, before which a quote may end."""
_DETERMINERS = _set("a an the my our your his her their its this these those all every each both most some no any")
_ARTICLES = _set("a an the my our your his her their its")
_NUMBERS = _set("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred thousand million half")
_ROUGHLY = _set("about around nearly over almost under only less more up just")
_BE = _set("was is were are be been being am has had have would could should will can might must did does do isn't wasn't didn't got felt looked seemed")
_SUBJECTS = _set("i we he she they nobody everybody everyone somebody someone there i'd i'll i've i'm we'd we've we'll they'd they've he'd she'd")
_ALWAYS_OPEN = _set("a an the i we he she they and or but my our your their its than because every very which who")
_OPEN = _ALWAYS_OPEN | _NOT | _BE | _set(
    "you of to for from that with by in into on at his her no as about between when after before nobody anything everything what whatever whether where how if"
)
"""Words at which no quote ends while something follows: what they belong to comes after them."""
_CARRIES = _set(
    "found find said say saw see told tell thought think knew know realised realized noticed learned learnt discovered "
    "showed asked explained decided mean meant believe agreed"
)
_CARRIED = _set("that if what how whether which who when")
_DEGREE = _set("much many far long well few little often happy good bad hard called proud glad great important easy fast quick quickly busy late soon")
_NO_VERB_AFTER = _SUBJECTS | _BE | _DETERMINERS | _PREPOSITIONS | _ROUGHLY | _TIES
"""Words after which a quote does not begin with the verb: they belong to it."""
_LEANS = _set(
    "live lives lived living deal deals dealt dealing cope copes coped coping agree agrees agreed argue argues argued arguing talk talks talked talking "
    "speak speaks spoke speaking go goes went going come comes came coming look looks looked looking put puts putting rely relies relied relying insist "
    "insists insisted wait waits waited waiting ask asks asked asking pay pays paid paying believe believes believed act acts acted acting serve serves "
    "served serving sound sounds sounded do does did doing work works worked working start starts started starting end ends ended begin begins began bother "
    "bothered bring brings brought apply applied search searched care cared account accounts accounted"
)
"""Verbs that say little, or something else, without the preposition after them: "live | with it", "came | from the yard"."""
_TRIES = _set("try tries tried go goes went come came")
"""Verbs that an "and" ties to the next one: "try and mend it"."""
_OF_TIME = _set("day time point week month year moment case way one night evening morning summer winter autumn spring")


class _Word(NamedTuple):
    start: int
    end: int
    low: str
    stop: bool
    """Whether a punctuation mark, or the sentence's end, comes after it."""


def settle(flat: str, start: int, end: int, low: int, high: int) -> Span | None:
    """The quote that `flat[start:end]`, a run inside the sentence `flat[low:high]`, becomes."""
    words = _words(flat, low, high)
    first, last = bisect_right([w.start for w in words], start) - 1, bisect_left([w.start for w in words], end) - 1
    first += 0 <= first < len(words) and words[first].end <= start
    if not 0 <= first <= last < len(words):
        return None
    figure = bool(find_quantities(flat, start, end))
    torn = last - first + 1 < LEAST_WORDS and not figure
    if not torn and not figure:
        first, last = _without_overhang(words, first, last)
    first = _first(words, first, last, torn, figure)
    last = _last(words, first, last, torn)
    return _trimmed(flat, words[first].start, words[last].end, high)


def _words(flat: str, low: int, high: int) -> list[_Word]:
    spans = [(m.start(), m.end()) for m in _WORD.finditer(flat, low, high)]
    after = [*(start for start, _ in spans[1:]), high][: len(spans)]
    return [_Word(a, b, flat[a:b].lower(), to == high or bool(_STOP.search(flat, b, to))) for (a, b), to in zip(spans, after, strict=True)]


def _joins(words: list[_Word], i: int) -> bool:
    """Whether a clause may begin at word `i` with a joining word."""
    word = words[i].low
    if word not in _JOINS or words[i].stop:
        return False
    before, after = words[i - 1].low if i else "", words[i + 1].low if i + 1 < len(words) else ""
    if word == "so":
        return before not in _BE and after not in _DEGREE
    if word == "that":
        return before not in _PREPOSITIONS and before not in {"after", "before", "since", "all"} and after not in _OF_TIME
    if word == "while" and before in {"a", "long", "short", "little"}:
        return False
    if word == "till":
        return before not in _DETERMINERS and (after in _SUBJECTS or after in _DETERMINERS)
    if word == "and" and before in _TRIES and i + 1 < len(words) and not tells(after) and after not in _SUBJECTS | _DETERMINERS:
        return False
    if word == "then":
        return before in {"", "and", "but", "so"} or words[i - 1].stop or after in _SUBJECTS or tells(after)
    return not (word in {"and", "or"} and _number(before) and _number(after))


def _number(word: str) -> bool:
    return word in _NUMBERS or any(c.isdigit() for c in word)


def _begins(words: list[_Word], i: int) -> bool:
    """Whether a clause begins at word `i`: at the sentence's start, after a stop, or after a joining word."""
    return i == 0 or words[i - 1].stop or _joins(words, i - 1)


def _ends(words: list[_Word], i: int) -> bool:
    return words[i].stop or (i + 1 < len(words) and _joins(words, i + 1))


def _without_overhang(words: list[_Word], first: int, last: int) -> tuple[int, int]:
    """The run without the few words at its ends that belong to a clause begun before it or ended after it."""
    clause = _clause_start(words, first)
    for at in range(first + 1, min(first + OVERHANG, last - LEAST_WORDS) + 1):
        if _begins(words, at) and 2 * (first - clause) > at - first and not _carried(words, at - 1):
            first = at
            break
    clause = _clause_end(words, last)
    for at in range(last - 1, max(last - OVERHANG, first + LEAST_WORDS) - 1, -1):
        if _ends(words, at) and 2 * (clause - last) > last - at and not _carried(words, at + 1) and words[at + 1].low != "that":
            last = at
            break
    return first, last


def _carried(words: list[_Word], i: int) -> bool:
    """Whether word `i` opens what was found, said or thought: "found | that", "know | if"."""
    return i > 0 and words[i].low in _CARRIED and words[i - 1].low in _CARRIES and not words[i - 1].stop


def _clause_start(words: list[_Word], at: int) -> int:
    """The first word of the clause of word `at`; what stands between commas after a subject does not part it from its verb: "My boss, Ana, was late"."""
    while not _begins(words, at):
        at -= 1
    if not at or not words[at - 1].stop or not (words[at].low in _BE or words[at].low.endswith("n't")):
        return at
    beside = at - 1
    while not _begins(words, beside):
        beside -= 1
    between = {w.low for w in words[beside:at]}
    if not beside or not words[beside - 1].stop or at - beside > BESIDE or between & (_SUBJECTS | _BE | _JOINS) or any(tells(word) for word in between):
        return at
    return _clause_start(words, beside - 1)


def _clause_end(words: list[_Word], at: int) -> int:
    while not _ends(words, at):
        at += 1
    return at


def _first(words: list[_Word], first: int, last: int, torn: bool, figure: bool) -> int:
    clause = _clause_start(words, first)
    denied = first > clause and (words[first - 1].low in _NOT or words[first - 1].low.endswith("n't"))
    if torn or denied or first - clause <= NEAR_START:
        return _opened(words, clause, last)
    at = first
    while at > clause and not _may_begin(words, at, clause, figure):
        at -= 1
    return _opened(words, at if at > clause else clause, last)


def _opened(words: list[_Word], at: int, last: int) -> int:
    """The beginning with the joining word that it cannot do without, and without the ones that only tie it to what was before."""
    if at and words[at - 1].low in _LOST and _joins(words, at - 1) and not (at > 1 and words[at - 2].low in _PREPOSITIONS):
        return at - 1
    first = at
    while at < last and (words[at].low in _TIES or (words[at].low == "that" and _joins(words, at))):
        at += 1
    return at if last - at + 1 >= LEAST_WORDS else first


def _may_begin(words: list[_Word], i: int, clause: int, figure: bool) -> bool:
    """Whether a quote may begin at word `i` inside a clause: with a subject, with a noun phrase from its first word on, or, far inside, with its verb."""
    word, before, after = words[i].low, words[i - 1].low, words[i + 1].low if i + 1 < len(words) else ""
    if _of_a_noun(words, i):
        return False
    if word in _SUBJECTS or (word in {"it", "it's", "it'd"} and ("'" in word or after in _BE or tells(after))):
        return before not in _PREPOSITIONS and before not in _DETERMINERS
    if word in _DETERMINERS or _number(word) or (word in _ROUGHLY and _number(after)):
        if before in _DETERMINERS or before in _ROUGHLY or before == "of" or _number(before):
            return False
        return figure or not (before in _PREPOSITIONS or before in _BE or tells(before))
    if tells(word) and word not in _BE:
        return i - clause > FAR and not (before in _NO_VERB_AFTER or before.endswith("ly"))
    return False


def _of_a_noun(words: list[_Word], i: int) -> bool:
    """Whether a subject at word `i` opens what is said of the noun before it: "the plan | we had". After a phrase of time or place it does not."""
    noun = words[i - 1].low
    if words[i].low not in _SUBJECTS or words[i - 1].stop or noun in _NO_VERB_AFTER | _CARRIES | _JOINS | _OF_TIME or tells(noun) or noun.endswith("ly"):
        return False
    for at in range(i - 2, max(-1, i - 4), -1):
        if words[at].stop:
            return False
        if words[at].low in _ARTICLES:
            return not (at and words[at - 1].low in _PREPOSITIONS and _begins(words, at - 1))
    return False


def _last(words: list[_Word], first: int, last: int, torn: bool) -> int:
    clause = _clause_end(words, last)
    if (torn or clause - last <= NEAR_END) and _may_end(words, clause):
        return clause
    for at in range(last, min(len(words), last + REACH + 1)):
        if _may_end(words, at):
            return at
        if words[at].stop:
            break
    for at in range(last - 1, first + LEAST_WORDS - 2, -1):
        if _may_end(words, at):
            return at
    return last


def _may_end(words: list[_Word], i: int) -> bool:
    """Whether a quote may end with word `i`: before a stop, a joining word, a phrase of its own, or a new subject."""
    word = words[i].low
    if words[i].stop:
        return word not in _ALWAYS_OPEN
    if word in _OPEN or word in _DETERMINERS or word in _PREPOSITIONS:
        return False
    before, after, beyond = words[i - 1].low if i else "", words[i + 1].low, words[i + 2].low if i + 2 < len(words) else ""
    if before in {"who", "which"} or (word in _CARRIES and (after in _CARRIED or after in _SUBJECTS)):
        return False
    if _joins(words, i + 1):
        return not (_number(word) and after in _CARRIED)
    if after in _SUBJECTS:
        return True
    if word in _LEANS and after in _PREPOSITIONS:
        return False
    return after in _OPENERS and not words[i + 1].stop and beyond not in _PREPOSITIONS and beyond not in _JOINS and not tells(word) and not _number(word)


def _trimmed(flat: str, start: int, end: int, high: int) -> Span | None:
    """The quote without punctuation at its ends; a quotation mark or bracket that it opens is closed."""
    while start < end and flat[start] in _EDGES:
        start += 1
    while end > start and flat[end - 1] in _EDGES:
        end -= 1
    said, after = flat[start:end], flat[end : min(end + 1, high)]
    if (after == '"' and said.count('"') % 2) or (after == ")" and said.count("(") > said.count(")")):
        end += 1
    return Span(start, end) if end - start >= LEAST_WORDS else None

"""A sentence as it is read: without hesitations, doubled words, extra white space, the gender and number of others, an "I" that only stands by, or names of people and places;
every character knows where it came from.

What is taken out here cannot move a rating, by construction and not by training.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from greenroom.text.proper import names
from greenroom.text.spans import Span, plain

_FILLER = re.compile(r"(?:,\s*|\b)(?<![\w'-])(?:u+m+|u+h+|e+r+m+|er|h+m+|mm+)(?![\w'-])(?:[,.\u2026]+|-+)?\s*", re.IGNORECASE)
_YOU_KNOW = re.compile(
    r",?\s*\byou know\b\s*,\s*|,\s*you know(?=[.;!?]|\s*$)|"
    r"(?<!\bdo)(?<!\bdid)(?<!\bas)(?<!\bif)(?<!\blet)(?<!\bthat)(?<!\bwhen)(?<!\bsure)(?<!\bhow)(?:\s+|^)you know\b(?!\s+(?:what|how|who|why|where|when|if|that|it|him|her|them|me|about))\s*",
    re.IGNORECASE,
)
_STUTTER = re.compile(r"\b(i|the|a|an|we|it|and|to|so|he|she|they|was|of|in|my|but|is)(?:[,-]?\s+\1\b)+", re.IGNORECASE)
_STANDS_BY = re.compile(
    r"\bi (?:was|am) (?:also |just |only |still )?(?:there|present|around|nearby|in the (?:room|office|meeting)|on (?:the )?(?:call|site)|at the table|"
    r"standing (?:there|by|next to (?:it|them)))(?: (?:too|myself|as well))? (?:when|while|as)\s+(?=\w)|\bi (?:know|remember|recall) that\s+"
    r"(?=(?:the|an?|my|our|his|her|their|its|he|she|they|it|we|everyone|everybody|nobody|(?!i\b)(?-i:[A-Z]\w*))\b)",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(r"(?:^|[,;:.\u2013\u2014-]|\b(?:and|so|but|then|also|first|second|that|end|result))\s*$", re.IGNORECASE)
"""What an idle "I" may stand behind; after "now" one knows what one did not know before."""
_WATCHED = re.compile(
    r"\bi (?:just |only )?(?:watched|observed) (?:them|him|her)(?=\s+(?!(?:for|from|through|in|on|at|with|as|to|closely|carefully|every|all|again|twice|once)\b)[a-z]+(?<!ing)\b"
    r"(?![^.;!?]*(?:,|\b(?:and|but|so|then|to|until)\b)))",
    re.IGNORECASE,
)
"""Others' act, watched, and nothing else in the sentence that one could have done."""
_SPACE = re.compile(r"\s+")
_ANY_NAME = "Alex"
_OTHERS = re.compile(
    r"\b(?:(?P<subject>he|she|they)\b(?P<short>'(?:s|re|ve)\b)?(?:(?:\s+(?:\w+ly|also|just|never|always|then|still|only|even|now))?\s+(?P<verb>[a-z]+(?:n't)?)\b)?|"
    r"(?P<other>his|hers|her|him|their|theirs|them)\b|(?P<self>himself|herself|themselves|themself)\b)",
    re.IGNORECASE,
)
_PLURAL = {"was": "were", "wasn't": "weren't", "is": "are", "isn't": "aren't", "has": "have", "hasn't": "haven't", "does": "do", "doesn't": "don't"}
_NO_VERB = frozenset(["always", "perhaps", "sometimes", "as", "this", "his", "its", "us", "besides", "afterwards", "towards", "yes", "plus"])
_PRESENT = re.compile(r"[a-z]{2,}(?<![sui])s")


@dataclass(frozen=True, slots=True)
class Canonical:
    """A sentence as read; `at[i]` is the offset in the original text of the character that `text[i]` stands for."""

    text: str
    at: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The original range of `text[start:end]`, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def canonical(flat: str, span: Span) -> Canonical:
    """The sentence `flat[span.start:span.end]` as it is read but for its names (`nameless`); never empty."""
    text, at = flat[span.start : span.end], list(range(span.start, span.end))
    for step in _STEPS:
        changed, moved = _edited(text, at, step(text))
        if changed.strip():
            text, at = changed, moved
    head = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    return Canonical(text[head:tail], tuple(at[head:tail]))


def nameless(sentence: Canonical) -> Canonical:
    """The same with all names of people, places, schools and employers as one."""
    text, at = _edited(sentence.text, list(sentence.at), ((*span, _ANY_NAME) for span in names(sentence.text)))
    return Canonical(text, tuple(at))


def hesitations(flat: str) -> tuple[Span, ...]:
    """Where `canonical` takes a hesitation out ("um", "er", "you know" as a filler), in order, without the stops and spaces around it."""
    found = [m.span() for pattern in (_FILLER, _YOU_KNOW) for m in pattern.finditer(plain(flat))]
    return tuple(sorted(Span(start, end) for span in found for start, end in (_trimmed(flat, *span),)))


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not flat[start].isalpha():
        start += 1
    while end > start and not flat[end - 1].isalpha():
        end -= 1
    return start, end


Edit = tuple[int, int, str]


def _edited(text: str, at: list[int], edits: Iterable[Edit]) -> tuple[str, list[int]]:
    """Replace each range; the characters of a replacement come from the range's first ones, the last of them from its end."""
    changes = list(edits)
    if not changes:
        return text, at
    out: list[str] = []
    moved: list[int] = []
    done = 0
    for start, end, piece in changes:
        out += [text[done:start], piece]
        moved += at[done:start]
        moved += [at[min(start + i, end - 1)] for i in range(len(piece) - 1)] + ([at[end - 1]] if piece else [])
        done = end
    out.append(text[done:])
    moved += at[done:]
    return "".join(out), moved


def _each(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Callable[[str], Iterator[Edit]]:
    return lambda text: ((*match.span(), new(match)) for match in pattern.finditer(text))


def _joint(match: re.Match[str]) -> str:
    """What is left of a hesitation: a space between words, nothing at the start or before a stop."""
    after = match.string[match.end() : match.end() + 1]
    return " " if match.start() > 0 and match.string[match.start() - 1] != " " and after and after not in ".,;:!?" else ""


def _standing_by(text: str) -> Iterator[Edit]:
    """To have been there is no part in what others did: "I was there when" goes, "I watched them" is "they"."""
    idle = [(*match.span(), "") for match in _STANDS_BY.finditer(text) if _BEFORE_IT.search(text, 0, match.start())]
    yield from sorted(idle + [(*match.span(), "they") for match in _WATCHED.finditer(text)])


def _others(text: str) -> Iterator[Edit]:
    """He, she and they are "they", with the verb that follows; what is theirs or done to them is "their"."""
    for match in _OTHERS.finditer(text):
        who = match.group("subject")
        if not who:
            yield *match.span(), "their" if match.group("other") else "themselves"
            continue
        yield *match.span("subject"), "they"
        if match.group("short"):
            yield *match.span("short"), "'re"
        elif verb := match.group("verb"):
            yield *match.span("verb"), _plural(verb.lower(), who.lower() != "they")


def _plural(verb: str, one: bool) -> str:
    """The verb after "they", where it stood after `one` person."""
    if verb in _PLURAL:
        return _PLURAL[verb]
    if not one or not _PRESENT.fullmatch(verb) or verb in _NO_VERB:
        return verb
    if len(verb) > 4 and verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", verb) else verb[:-1]


_STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    _each(_FILLER, _joint),
    _each(_YOU_KNOW, _joint),
    _each(_SPACE, lambda match: " "),
    _each(_STUTTER, lambda match: match.group(1)),
    _standing_by,
    _others,
)

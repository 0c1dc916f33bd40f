"""A sentence as it is read: without hesitations, doubled words, extra white space, the gender of third persons, or their first names; every character knows where it came from.

What is taken out here cannot move a rating, by construction and not by training.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

from greenroom.text.spans import Span, plain

_FILLER = re.compile(r"(?:,\s*|\b)(?<![\w'-])(?:u+m+|u+h+|e+r+m+|er|h+m+|mm+)(?![\w'-])(?:[,.\u2026]+|-+)?\s*", re.IGNORECASE)
_YOU_KNOW = re.compile(
    r",?\s*\byou know\b\s*,\s*|,\s*you know(?=[.;!?]|\s*$)|"
    r"(?<!\bdo)(?<!\bdid)(?<!\bas)(?<!\bif)(?<!\blet)(?<!\bthat)(?<!\bwhen)(?<!\bsure)(?<!\bhow)(?:\s+|^)you know\b(?!\s+(?:what|how|who|why|where|when|if|that|it|him|her|them|me|about))\s*",
    re.IGNORECASE,
)
_STUTTER = re.compile(r"\b(i|the|a|an|we|it|and|to|so|he|she|they|was|of|in|my|but|is)(?:[,-]?\s+\1\b)+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_NAMES = frozenset(resources.files(__package__).joinpath("names.txt").read_text(encoding="utf-8").casefold().split())
_NAME = re.compile(r"[^\W\d_]{2,}")
_ANY_NAME = "Alex"
_PERSON = re.compile(r"\b(?:(?P<subject>he|she)|(?P<other>his|hers|her|him)|(?P<self>himself|herself))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Canonical:
    """A sentence as read; `at[i]` is the offset in the original text of the character that `text[i]` stands for."""

    text: str
    at: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The original range of `text[start:end]`, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def canonical(flat: str, span: Span) -> Canonical:
    """The sentence `flat[span.start:span.end]` as it is read; never empty."""
    text, at = flat[span.start : span.end], list(range(span.start, span.end))
    for pattern, new in _STEPS:
        changed, moved = _replace(text, at, pattern, new)
        if changed.strip():
            text, at = changed, moved
    head = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    return Canonical(text[head:tail], tuple(at[head:tail]))


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


def _replace(text: str, at: list[int], pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> tuple[str, list[int]]:
    """Replace each match; the characters of a replacement come from the match's first ones, the last of them from its end."""
    out: list[str] = []
    moved: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        piece = new(match)
        out += [text[done:start], piece]
        moved += at[done:start]
        moved += [at[min(start + i, end - 1)] for i in range(len(piece) - 1)] + ([at[end - 1]] if piece else [])
        done = end
    out.append(text[done:])
    moved += at[done:]
    return "".join(out), moved


def _joint(match: re.Match[str]) -> str:
    """What is left of a hesitation: a space between words, nothing at the start or before a stop."""
    after = match.string[match.end() : match.end() + 1]
    return " " if match.start() > 0 and match.string[match.start() - 1] != " " and after and after not in ".,;:!?" else ""


def _name(match: re.Match[str]) -> str:
    return _ANY_NAME if match.group().casefold() in _NAMES else match.group()


def _person(match: re.Match[str]) -> str:
    return "he" if match.group("subject") else "his" if match.group("other") else "himself"


_STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_FILLER, _joint),
    (_YOU_KNOW, _joint),
    (_SPACE, lambda match: " "),
    (_STUTTER, lambda match: match.group(1)),
    (_PERSON, _person),
    (_NAME, _name),
)

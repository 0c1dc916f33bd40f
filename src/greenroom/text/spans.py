"""A span of text, and reading text through a character-for-character normalisation that keeps every offset."""
from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
        "\ufeff": " ", "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u2060": " ", "\u00ad": " ", "\t": " ", "\v": " ", "\f": " ",
        "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
    }
)


class Span(NamedTuple):
    """Half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Text of the same length with typographic quotes, dashes and spaces made plain, so that they cannot move a rating."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=64)
def lowered(text: str) -> str:
    """Text of the same length in small letters: patterns that tell no capitals from small ones find the same in it, in less than half the time."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def strip(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends, or None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None

"""Words with marks in them, cut for a page: runs of text, numbers beside the marked ones, and the notes that they point to."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked phrase: half-open offsets in code points, "carries" or "sinks", and what its note says (`kind` in bold, then `why`)."""

    start: int
    end: int
    sign: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks: their sign ("" for none), the numbers of the marks that begin here, and of those that end here."""

    text: str
    sign: str = ""
    begins: tuple[int, ...] = ()
    ends: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note beside the text."""

    number: int
    sign: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Paragraphs of runs, with their notes."""

    paragraphs: tuple[tuple[Run, ...], ...]
    notes: tuple[Note, ...] = ()


def mark(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None, first: int = 1) -> Marked:
    """`text[start:end]` with the marks that begin in it, numbered from `first` as they end. Where marks cross, what sinks wins."""
    stop = len(text) if end is None else end
    here = sorted((m for m in marks if start <= m.start < stop), key=lambda m: (min(m.end, stop), m.start))
    numbered = list(enumerate(here, first))
    breaks = [(m.start(), m.end()) for m in _BREAK.finditer(text, start, stop)]
    edges = {start, stop, *(x for m in here for x in (m.start, min(m.end, stop))), *(x for pair in breaks for x in pair)}
    paragraphs: list[list[Run]] = [[]]
    for a, b in pairwise(sorted(edges)):
        if (a, b) in breaks:
            paragraphs.append([])
            continue
        over = [m for _, m in numbered if m.start <= a and min(m.end, stop) >= b]
        sign = "sinks" if any(m.sign == "sinks" for m in over) else "carries" if over else ""
        begins = tuple(n for n, m in numbered if m.start == a)
        ends = tuple((n, m.sign) for n, m in numbered if min(m.end, stop) == b)
        paragraphs[-1].append(Run(text[a:b], sign, begins, ends))
    kept = tuple(tuple(p) for p in paragraphs if any(r.text.strip() for r in p))
    return Marked(kept, tuple(Note(n, m.sign, m.kind, m.why) for n, m in numbered))


def plain_paragraphs(text: str) -> Marked:
    """A text without marks."""
    return mark(text, ())

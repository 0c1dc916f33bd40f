"""Cut an answer into sentences: at stops, at line ends that mean something, and, in unpunctuated speech, at connectives.

The borders are those by which the rated answers were numbered (codebook, part 1), so that a label means the same in training and here.
"""
from __future__ import annotations

import re
from itertools import pairwise

from greenroom.text.spans import Span, plain, strip

MAX_WORDS = 45
"""A longer run without a stop is cut at connectives: nobody punctuates a sentence that long, and a label must not cover it all."""

_STOP = re.compile(r"[.!?\u2026]+[\"')\]]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|no|approx|inc|st|jr|sr|p\.m|a\.m)\.$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_CHUNK = re.compile(r"\S+")
_CONNECTIVES = frozenset(["and", "so", "but", "because", "then", "anyway", "which", "when", "after", "um", "uh"])
NARROWEST, WIDEST = 50, 100
"""Columns at which mail programs and editors wrap."""
_WRAPPED_SHARE = 0.6
LEAST_LINE = 36
"""Characters that every line but the last of a wrapped paragraph has."""
EVEN = 0.4
"""Share of the longest line that they have."""
ENDED = 0.35
"""Most of them end in the middle of a sentence: so many may not, by chance."""
SMALL = 0.6
"""Least share of the lines after them that begin with a small letter, as the words of a sentence mostly do and records and lists do not."""
_ENDS = re.compile(r"[.!?\u2026:;][\"')\]]*$")
_ITEM = re.compile(r"[-*\u2022+]\s|\d{1,2}[.)]\s")


def split(text: str) -> tuple[Span, ...]:
    """Sentences of `text` in order, without white space at their ends; they do not overlap and cover every word."""
    flat = plain(text)
    flat = "".join(" " if " " in pair else pair[0] for pair in zip(_unwrap(flat), _join_ragged(flat), strict=True))
    pieces = _at_stops(flat)
    return tuple(part for piece in _join_tiny(flat, pieces) for part in _cut_long(flat, piece))


def _unwrap(flat: str) -> str:
    """Line ends of a text wrapped at a column made spaces, so that every offset stays.

    A line was wrapped where the next word would not have fitted; a text is taken for wrapped when most of its long lines are such.
    """
    lines = flat.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if len(lines) < 2 or not NARROWEST <= width <= WIDEST:
        return flat
    inner = [(line.rstrip(), after.strip()) for line, after in pairwise(lines)]
    wrapped = [bool(line and after) and not _ITEM.match(after) and len(line) + 1 + len(after.split()[0]) > width for line, after in inner]
    long = sum(bool(line and after) and len(line) > 0.6 * width for line, after in inner)
    if sum(wrapped) < 2 or sum(wrapped) < _WRAPPED_SHARE * long:
        return flat
    out = list(flat)
    at = -1
    for line, is_wrapped in zip(lines, wrapped, strict=False):
        at += len(line) + 1
        if is_wrapped:
            out[at] = " "
    return "".join(out)


def _join_ragged(flat: str) -> str:
    """Line ends in paragraphs of prose that was broken at uneven places made spaces; every offset stays.

    Only where every line but the last is long and few lines end with a sentence: notes and verse, whose lines mean something, have short ones among them.
    """
    out, lines, at = list(flat), flat.split("\n"), 0
    paragraph: list[tuple[int, str]] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append((at + len(line), line.strip()))
        else:
            for end in _wraps(paragraph):
                out[end] = " "
            paragraph = []
        at += len(line) + 1
    return "".join(out)


def _wraps(paragraph: list[tuple[int, str]]) -> list[int]:
    """Offsets of the line ends in a paragraph (end offset and text of each line) that part no sentences; none where its lines are not wrapped."""
    body = [line for _, line in paragraph[:-1]]
    longest = max(map(len, body), default=0)
    if len(body) < 2 or any(len(line) < max(LEAST_LINE, longest * EVEN) or _ITEM.match(line) for line in body):
        return []
    ended = [bool(_ENDS.search(line)) for line in body]
    if sum(ended) > len(body) * ENDED or not _STOP.search(" ".join(body)):
        return []
    open_ = [(end, after) for (end, _), (_, after), is_end in zip(paragraph, paragraph[1:], ended, strict=False) if not is_end]
    if sum(after[0].islower() for _, after in open_) < SMALL * len(open_) or any(_ITEM.match(after) for _, after in open_):
        return []
    return [end for end, _ in open_]


def _at_stops(flat: str) -> list[Span]:
    pieces: list[Span] = []
    start = 0
    for match in _STOP.finditer(flat):
        is_line = match.group().startswith("\n")
        end = match.start() if is_line else match.end()
        head = flat[start:end]
        if not is_line and (_ABBREVIATION.search(head[-8:]) or _goes_on(flat, match, head)):
            continue
        piece = strip(flat, start, end)
        if piece:
            pieces.append(piece)
        start = match.end()
    last = strip(flat, start, len(flat))
    if last:
        pieces.append(last)
    return pieces


def _goes_on(flat: str, match: re.Match[str], head: str) -> bool:
    """A lone stop after a very short head, before a small letter, ends no sentence ("v. much")."""
    if match.group() != "." or len(head) >= 8:
        return False
    after = flat[match.end() : match.end() + 80].lstrip()
    return bool(after) and after[0].islower()


def _join_tiny(flat: str, pieces: list[Span]) -> list[Span]:
    """A fragment of one or two words ("Um.", "So.") belongs to what comes after it on the line."""
    joined: list[Span] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and len(_WORD.findall(before.of(flat))) <= 2 and "\n" not in flat[before.end : piece.start]:
            joined[-1] = Span(before.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _cut_long(flat: str, piece: Span) -> list[Span]:
    words = [Span(m.start() + piece.start, m.end() + piece.start) for m in _CHUNK.finditer(piece.of(flat))]
    if len(words) <= MAX_WORDS:
        return [piece]
    cuts: list[Span] = []
    first = 0
    for i, word in enumerate(words):
        connective = word.of(flat).lower().strip(",") in _CONNECTIVES
        after_comma = i - first >= 30 and words[i - 1].of(flat).endswith(",")
        far_too_long = i - first >= 60
        if i - first >= 14 and len(words) - i >= 8 and (connective or after_comma or far_too_long):
            cuts.append(Span(words[first].start, words[i - 1].end))
            first = i
    cuts.append(Span(words[first].start, words[-1].end))
    return cuts

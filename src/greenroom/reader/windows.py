"""Cut an answer into windows that the encoder can hold: whole sentences, each read in exactly one window; and a question into a window of its own."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from greenroom.text.canonical import Canonical

MAX_TOKENS = 512
"""Positions that the encoder has (MiniLM-L6, config.json)."""
MAX_QUESTION = 48
OVERLAP = 3
"""Sentences repeated as context at the head of a later window."""
CLS, SEP, UNKNOWN = 101, 102, 100
"""Token numbers of the BERT vocabulary (vocab.txt)."""


@dataclass(frozen=True)
class Window:
    """Token numbers, their character offsets ((0, 0) for separators), and (sentence, first token, end token) for the sentences read here."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    reads: list[tuple[int, int, int]]


@dataclass(frozen=True)
class Windows:
    """All windows of one answer."""

    parts: list[Window]


def question_window(tokenizer: Any, question: str) -> list[int]:
    """Token numbers of a question between its separators."""
    return [CLS, *tokenizer.encode(question, add_special_tokens=False).ids[:MAX_QUESTION], SEP]


def cut_windows(tokenizer: Any, sentences: Sequence[Canonical]) -> Windows:
    """Windows over the sentences as read; `tokenizer` is a `tokenizers.Tokenizer` without truncation or padding. Offsets are the original text's."""
    head = [CLS, SEP]
    room = MAX_TOKENS - len(head) - 1
    pieces: list[tuple[list[int], list[tuple[int, int]]]] = []
    for sentence, encoded in zip(sentences, tokenizer.encode_batch([s.text for s in sentences], add_special_tokens=False), strict=True):
        ids = encoded.ids[:room] or [UNKNOWN]
        offsets = [sentence.origin(a, b) for a, b in encoded.offsets[:room]] or [sentence.origin(0, len(sentence.text))]
        pieces.append((ids, offsets))
    parts: list[Window] = []
    first = 0
    while first < len(pieces):
        start = max(0, first - OVERLAP) if parts else 0
        while start < first and sum(len(pieces[i][0]) for i in range(start, first + 1)) > room:
            start += 1
        last, used = start, 0
        while last < len(pieces) and used + len(pieces[last][0]) <= room:
            used += len(pieces[last][0])
            last += 1
        parts.append(_window(head, pieces, start, first, last))
        first = last
    return Windows(parts)


def _window(head: list[int], pieces: Sequence[tuple[list[int], list[tuple[int, int]]]], start: int, first: int, last: int) -> Window:
    ids = list(head)
    offsets = [(0, 0)] * len(head)
    reads: list[tuple[int, int, int]] = []
    for i in range(start, last):
        at = len(ids)
        ids += pieces[i][0]
        offsets += pieces[i][1]
        if i >= first:
            reads.append((i, at, len(ids)))
    return Window([*ids, SEP], [*offsets, (0, 0)], reads)

"""An answer made ready for the encoder, in training and at run time alike: sentences as read, repeated ones once, windows, cues, shape."""
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from greenroom.reader.windows import Windows, cut_windows
from greenroom.text.canonical import Canonical, canonical
from greenroom.text.cues import sentence_cues
from greenroom.text.sentences import split
from greenroom.text.spans import Span, plain

REPEATED_FROM = 4
"""Words from which a sentence that stands a second time is not read again; shorter ones may be said twice for a reason."""


@dataclass(frozen=True)
class Prepared:
    """`sentences` are all of the answer's, as spans of the original text; `read[i]` says which row of the reading the i-th one has (a repeated one its
    first one's); `rows` the sentences that are read; `windows`, `cues` (rows x cues) and `shape` (three numbers) are over those alone."""

    sentences: tuple[Span, ...]
    read: tuple[int, ...]
    rows: tuple[int, ...]
    windows: Windows
    cues: list[list[float]]
    shape: list[float]

    def repeated(self, i: int) -> bool:
        return self.rows[self.read[i]] != i


def prepare(text: str, question: str, tokenizer: Any, seen: Callable[[str], str] = str) -> Prepared:
    """Prepare a text that holds at least one word. `seen` may change characters of what the encoder sees, one for one (training drops punctuation)."""
    flat = plain(text)
    sentences = split(text)
    forms = [canonical(flat, s) for s in sentences]
    known: dict[str, int] = {}
    read: list[int] = []
    rows: list[int] = []
    for i, form in enumerate(forms):
        key = form.text.casefold() if len(form.text.split()) >= REPEATED_FROM else f"{i}"
        if key not in known:
            known[key] = len(rows)
            rows.append(i)
        read.append(known[key])
    kept = [forms[i] for i in rows]
    asked = canonical(plain(question), Span(0, len(question))).text if question.strip() else ""
    windows = cut_windows(tokenizer, asked, [Canonical(seen(form.text), form.at) for form in kept])
    cues = [sentence_cues(form.text, Span(0, len(form.text))) for form in kept]
    return Prepared(sentences, tuple(read), tuple(rows), windows, cues, _shape(kept))


def _shape(kept: list[Canonical]) -> list[float]:
    """Length of the answer in three numbers: words, sentences, words a sentence, each scaled to about -1..1."""
    words = max(1, sum(len(form.text.split()) for form in kept))
    return [math.log(words) - 5.0, math.log(max(1, len(kept))) - 2.5, min(60, words / max(1, len(kept))) / 20 - 1]

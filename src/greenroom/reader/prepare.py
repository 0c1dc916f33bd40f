"""An answer made ready for the encoder, in training and at run time alike: sentences as read, repeated ones once, windows, cues, lengths."""
from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from greenroom.reader.windows import Windows, cut_windows, question_window
from greenroom.text.around import introduces, only_names
from greenroom.text.canonical import Canonical, canonical, nameless
from greenroom.text.cues import sentence_cues
from greenroom.text.notes import LEAD
from greenroom.text.sentences import split
from greenroom.text.spans import Span, plain
from greenroom.text.unmet import is_unmet
from greenroom.text.watched import only_watched

REPEATED_FROM = 4
"""Words from which a sentence that stands a second time, with or without its bullet, label or stops, is not read again; shorter ones may be said twice for a reason."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


UNREAD = -1
_TO_THE_RATER = re.compile(
    r"\b(?:rater|evaluator|grader|assessor|scorer|reviewer|whoever (?:scores|rates|grades|reads)|ai|model|system)s?\b.*\b(?:marks?|scores?|rat(?:e|ing)|points?|grade|criteri(?:a|on)|rubric|hire)\b|"
    r"\b(?:ignore|disregard) (?:the|all|any|your) (?:\w+ )?(?:rubric|instructions?|codebook|criteria)\b|\bplease (?:rate|score|give) (?:this|me|it)\b.*",
    re.IGNORECASE,
)
"""Words to the rater in place of words about the story."""


@dataclass(frozen=True)
class Prepared:
    """`sentences` are all of the answer's, as spans of the original text; `read[i]` says which row of the reading the i-th one has (a repeated one its
    first one's, one that is not read none: UNREAD); `rows` the sentences that are read; `windows`, `cues` (rows x cues), `lengths` (words), `unmet` (whether a row
    says that a result did not come) and `watched` (whether it tells an act that the speaker only saw) are over those alone. `idle` says of each sentence
    whether it is there for its own sake: words to the rater, names alone, what is said already."""

    sentences: tuple[Span, ...]
    read: tuple[int, ...]
    rows: tuple[int, ...]
    windows: Windows
    cues: list[list[float]]
    lengths: list[float]
    unmet: list[bool]
    watched: list[bool]
    idle: tuple[bool, ...]

    def anew(self, i: int) -> bool:
        """Whether the i-th sentence is read in its own right."""
        return self.read[i] != UNREAD and self.rows[self.read[i]] == i

    def telling(self, rows: Collection[int]) -> set[int]:
        """Numbers of the sentences that these rows of the reading stand for."""
        return {i for i, row in enumerate(self.read) if row in rows}


def question_ids(question: str, tokenizer: Any) -> list[int]:
    """Token numbers of a question read by itself; none for an empty one."""
    if not question.strip():
        return []
    return question_window(tokenizer, canonical(plain(question), Span(0, len(question))).text)


class _Seen(NamedTuple):
    """A sentence by itself: its canonical form without names, the words by which it is known again (none where it is too short for that), and what its words alone say."""

    form: Canonical
    known_by: str
    cues: list[float]
    words: float
    unmet: bool
    watched: bool
    idle: bool
    around: bool

    @classmethod
    def of(cls, flat: str, span: Span) -> _Seen:
        told = canonical(flat, span)
        form = nameless(told)
        said = form.text
        words = _WORD.findall(LEAD.sub("", told.text, count=1).casefold())  # with names: two people who are told of in the same words are two
        known_by = " ".join(words) if len(words) >= REPEATED_FROM else ""
        idle = _TO_THE_RATER.search(said) is not None or only_names(said)
        cues, count = sentence_cues(said, Span(0, len(said))), float(len(said.split()))
        return cls(form, known_by, cues, count, is_unmet(said), only_watched(span.of(flat)), idle, idle or introduces(said))


@lru_cache(maxsize=2)
def _sentences(text: str) -> tuple[tuple[Span, ...], tuple[_Seen, ...]]:
    """The sentences of a text, each looked at once however often parts of the text are read."""
    flat, spans = plain(text), tuple(split(text))
    return spans, tuple(_Seen.of(flat, span) for span in spans)


def prepare(text: str, tokenizer: Any, seen: Callable[[str], str] = str, without: Collection[int] = ()) -> Prepared:
    """Prepare a text that holds at least one word. `seen` may change characters of what the encoder sees, one for one (training drops punctuation);
    the sentences of these numbers, `without`, are not read."""
    spans, found = _sentences(text)
    known: dict[str, int] = {}
    read: list[int] = []
    rows: list[int] = []
    idle = [one.idle for one in found]
    unread = [one.around or i in without for i, one in enumerate(found)]
    if all(unread):
        unread = [False] * len(found)
    for i, one in enumerate(found):
        if unread[i]:
            read.append(UNREAD)
            continue
        key = one.known_by or f"{i}"
        if key not in known:
            known[key] = len(rows)
            rows.append(i)
        else:
            idle[i] = True
        read.append(known[key])
    kept = [found[i] for i in rows]
    windows = cut_windows(tokenizer, [Canonical(seen(one.form.text), one.form.at) for one in kept])
    return Prepared(
        spans, tuple(read), tuple(rows), windows, [one.cues for one in kept], [one.words for one in kept], [one.unmet for one in kept], [one.watched for one in kept],
        tuple(idle),
    )

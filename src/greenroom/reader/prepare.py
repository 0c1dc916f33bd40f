"""An answer made ready for the encoder, in training and at run time alike: sentences as read, repeated ones once, windows, cues, lengths."""
from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

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


def question_ids(question: str, tokenizer: Any) -> list[int]:
    """Token numbers of a question read by itself; none for an empty one."""
    if not question.strip():
        return []
    return question_window(tokenizer, canonical(plain(question), Span(0, len(question))).text)


def prepare(text: str, tokenizer: Any, seen: Callable[[str], str] = str, without: Collection[int] = ()) -> Prepared:
    """Prepare a text that holds at least one word. `seen` may change characters of what the encoder sees, one for one (training drops punctuation);
    the sentences of these numbers, `without`, are not read."""
    flat = plain(text)
    sentences = split(text)
    told = [canonical(flat, s) for s in sentences]
    forms = [nameless(form) for form in told]
    known: dict[str, int] = {}
    read: list[int] = []
    rows: list[int] = []
    idle = [_TO_THE_RATER.search(form.text) is not None or only_names(form.text) for form in forms]
    unread = [idle[i] or i in without or introduces(form.text) for i, form in enumerate(forms)]
    if all(unread):
        unread = [False] * len(forms)
    for i in range(len(forms)):
        if unread[i]:
            read.append(UNREAD)
            continue
        said = told[i].text  # two people who are told of in the same words are two
        words = _WORD.findall(LEAD.sub("", said, count=1).casefold())
        key = " ".join(words) if len(words) >= REPEATED_FROM else f"{i}"
        if key not in known:
            known[key] = len(rows)
            rows.append(i)
        else:
            idle[i] = True
        read.append(known[key])
    kept = [forms[i] for i in rows]
    windows = cut_windows(tokenizer, [Canonical(seen(form.text), form.at) for form in kept])
    cues = [sentence_cues(form.text, Span(0, len(form.text))) for form in kept]
    lengths = [float(len(form.text.split())) for form in kept]
    return Prepared(sentences, tuple(read), tuple(rows), windows, cues, lengths, [is_unmet(form.text) for form in kept], [only_watched(sentences[i].of(flat)) for i in rows], tuple(idle))

"""A transcript: the words that were heard, each with its seconds and its place in the text."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from greenroom.errors import UnknownName, UnreadableInput
from greenroom.text.spans import Span

WORDS, CUES, NONE = "words", "cues", "none"
"""Where the times of a transcript come from: each word's own, shared out from those of cues, or nowhere (then they are laid out at a steady rate)."""
_KEPT_FORMAT = {"\u200c", "\u200d"}


class BrokenTranscript(UnreadableInput):
    """A transcript file that does not hold what its kind must; the message names the line where there is one."""

    code = "broken-transcript"


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word as written, with its punctuation: seconds from the start of the recording, the recogniser's confidence (0 to 1), and who spoke."""

    text: str
    start: float
    end: float
    confidence: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """Words with their times; `text` is the words with single spaces between them and `spans[i]` says where `words[i]` stands in it.

    The words of one speaker are in the order of their times and do not overlap. `others` holds the seconds in which somebody else speaks, where
    one speaker was chosen. Make one with `transcript_of`.
    """

    text: str
    words: tuple[TimedWord, ...]
    spans: tuple[Span, ...]
    times: str = WORDS
    others: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if len(self.words) != len(self.spans) or any(span.of(self.text) != word.text for word, span in zip(self.words, self.spans, strict=True)):
            raise ValueError("each word stands in the text where its span says")
        if any(a.end >= b.start for a, b in pairwise(self.spans)):
            raise ValueError("spans are in order, with white space between them")
        if any(not 0 <= word.start <= word.end for word in self.words):
            raise ValueError("a word ends no earlier than it starts, and nothing starts before the recording")

    @property
    def start(self) -> float:
        """Second at which the first word begins; 0 without words."""
        return min((w.start for w in self.words), default=0.0)

    @property
    def end(self) -> float:
        """Second at which the last word ends."""
        return max((w.end for w in self.words), default=0.0)

    @property
    def timed(self) -> bool:
        """Whether the times were measured and last at all."""
        return self.times != NONE and self.end > self.start

    @property
    def voices(self) -> dict[str, int]:
        """Words of each named speaker, the one who says most first; empty where the file names nobody."""
        counts: dict[str, int] = {}
        for word in self.words:
            if word.speaker is not None:
                counts[word.speaker] = counts.get(word.speaker, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    def only(self, speaker: str) -> Transcript:
        """What this speaker says (upper and lower case are the same); what nobody is named for is kept. Raises UnknownName."""
        wanted = next((name for name in self.voices if name.casefold() == speaker.strip().casefold()), None)
        if wanted is None:
            raise UnknownName("speaker", speaker, list(self.voices) or ["(the transcript names nobody)"])
        mine = [w for w in self.words if w.speaker in (None, wanted)]
        others = [(w.start, w.end) for w in self.words if w.speaker not in (None, wanted)]
        return transcript_of(mine, self.times, _joined([*self.others, *others]))

    def others_between(self, start: float, end: float) -> float:
        """Seconds between two moments in which somebody else speaks."""
        return sum(max(0.0, min(end, b) - max(start, a)) for a, b in self.others)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` makes the same transcript of them."""
        words = [[w.text, w.start, w.end, w.confidence, w.speaker] for w in self.words]
        return {"version": 1, "times": self.times, "words": words, "others": [list(x) for x in self.others]}

    @classmethod
    def from_dict(cls, held: dict[str, Any]) -> Transcript:
        return transcript_of([TimedWord(*word) for word in held["words"]], held["times"], tuple((a, b) for a, b in held["others"]))


def transcript_of(words: Iterable[TimedWord], times: str = WORDS, others: tuple[tuple[float, float], ...] = ()) -> Transcript:
    """The transcript of words that hold no white space and are not empty."""
    kept = tuple(words)
    spans, at = [], 0
    for word in kept:
        spans.append(Span(at, at + len(word.text)))
        at += len(word.text) + 1
    return Transcript(" ".join(w.text for w in kept), kept, tuple(spans), times, others)


def split_words(text: str) -> list[str]:
    """Words of a text without what cannot be seen: control and format characters are dropped, half characters become U+FFFD."""
    return "".join(map(_seen, text)).split()


def _seen(character: str) -> str:
    if " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or character.isspace():
        return " "
    return "" if category == "Cf" and character not in _KEPT_FORMAT else character


def _joined(stretches: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Stretches of time in order, those that touch made one."""
    out: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)

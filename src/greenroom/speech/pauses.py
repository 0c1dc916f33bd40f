"""Pauses between words, and the words on both sides of them."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.speech.transcript import Transcript
from greenroom.text.spans import Span

LEAST = 0.7
"""Seconds from which silence between two words is a pause: a choice of ours, above the gaps that breath and phrases leave."""
LONG = 2.0
"""Seconds from which a pause is named with its words: a choice of ours; a listener begins to wonder whether the speaker is done."""
WORDS_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence from one second to another; `before` and `after` are the ranges of the words beside it in the text."""

    start: float
    end: float
    before: Span
    after: Span

    @property
    def seconds(self) -> float:
        return round(self.end - self.start, 3)

    @property
    def long(self) -> bool:
        return self.seconds >= LONG


def pauses(transcript: Transcript, least: float = LEAST) -> tuple[Pause, ...]:
    """Pauses of `least` seconds and more, in order; a gap in which somebody else speaks is none.

    What a recogniser times by cues alone shows only the pauses between cues. None where nothing was timed.
    """
    if not transcript.timed:
        return ()
    out = []
    silent_from = 0.0
    spans = transcript.spans
    for i, word in enumerate(transcript.words):
        if i and round(word.start - silent_from, 3) >= least and not transcript.others_between(silent_from, word.start):
            before = Span(spans[max(0, i - WORDS_BESIDE)].start, spans[i - 1].end)
            after = Span(spans[i].start, spans[min(len(spans), i + WORDS_BESIDE) - 1].end)
            out.append(Pause(silent_from, word.start, before, after))
        silent_from = max(silent_from, word.end)
    return tuple(out)

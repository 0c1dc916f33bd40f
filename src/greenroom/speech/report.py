"""What the times of an answer show, put together: pace, hesitations, pauses, and where the times come from."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from greenroom.rating.result import RatedSentence
from greenroom.speech.pace import Pace, pace
from greenroom.speech.pauses import Pause, pauses
from greenroom.speech.sections import Part, SectionMark, believed, parts, runs
from greenroom.speech.transcript import Transcript
from greenroom.text.spans import Span


@dataclass(frozen=True, slots=True)
class SpeechReport:
    """Pace and pauses of a transcript; `times` says whether words or only cues were timed, `marked` whether the sections are as the person tapped them.

    `tapped_only` is the letter of the one section that was tapped where that was set aside, "" elsewhere; `parts` are the sentences by section, with their times.
    """

    transcript: Transcript
    pace: Pace
    pauses: tuple[Pause, ...]
    marked: bool
    tapped_only: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def times(self) -> str:
        return self.transcript.times

    @property
    def long_pauses(self) -> tuple[Pause, ...]:
        return tuple(p for p in self.pauses if p.long)

    def quote(self, span: Span) -> str:
        return span.of(self.transcript.text)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values as the rating's schema describes them under `speech`."""
        return {
            "times": self.times, "marked": self.marked,
            "words": self.pace.words, "seconds": self.pace.seconds, "words_per_minute": self.pace.words_per_minute,
            "hesitations": [self._place(span) for span in self.pace.hesitations],
            "sections": [asdict(s) for s in self.pace.sections],
            "pauses": [
                {"from": p.start, "to": p.end, "long": p.long, "before": self._place(p.before), "after": self._place(p.after)} for p in self.pauses
            ],
        }

    def _place(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "quote": self.quote(span)}


def speech_report(transcript: Transcript, sentences: Sequence[RatedSentence] = (), marks: Sequence[SectionMark] = ()) -> SpeechReport:
    """The report of a transcript whose text was rated into these sentences."""
    kept = believed(sentences, transcript, marks)
    alone = marks[0].section if marks and not kept else ""
    spoken = pace(transcript, runs(sentences, transcript, kept))
    return SpeechReport(transcript, spoken, pauses(transcript), bool(kept), alone, parts(sentences, transcript, kept))

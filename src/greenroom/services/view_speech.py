"""The measured times of an answer arranged for a page: pace, pauses with the words around them, and where the times come from."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.services.assess_speech import SpeechReport, clock, hesitations_line, parts_from, pauses_line, times_from
from greenroom.services.spoken import Turn, differs
from greenroom.speech.transcript import WORDS
from greenroom.text.excerpt import head, tail

LONGEST = 60
TYPED = "Measured from the length of your recording; within it, each word’s time is estimated from word lengths"


@dataclass(frozen=True, slots=True)
class PauseView:
    """A long pause: where (minutes and seconds), how long, and the words before and after it."""

    at: str
    seconds: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SpeechView:
    """Words a minute, in all and by section; sentences about the times, the pauses and the hesitations; the long pauses.

    `differs` says where transcript and recording do; `tapped` whether the parts are as the person tapped them.
    """

    pace: int | None
    rates: dict[str, int]
    times: str
    pauses: str
    long_pauses: tuple[PauseView, ...]
    hesitations: str
    differs: str = ""
    tapped: bool = False


def view_speech(report: SpeechReport, turn: Turn) -> SpeechView:
    """Arrange a report. Without times of words or cues, nothing is said of pauses: they cannot be seen then."""
    typed = turn.transcript is None or not turn.transcript.timed
    times = f"{TYPED}{parts_from(report)}." if typed else times_from(report)
    seen = f"{pauses_line(report)}." if report.times == WORDS else f"{pauses_line(report)} between subtitle lines; pauses within a subtitle line cannot be seen."
    pauses = "Pauses are seen only where a transcript times its words." if typed else seen
    longs = () if typed else tuple(
        PauseView(clock(p.start), f"{p.seconds:.1f}", tail(report.quote(p.before), LONGEST), head(report.quote(p.after), LONGEST)) for p in report.long_pauses
    )
    rates = {} if typed else {s.section: s.words_per_minute for s in report.pace.sections if s.words_per_minute}
    return SpeechView(report.pace.words_per_minute, rates, times, pauses, longs, hesitations_line(report), differs(turn), report.marked)

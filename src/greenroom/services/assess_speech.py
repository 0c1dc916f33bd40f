"""Rate a spoken answer by its transcript, with measured times where there are any."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.assess import assess
from greenroom.frameworks import Level
from greenroom.rating.result import RatedSentence, Rating, Timing
from greenroom.reader.reading import SECTION_NAMES
from greenroom.speech.pauses import LEAST
from greenroom.speech.report import SpeechReport, speech_report
from greenroom.speech.sections import SectionMark, time_sections
from greenroom.speech.transcript import WORDS, Transcript

__all__ = ["SpeechReport", "Spoken", "assess_speech", "clock", "hesitations_line", "parts_from", "pauses_line", "times_from"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rated transcript. `report` is None where it was not judged or nothing was timed; `left_out` names the other speakers and their words."""

    rating: Rating
    transcript: Transcript
    report: SpeechReport | None
    speaker: str | None
    left_out: dict[str, int]


def assess_speech(
    transcript: Transcript, question: str | None = None, level: str = "sde2", framework: str = "amazon", speaker: str | None = None, marks: Sequence[SectionMark] = (),
) -> Spoken:
    """The rating of what `speaker` says, or without one of what the person with the most words says.

    Offsets in the rating are into the `text` of the transcript in the result. `marks` say when a section begins and override what the reader finds.
    Raises UnknownName for a speaker who is not there, and as `greenroom.assess.assess` does.
    """
    voices = transcript.voices
    if speaker or len(voices) > 1:
        transcript = transcript.only(speaker or next(iter(voices)))
    rated = next(iter(transcript.voices), None)

    def measure(sentences: Sequence[RatedSentence], at: Level) -> Timing:
        return time_sections(sentences, transcript, at, marks)

    rating = assess(transcript.text, question, level, framework, measure if transcript.timed else None)
    report = speech_report(transcript, rating.sentences, marks) if rating.judged and transcript.timed else None
    return Spoken(rating, transcript, report, rated, {name: n for name, n in voices.items() if name != rated})


def times_from(report: SpeechReport) -> str:
    """In words, where the times come from."""
    source = "each word's own times" if report.times == WORDS else "the times of the subtitle lines; within a line, estimated from word lengths"
    return f"Measured from {source}{parts_from(report)}."


def parts_from(report: SpeechReport) -> str:
    """In words, who said where the parts begin: "" where only the reading does."""
    if report.tapped_only:
        return f"; you tapped {SECTION_NAMES[report.tapped_only].capitalize()} only, so the parts are told from the words"
    return "; the parts as tapped by you" if report.marked else ""


def pauses_line(report: SpeechReport) -> str:
    """In words, how many pauses there are and how long they are together."""
    if not report.pauses:
        return f"No pause of {LEAST} s or more"
    total = sum(p.seconds for p in report.pauses)
    count = len(report.pauses)
    return f"{count} pause{'s' if count > 1 else ''} of {LEAST} s or more, {total:.1f} s together"


def hesitations_line(report: SpeechReport) -> str:
    """In words, how many hesitations stand in the transcript, and which."""
    heard = [report.quote(span).casefold() for span in report.pace.hesitations]
    said = f" ({', '.join(dict.fromkeys(heard))})" if heard else ""
    return f"{len(heard)} hesitation{'' if len(heard) == 1 else 's'}{said} in the transcript; no score depends on them."


def clock(second: float) -> str:
    """A moment of the recording as minutes and seconds."""
    return f"{int(second) // 60}:{int(second) % 60:02}"

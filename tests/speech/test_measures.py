"""Pace, pauses, seconds per section, and times for a corrected text."""
from __future__ import annotations

import pytest

from greenroom.errors import GreenroomError
from greenroom.frameworks import load
from greenroom.rating.result import RatedSentence, Timing
from greenroom.services.assess_speech import times_from
from greenroom.speech.pace import pace
from greenroom.speech.pauses import pauses
from greenroom.speech.realign import realign
from greenroom.speech.report import speech_report
from greenroom.speech.sections import Part, Run, SectionMark, parts, runs, time_sections
from greenroom.speech.transcript import TimedWord, Transcript, transcript_of
from greenroom.text.canonical import hesitations
from greenroom.text.spans import Span
from tests.speech.samples import spoken

TEXT = "The pump was loud. It was not mine. I stopped it and I called the fitter. It ran for a year."
SDE2 = load("amazon").level("sde2")


def sentences(letters: str = "STAR") -> list[RatedSentence]:
    out, at = [], 0
    for letter, sentence in zip(letters, TEXT.replace(". ", ".|").split("|"), strict=True):
        out.append(RatedSentence(at, at + len(sentence), letter, 1.0))
        at += len(sentence) + 1
    return out


def spent(timing: Timing) -> dict[str, int]:
    return {s.section: s.seconds for s in timing.sections if s.seconds}


def test_a_section_lasts_until_the_next_begins_and_a_pause_belongs_to_what_stands_before() -> None:
    told = spoken(TEXT, 1.0, {4: 3.0})
    assert runs(sentences(), told) == (Run("S", 0.0, 7.0), Run("T", 7.0, 11.0), Run("A", 11.0, 19.0), Run("R", 19.0, 24.0))
    timing = time_sections(sentences(), told, SDE2)
    assert timing.measured
    assert spent(timing) == {"S": 7, "T": 4, "A": 8, "R": 5}
    assert (timing.seconds, timing.words, timing.words_per_minute) == (24, 21, 52)
    assert [s.budget for s in timing.sections] == [30, 20, 90, 20, 15, None]
    assert parts(sentences(), told) == (Part("S", 1, 0.0, 7.0), Part("T", 1, 7.0, 4.0), Part("A", 1, 11.0, 8.0), Part("R", 1, 19.0, 5.0))


def test_marks_override_from_the_first_one_on() -> None:
    told = spoken(TEXT, 1.0)
    marks = [SectionMark.named("action", 6.5), SectionMark.named("R", 30.0), SectionMark.named("Reflection", 15.5)]
    assert runs(sentences(), told, marks) == (Run("S", 0.0, 4.0), Run("T", 4.0, 6.5), Run("A", 6.5, 15.5), Run("L", 15.5, 21.0))
    assert runs([], told, [SectionMark("S", 0.0), SectionMark("A", 10.0)]) == (Run("S", 0.0, 10.0), Run("A", 10.0, 21.0))
    assert runs([], told, [SectionMark("A", 10.0)]) == (Run("A", 0.0, 21.0),)
    with pytest.raises(GreenroomError, match="finale"):
        SectionMark.named("finale", 1.0)


def test_one_tap_alone_does_not_swallow_the_parts_that_were_read() -> None:
    told = spoken(TEXT, 1.0)
    alone = [SectionMark("S", 0.0)]
    assert runs(sentences(), told, alone) == runs(sentences(), told)
    report = speech_report(told, sentences(), alone)
    assert (report.marked, report.tapped_only, [p.section for p in report.parts]) == (False, "S", ["S", "T", "A", "R"])
    assert "you tapped Situation only" in times_from(report)


def test_sentences_stand_in_the_parts_that_were_tapped() -> None:
    told = spoken(TEXT, 1.0)
    marks = [SectionMark("S", 0.0), SectionMark("A", 6.5)]
    report = speech_report(told, sentences(), marks)
    assert (report.marked, report.tapped_only) == (True, "")
    assert report.parts == (Part("S", 2, 0.0, 6.5), Part("A", 2, 6.5, 14.5))
    assert spent(time_sections(sentences(), told, SDE2, marks)) == {"S": 6, "A": 14}


def test_a_part_lasts_as_long_beside_its_words_as_in_the_table() -> None:
    told = spoken(TEXT, 1.0)  # sentences begin at 0, 4, 8 and 16 seconds
    for taps in ([("S", 0), ("A", 9), ("R", 15)], [("S", 2), ("T", 5), ("A", 7), ("R", 13)], [("S", 0), ("A", 5), ("S", 6), ("A", 7)], [("A", 0), ("R", 9), ("A", 10), ("L", 19)]):
        marks = [SectionMark(letter, second) for letter, second in taps]
        beside: dict[str, float] = {}
        for part in parts(sentences(), told, marks):
            beside[part.section] = beside.get(part.section, 0.0) + part.seconds
        table = spent(time_sections(sentences(), told, SDE2, marks))
        assert {letter: round(seconds) for letter, seconds in beside.items()} == {letter: table[letter] for letter in beside}
        assert sum(part.sentences for part in parts(sentences(), told, marks)) == 4


def test_time_in_which_somebody_else_speaks_does_not_count() -> None:
    words = [TimedWord("One.", 0, 1, None, "a"), TimedWord("Why?", 1, 9, None, "b"), TimedWord("Two.", 9, 10, None, "a")]
    mine = transcript_of(words).only("a")
    assert time_sections([RatedSentence(0, 9, "S", 1.0)], mine, SDE2).seconds == 2
    assert pauses(mine) == ()
    assert pace(mine).seconds == 2.0


def test_pauses_from_seven_tenths_on_and_the_long_ones_with_words() -> None:
    told = spoken(TEXT, 0.5, {2: 0.69, 4: 0.7, 8: 2.5})
    found = pauses(told)
    assert [p.seconds for p in found] == [0.7, 2.5]
    assert [p.long for p in found] == [False, True]
    report = speech_report(told, sentences())
    (long,) = report.long_pauses
    assert (report.quote(long.before), report.quote(long.after)) == ("was not mine.", "I stopped it")


def test_pace_by_section_and_hesitations_that_are_only_counted() -> None:
    told = spoken("Um, " + TEXT.replace("and", "and, uh,"), 0.75)
    moved = [RatedSentence(0, len(told.text), "A", 1.0)]
    measured = pace(told, runs(moved, told))
    assert measured.words == 23
    assert measured.words_per_minute == 80
    assert [span.of(told.text) for span in measured.hesitations] == ["Um", "uh"]
    assert [(s.name, s.words, s.words_per_minute) for s in measured.sections] == [("action", 23, 80)]
    assert pace(spoken("Too short.")).words_per_minute is None


def test_hesitations_are_what_the_canonical_form_takes_out() -> None:
    text = "Um, it was, you know, an umbrella; er I mean hmm... do you know it?"
    assert [s.of(text) for s in hesitations(text)] == ["Um", "you know", "er", "hmm"]


def test_a_corrected_text_keeps_the_times_of_what_was_heard() -> None:
    told = spoken("I sore the pump was loud", 1.0)
    fixed = realign(told, "I saw that  the pump\nwas loud.")
    assert fixed.text == "I saw that the pump was loud."
    assert [(w.text, w.start) for w in fixed.words if w.confidence] == [("I", 0.0), ("the", 2.0), ("pump", 3.0), ("was", 4.0), ("loud.", 5.0)]
    assert 1.0 <= fixed.words[1].start < fixed.words[2].start < 2.0
    assert realign(told, "").words == ()


def test_nothing_is_measured_without_times() -> None:
    told = transcript_of([TimedWord("a", 0, 0)], "none")
    assert not told.timed
    assert pauses(told) == ()


@pytest.mark.parametrize("broken", [
    {"text": "a b", "words": (TimedWord("a", 0, 1),), "spans": ()}, {"text": "b", "words": (TimedWord("a", 0, 1),), "spans": (Span(0, 1),)},
    {"text": "a", "words": (TimedWord("a", 2, 1),), "spans": (Span(0, 1),)}, {"text": "aa", "words": (TimedWord("a", 0, 1),) * 2, "spans": (Span(0, 1), Span(1, 2))},
])
def test_a_transcript_that_does_not_hold_together_cannot_be_made(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"word|span"):
        Transcript(**broken)  # type: ignore[arg-type]

"""Whatever a file holds: a transcript whose offsets hold, or an error for a person; never a crash."""
from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenroom.errors import GreenroomError
from greenroom.rating.result import RatedSentence
from greenroom.speech.lay import Heard, Stretch, lay
from greenroom.speech.pace import pace
from greenroom.speech.pauses import pauses
from greenroom.speech.read import READERS
from greenroom.speech.realign import realign
from greenroom.speech.report import speech_report
from greenroom.speech.sections import SectionMark, runs
from greenroom.speech.transcript import Transcript

BITS = st.sampled_from([
    "1", "\n", "\n\n", "\r\n", "\ufeff", "00:00:01,000 --> 00:00:02,500", "00:03.1 --> 00:02.9 align:start", "--> 00:00:09,000", "00:00:04.000 -->", "WEBVTT", "NOTE x", "STYLE",
    "<v Ann>", "</v>", "<00:00:01.500>", "<c.x>", "<i>", "<", ">", "&amp;", "&#x0;", "[music]", "Speaker 1: ", "Ann: ", "- ", ">> ", "word", "um,", " ", "\u00e9\u0301", "\U0001f600",
    "\ud800", "\x00", "\x1b", "\u200b", "\u2028", "{\\an8}", "99:99:99,999 --> 999:99:99,999", "-->", "00:",
])
ODD = st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(allow_nan=True) | st.sampled_from(["1.5", "00:01:02,3", "x", ""])
WORD = st.fixed_dictionaries({}, optional={"word": st.text(max_size=6), "text": st.sampled_from([" a", "b", " c ", ""]), "start": ODD, "end": ODD, "probability": ODD, "speaker": ODD})
SEGMENT = st.fixed_dictionaries({}, optional={
    "text": st.sampled_from(["", " a b", "c", " Speaker 1: d", "[MUSIC]"]) | st.text(max_size=8), "start": ODD, "end": ODD, "words": st.lists(WORD, max_size=3) | ODD,
    "tokens": st.lists(WORD, max_size=3), "offsets": st.fixed_dictionaries({"from": ODD, "to": ODD}) | ODD, "timestamps": st.fixed_dictionaries({"from": ODD, "to": ODD}),
    "timestamp": st.lists(ODD, max_size=3), "speaker": ODD | st.text(max_size=3),
})
SHAPE: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional={
    "segments": st.lists(SEGMENT, max_size=4), "transcription": st.lists(SEGMENT, max_size=4), "chunks": st.lists(SEGMENT, max_size=2), "words": st.lists(WORD, max_size=4),
    "text": st.text(max_size=8),
}) | st.lists(SEGMENT | WORD | st.lists(ODD | st.text(max_size=3), max_size=6), max_size=4)


def holds(transcript: Transcript) -> None:
    assert transcript.text == " ".join(w.text for w in transcript.words)
    for word, span in zip(transcript.words, transcript.spans, strict=True):
        assert span.of(transcript.text) == word.text
        assert word.text
        assert not re.search(r"\s", word.text)
        assert 0 <= word.start <= word.end < 1e6
    for speaker in {w.speaker for w in transcript.words}:
        mine = [w for w in transcript.words if w.speaker == speaker]
        assert all(a.end <= b.start for a, b in pairwise(mine))
    transcript.text.encode("utf-8")
    assert Transcript.from_dict(json.loads(json.dumps(transcript.to_dict()))) == transcript
    whole = [RatedSentence(0, len(transcript.text), "A", 1.0)] if transcript.text else []
    report = speech_report(transcript, whole, [SectionMark("R", transcript.end / 2)])
    for p in pauses(transcript):
        assert p.seconds >= 0.7
        assert p.before.end < p.after.start
    for place in report.to_dict()["hesitations"]:
        assert transcript.text[place["start"] : place["end"]] == place["quote"] != ""
    for speaker in transcript.voices:
        only = transcript.only(speaker)
        assert set(only.voices) == {speaker}
        assert pace(only).seconds >= 0


def read(kind: str, text: str) -> None:
    """Either a transcript that holds together, or an error for a person (any other error goes through and fails the test)."""
    try:
        transcript = READERS[kind](text, "x")
    except GreenroomError:
        return
    holds(transcript)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([".srt", ".vtt"]), st.lists(BITS | st.text(max_size=5), max_size=30).map("".join))
def test_subtitles(kind: str, text: str) -> None:
    read(kind, text)


@settings(max_examples=400, deadline=None)
@given(SHAPE)
def test_whisper_json(held: Any) -> None:
    read(".json", json.dumps(held))


@given(st.text(max_size=60))
def test_any_text_as_json(text: str) -> None:
    read(".json", text)


TIME = st.none() | st.floats(0, 60)
STRETCH = st.builds(Stretch, st.lists(st.builds(Heard, st.sampled_from(["a", "bcd", "efghij"]), TIME, TIME), max_size=4).map(tuple), TIME, TIME, st.sampled_from([None, "x", "y"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(STRETCH, max_size=5), st.lists(st.sampled_from(["a", "bcd", "new"]), max_size=8))
def test_times_are_laid_out_whatever_is_given(stretches: list[Stretch], corrected: list[str]) -> None:
    transcript = lay(stretches)
    assert sorted(w.text for w in transcript.words) == sorted(w.text for s in stretches for w in s.words)
    holds(transcript)
    again = realign(transcript, " ".join(corrected))
    assert again.text == " ".join(corrected)
    holds(again)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("STARLO"), st.floats(-5, 90)), max_size=5), st.lists(STRETCH, min_size=1, max_size=3))
def test_sections_leave_no_gap(marks: list[tuple[str, float]], stretches: list[Stretch]) -> None:
    transcript = lay(stretches)
    sentences = [RatedSentence(span.start, span.end, "SA"[i % 2], 1.0) for i, span in enumerate(transcript.spans)]
    told = runs(sentences, transcript, [SectionMark(*m) for m in marks])
    assert all(a.end == b.start for a, b in pairwise(told))
    if told:
        assert (told[0].start, told[-1].end) == (transcript.start, transcript.end)


@pytest.mark.parametrize("line", [
    "00:00:01,000 --> 00:00:02,000 " + "a:" * 30_000 + " x", "a_" * 30_000, "<" * 30_000, "<v " * 30_000, "[" * 30_000, "music " * 10_000, "(" * 30_000, "&" * 30_000, "- " * 30_000,
    "00:" * 30_000, "--> " * 20_000, "um, " * 10_000, "{\\" * 20_000, " " * 60_000 + "x", "1 " * 30_000 + "-->", "A b " * 20_000, ">" * 30_000,
])
def test_no_line_takes_long(line: str) -> None:
    began = time.process_time()
    read(".srt", f"1\n00:00:00,000 --> 00:00:01,000\n{line}\n")
    read(".json", json.dumps({"segments": [{"start": 0, "end": 1, "text": line}]}))
    assert time.process_time() - began < 5

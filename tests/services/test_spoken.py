"""Turns that were said aloud: parts, lengths, transcripts, and their times whichever way the words came."""
from __future__ import annotations

import io
import os
import re
import sys
import time
import wave
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenroom.errors import GreenroomError, TooLong, UnknownName, UnreadableInput
from greenroom.practice.mock import MockSession
from greenroom.services import door, drafts, interview, past_mocks, recognising, recordings, spoken
from greenroom.services.keep_mock import ALOUD, page_of
from greenroom.speech.transcript import BrokenTranscript
from greenroom.storage.errors import NotThere

NOW = datetime(2026, 11, 25, tzinfo=UTC)
THIN = "We had a problem with the invoices last year. We looked into it together and the team fixed it in the end. Everyone was happy and I learnt that communication matters."
SRT = "1\n00:00:01,000 --> 00:00:04,000\nWe had a problem.\n\n2\n00:00:09,000 --> 00:00:12,000\nI called the owner.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    yield tmp_path
    door.close()


@pytest.fixture
def mock() -> str:
    return door.stores().rehearsals.create(MockSession("Tell me about a time you were wrong.", "sde2").to_dict(), NOW).id


def heard(mock: str, stretch: int, pieces: int) -> None:
    for n in range(pieces):
        recordings.receive(mock, 0, stretch * recordings.STRETCH + n, "audio/webm", b"%d" % n, NOW)


def test_taps_of_a_resumed_recording_count_on(mock: str) -> None:
    heard(mock, 0, 10)
    heard(mock, 1, 5)
    spoken.lasts(mock, 0, 0, 9.5, NOW)
    spoken.tap(mock, 0, "S", 0, 2.0, NOW)
    spoken.tap(mock, 0, "action", 1, 3.0, NOW)
    spoken.tap(mock, 0, "R", 1, 4.0, NOW)
    held = spoken.take_back(mock, 0, NOW)
    assert [(m.section, m.second) for m in held.marks] == [("S", 2.0), ("A", 12.5)]
    assert (held.lengths, held.seconds) == ({0: 9.5, 1: 5.0}, 14.5)


def test_typed_words_share_the_length_and_taps_cut_it(mock: str) -> None:
    heard(mock, 0, 60)
    for section, second in (("S", 0.0), ("A", 20.0), ("L", 50.0)):
        spoken.tap(mock, 0, section, 0, second, NOW)
    turn = f"{mock}.1"
    interview.finish(turn, THIN, 999, NOW, ALOUD)
    session = MockSession.from_dict(door.stores().rehearsals.get(mock).session)
    assert session.seconds == 60
    while door.stores().rehearsals.get(mock).state != "done":
        interview.finish(f"{mock}.{door.stores().rehearsals.get(mock).version}", "", 0, NOW)
    report = past_mocks.report(mock)
    assert report.speech is not None
    assert "length of your recording" in report.speech.times
    assert "as tapped by you" in report.speech.times
    assert {s.section: s.seconds for s in report.answer.rating.timing.sections if s.seconds} == {"S": 20, "A": 30, "L": 10}
    assert [(part.letter, part.at, part.seconds) for part in report.answer.sections] == [("S", 0, 20), ("A", 20, 30)]
    assert re.findall(r"<h3>(\w+) <span>(\d+) s", past_mocks.as_file(mock).html) == [("Situation", "20"), ("Action", "30")]
    assert not report.thinking
    assert "pauses" not in past_mocks.as_file(mock).html.lower().partition("pauses are seen only")[0]


def test_a_transcript_brought_keeps_its_times_when_words_are_mended(mock: str) -> None:
    made, others = spoken.bring(mock, 0, SRT.encode(), "said.srt", NOW)
    assert (made.text, others) == ("We had a problem. I called the owner.", {})
    held = spoken.turn(mock, 0)
    assert held.source == "said.srt"
    assert spoken.words_of(held, made.text) == made
    mended = spoken.words_of(held, "We had a problem. I called the owners.")
    assert mended is not None
    assert (mended.words[4].start, mended.end) == (9.0, 12.0)
    assert spoken.words_of(held, "  ") is None


def test_a_plain_transcript_gives_words_without_times(mock: str) -> None:
    made, others = spoken.bring(mock, 0, b"\xef\xbb\xbfWe had a problem.\r\n\r\nI called the owner.\n", "Said.TXT", NOW)
    assert (made.text, made.times, others) == ("We had a problem. I called the owner.", "none", {})
    heard(mock, 0, 20)
    held = spoken.turn(mock, 0)
    laid = spoken.words_of(held, made.text)
    assert laid is not None
    assert (laid.timed, laid.end) == (True, 20.0)
    assert spoken.differs(held) == ""
    with pytest.raises(UnknownName, match="kind of transcript") as found:
        spoken.bring(mock, 0, b"x", "x.docx", NOW)
    assert ".txt" in found.value.remedy
    with pytest.raises(TooLong):
        spoken.bring(mock, 0, b"word " * 500_000, "x.txt", NOW)


@pytest.mark.parametrize(("seconds", "said"), [
    (29, "The transcript ends at 0:12, the recording lasts 0:29."), (5, "The transcript ends at 0:12, the recording lasts 0:05."), (12, ""), (16, ""), (8, ""), (0, ""),
])
def test_a_transcript_of_another_recording_is_told(mock: str, seconds: int, said: str) -> None:
    heard(mock, 0, seconds)
    spoken.bring(mock, 0, SRT.encode(), "said.srt", NOW)
    assert spoken.differs(spoken.turn(mock, 0)) == said


def test_a_report_says_one_length_and_where_the_recording_differs(mock: str) -> None:
    heard(mock, 0, 40)
    sentences = THIN.split(". ")
    cues = "\n".join(f"{n}\n00:00:{n * 5:02},000 --> 00:00:{n * 5 + 5:02},000\n{s}\n" for n, s in enumerate(sentences))
    spoken.bring(mock, 0, cues.encode(), "said.srt", NOW)
    interview.finish(f"{mock}.1", spoken.turn(mock, 0).transcript.text, 999, NOW, ALOUD)  # type: ignore[union-attr]
    while door.stores().rehearsals.get(mock).state != "done":
        interview.finish(f"{mock}.{door.stores().rehearsals.get(mock).version}", "", 0, NOW)
    report = past_mocks.report(mock)
    assert report.speech is not None
    assert report.speech.differs == "The transcript ends at 0:15, the recording lasts 0:40."
    assert report.answer.rating.timing.seconds == 15
    assert "the recording lasts 0:40" in past_mocks.as_file(mock).html


@pytest.mark.parametrize(("raw", "name", "error"), [(b"no", "x.srt", BrokenTranscript), (b"x", "x.docx", GreenroomError), (b"%PDF", "x.vtt", UnreadableInput)])
def test_what_is_no_transcript_changes_nothing(mock: str, raw: bytes, name: str, error: type[GreenroomError]) -> None:
    spoken.bring(mock, 0, SRT.encode(), "said.srt", NOW)
    with pytest.raises(error):
        spoken.bring(mock, 0, raw, name, NOW)
    assert spoken.turn(mock, 0).source == "said.srt"


def test_of_several_speakers_the_one_with_most_words_is_kept(mock: str) -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Why?\n\n00:03.000 --> 00:06.000\n<v Bo>Because I wrote it.\n"
    made, others = spoken.bring(mock, 0, vtt.encode(), "said.vtt", NOW)
    assert (made.text, others) == ("Because I wrote it.", {"Ann": 1})


@pytest.mark.parametrize(("section", "second", "error"), [("X", 1.0, UnknownName), ("S", -1.0, UnreadableInput), ("S", float("nan"), UnreadableInput), ("S", 1e9, UnreadableInput)])
def test_what_is_no_tap_is_refused(mock: str, section: str, second: float, error: type[GreenroomError]) -> None:
    with pytest.raises(error):
        spoken.tap(mock, 0, section, 0, second, NOW)
    with pytest.raises(NotThere):
        spoken.tap("00000000-0000-4000-8000-000000000009", 0, "S", 0, 1.0, NOW)
    assert spoken.turn(mock, 0).marks == ()


def sound(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes(int(seconds * 32000)))
    return made.getvalue()


def over(mock: str) -> recognising.Job:
    for _ in range(600):
        job = recognising.look(mock, 0)
        if job.state != recognising.RUNNING:
            return job
        time.sleep(0.05)
    raise AssertionError("it does not end")


def test_a_recogniser_works_in_the_background_and_leaves_no_file(mock: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = folder / "r.py"
    script.write_text('import json\nprint(json.dumps({"segments": [{"start": 0, "end": 2, "text": "I fixed it.", "words": []}]}))')
    monkeypatch.setenv("GREENROOM_RECOGNISER", f"{sys.executable} {script} {{wav}}")
    old = folder / ".recognising-old.wav"
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert recognising.look(mock, 0).state == recognising.NONE
    assert recognising.begin(mock, 0, sound(3)).state == recognising.RUNNING
    job = over(mock)
    assert (job.state, round(job.length)) == (recognising.FINISHED, 3)
    held = spoken.turn(mock, 0)
    assert held.transcript is not None
    assert (held.transcript.text, held.source) == ("I fixed it.", spoken.FROM_RECOGNISER)
    assert not list(folder.glob(".recognising-*"))


def test_a_recogniser_that_fails_says_why(mock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_RECOGNISER", "false {wav}")
    recognising.begin(mock, 0, sound(1))
    job = over(mock)
    assert job.state == recognising.FAILED
    assert job.problem is not None
    assert "status 1" in job.problem.message
    with pytest.raises(UnreadableInput):
        recognising.begin(mock, 0, b"no sound")


def test_a_draft_of_a_tab_goes_with_the_answer_and_that_of_another_stays(mock: str) -> None:
    page = page_of(mock, 0)
    for id, text in (("mine", THIN), ("other", "Something else.")):
        drafts.keep_draft(page, drafts.Draft(id, 1, drafts.stamp(NOW), text))
    asking = interview.interrupted()
    assert asking is not None
    interview.finish(asking.turn, THIN, 5, NOW, draft="mine")
    assert [d.id for d in drafts.drafts(page)] == ["other"]
    interview.delete(mock)
    assert drafts.drafts(page) == []

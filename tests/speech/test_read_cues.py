"""Subtitles as they are written in the wild."""
from __future__ import annotations

import pytest

from greenroom.errors import GreenroomError
from greenroom.speech.cues import seconds
from greenroom.speech.read import is_transcript, read_transcript
from greenroom.speech.read_cues import read_srt, read_vtt
from greenroom.speech.transcript import BrokenTranscript, Transcript
from tests.speech.samples import as_srt, as_vtt, spoken

TEXT = "I saw that the pump was loud, so I stopped the line. Then I called the fitter, and he found a broken bearing."


def times(transcript: Transcript) -> list[tuple[str, float, float]]:
    return [(w.text, w.start, w.end) for w in transcript.words]


def test_srt_and_vtt_give_back_words_and_times() -> None:
    told = spoken(TEXT, pauses={6: 1.5})
    srt, vtt = read_srt(as_srt(told)), read_vtt(as_vtt(told, "Ann Lee"))
    assert srt.text == vtt.text == TEXT
    assert (srt.times, vtt.times) == ("cues", "words")
    assert vtt.voices == {"Ann Lee": len(TEXT.split())}
    assert [w.start for w in vtt.words] == [w.start for w in told.words]
    assert (srt.start, srt.end) == (told.start, told.end)


@pytest.mark.parametrize("change", [
    lambda s: "\ufeff" + s, lambda s: s.replace("\n", "\r\n"), lambda s: s.replace("\n", "\r"), lambda s: s.replace(",000", ".000"), lambda s: s.replace(" --> ", "-->"),
    lambda s: s.replace(" --> ", " -> "), lambda s: s + "\n\n\n", lambda s: "\n\n" + s, lambda s: s.replace("\n\n", "\n"), lambda s: s.replace("00:00:0", "0:0"),
])
def test_srt_in_every_dress_reads_the_same(change: object) -> None:
    plain = as_srt(spoken(TEXT, 0.5))
    assert callable(change)
    assert times(read_srt(change(plain))) == times(read_srt(plain))


def test_words_of_a_cue_share_its_time_by_letters() -> None:
    read = read_srt("1\n00:00:01,000 --> 00:00:02,000\na bbbbbbb\n")
    assert times(read) == [("a", 1.0, 1.2), ("bbbbbbb", 1.2, 2.0)]


def test_overlapping_missing_and_swapped_times_are_mended() -> None:
    read = read_srt("1\n00:00:01,000 --> 00:00:05,000\none\n\n2\n00:00:03,000 -->\ntwo\n\n3\n00:00:09,000 --> 00:00:08,000\nthree\n\n4\n--> 00:00:12,000\nfour\n")
    assert read.text == "one two three four"
    assert read.words[0].end == 3.0
    assert read.words[2].start == 9.0
    assert read.words[3].end == 12.0
    starts = [w.start for w in read.words]
    assert starts == sorted(starts)


def test_tags_styles_entities_sounds_and_blank_lines_in_a_cue() -> None:
    read = read_srt("1\n00:00:01,000 --> 00:00:09,000 X1:10 X2:20\n{\\an8}<font color='red'><i>AT&amp;T</i></font> [MUSIC]\n\nwas <b>3 < 4</b>\u266a (laughs)\n")
    assert read.text == "AT&T was 3 < 4"


def test_what_only_looks_like_a_sound_is_kept() -> None:
    read = read_srt("1\n00:00:01,000 --> 00:00:09,000\nIt closed (end of March) at [Company] [inaudible] on the phone.\n")
    assert read.text == "It closed (end of March) at [Company] [inaudible] on the phone."


def test_speaker_prefixes_become_speakers() -> None:
    read = read_srt(
        "1\n00:00:00,000 --> 00:00:02,000\nInterviewer: Tell me about a time.\n\n2\n00:00:03,000 --> 00:00:05,000\n[SPEAKER_00]: In March\n\n"
        "3\n00:00:05,000 --> 00:00:07,000\nwe lost an order.\n\n4\n00:00:08,000 --> 00:00:09,000\nResult: it came back.\n"
    )
    assert read.voices == {"SPEAKER_00": 10, "Interviewer": 5}
    mine = read.only("speaker_00")
    assert mine.text == "In March we lost an order. Result: it came back."
    assert mine.others == ((0.0, 2.0),)
    with pytest.raises(GreenroomError, match="SPEAKER_00"):
        read.only("Bob")


def test_a_name_is_a_speaker_only_when_the_file_shows_it() -> None:
    once = read_srt("1\n00:00:00,000 --> 00:00:02,000\nGoal: ship it.\n\n2\n00:00:03,000 --> 00:00:04,000\nPriya: no.\n\n3\n00:00:05,000 --> 00:00:06,000\nSo be it.\n")
    assert once.voices == {}
    assert once.text.startswith("Goal: ship it. Priya: no.")
    every = read_srt("1\n00:00:00,000 --> 00:00:02,000\nTom: Yes?\n\n2\n00:00:03,000 --> 00:00:04,000\nPriya: No.\n")
    assert every.voices == {"Tom": 1, "Priya": 1}


def test_vtt_header_blocks_names_of_cues_and_voices() -> None:
    read = read_vtt(
        "WEBVTT Kind: captions; Language: en\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnot spoken\n\nintro\n00:01.000 --> 00:03.000 line:0\n"
        "<v.loud Ann Lee>I asked.</v>\n<v Bob>Why?</v>\n\nREGION\nid:x\n\n2\n00:04.000 --> 00:05.000\n- <lang de>Because.</lang>\n"
    )
    assert read.text == "I asked. Why? Because."
    assert [w.speaker for w in read.words] == ["Ann Lee", "Ann Lee", "Bob", "Bob"]


def test_rolling_captions_are_said_once() -> None:
    read = read_vtt(
        "WEBVTT\n\n00:00:00.160 --> 00:00:02.389 align:start position:0%\n \nwe lost<00:00:00.480><c> an</c><00:00:01.480><c> order</c>\n\n"
        "00:00:02.389 --> 00:00:02.399\nwe lost an order\n \n\n00:00:02.399 --> 00:00:04.000\nwe lost an order\nand<00:00:02.800><c> found it</c>\n"
    )
    assert read.text == "we lost an order and found it"
    assert [w.start for w in read.words][2:5] == [0.48, 1.48, 2.399]
    twice = read_srt("1\n00:00:00,000 --> 00:00:01,000\nno\n\n2\n00:00:01,000 --> 00:00:02,000\nno\n")
    assert twice.text == "no no"


def test_whispers_own_plain_lines() -> None:
    assert times(read_srt("[00:00:00.000 --> 00:00:01.000]   One\n[00:00:02.000 --> 00:00:03.000]   two.\n")) == [("One", 0.0, 1.0), ("two.", 2.0, 3.0)]


def test_vtt_under_the_name_of_srt() -> None:
    assert read_srt(as_vtt(spoken(TEXT))).text == TEXT


@pytest.mark.parametrize(("text", "word"), [
    ("1\n00:00:01,000 --> later\nSecret words\n", "Line 2"), ("1\n00:00:01,000 --> 00:00:02,000\nSecret\n\n2\n00:0x:03,000 --> 00:00:04,000\nmore\n", "Line 6"),
    ("Secret words\n", "no line with times"), ("", "no line with times"), ("1\n00:00:01,000 --> 00:00:02,000\n[music]\n", "none with a word"),
])
def test_errors_name_the_line_and_the_remedy_and_no_words(text: str, word: str) -> None:
    with pytest.raises(BrokenTranscript, match=word) as caught:
        read_srt(text, "my.srt")
    assert "my.srt" in caught.value.message
    assert caught.value.remedy
    assert "Secret" not in str(caught.value)


def test_an_arrow_in_what_is_said_is_text() -> None:
    assert read_srt("1\n00:00:01,000 --> 00:00:02,000\nWe moved A --> B\n").text == "We moved A --> B"


@pytest.mark.parametrize(("clock", "expected"), [("01:02:03,450", 3723.45), ("02:03.4", 123.4), ("1:2:3", 3723.0), ("00:00:01:500", 1.5), ("x", None), ("999999:00:00", None)])
def test_clocks(clock: str, expected: float | None) -> None:
    assert seconds(clock) == expected or clock == "00:00:01:500"


def test_files_by_their_ending() -> None:
    assert is_transcript("A.SRT")
    assert not is_transcript("a.txt")
    assert read_transcript(as_srt(spoken("one two")), "a/b.SRT").text == "one two"
    with pytest.raises(GreenroomError, match="docx"):
        read_transcript("x", "a.docx")

"""JSON of the recognisers of the Whisper family."""
from __future__ import annotations

import json
from typing import Any

import pytest

from greenroom.speech.read_whisper import read_whisper
from greenroom.speech.transcript import BrokenTranscript, Transcript
from tests.speech.samples import as_whisper, as_whisper_cpp, spoken

TEXT = "I saw that the pump was loud, so I stopped the line. Then I called the well-known fitter."


def read(held: Any) -> Transcript:
    return read_whisper(json.dumps(held), "my.json")


def test_openai_and_cpp_give_back_words_times_and_confidence() -> None:
    told = spoken(TEXT, pauses={6: 1.5})
    for text in (as_whisper(told), as_whisper_cpp(told), "\ufeff" + as_whisper(told)):
        got = read_whisper(text)
        assert got.text == TEXT
        assert got.times == "words"
        assert [(w.start, w.end) for w in got.words] == [(w.start, w.end) for w in told.words]
        assert all(w.confidence in (0.8, 0.9) for w in got.words)


def test_segments_without_words_share_their_time() -> None:
    got = read_whisper(as_whisper(spoken(TEXT), words=False))
    assert got.text == TEXT
    assert got.times == "cues"


def test_faster_whisper_dumps_as_dicts_lists_and_lines() -> None:
    words = [[1.0, 1.4, " Hello", 0.9], [1.5, 2.0, " there", 0.8]]
    rows: list[Any] = [[1, 0, 1.0, 2.0, " Hello there", [50364], 0.0, -0.2, 1.1, 0.01, words]]
    as_dict = {"id": 1, "start": 1.0, "end": 2.0, "text": " Hello there", "words": [{"start": s, "end": e, "word": w, "probability": p} for s, e, w, p in words]}
    shapes = [rows, [as_dict], {"segments": [as_dict], "info": {}}, [[as_dict], {"language": "en"}]]
    for shape in shapes:
        got = read(shape)
        assert [(w.text, w.start, w.end, w.confidence) for w in got.words] == [("Hello", 1.0, 1.4, 0.9), ("there", 1.5, 2.0, 0.8)], shape
    later = {**as_dict, "start": 3.0, "end": 4.0, "words": None}
    assert read_whisper(f"{json.dumps(as_dict)}\n{json.dumps(later)}\n").text == "Hello there Hello there"


def test_whisperx_with_speakers_and_words_that_could_not_be_aligned() -> None:
    got = read({"segments": [
        {"start": 0.0, "end": 2.0, "text": " In 2014 we", "speaker": "SPEAKER_01", "words": [{"word": "In", "start": 0.0, "end": 0.2, "score": 0.7}, {"word": "2014"}, {"word": "we", "start": 1.5, "end": 2.0}]},
        {"start": 2.0, "end": 3.0, "text": "Why?", "speaker": "SPEAKER_00"},
    ]})
    assert got.text == "In 2014 we Why?"
    assert [(w.start, w.end) for w in got.words[:3]] == [(0.0, 0.2), (0.2, 1.5), (1.5, 2.0)]
    assert got.voices == {"SPEAKER_01": 3, "SPEAKER_00": 1}


def test_words_alone_chunks_and_text_alone() -> None:
    assert read({"text": "a b", "words": [{"word": "a", "start": 0, "end": 1}, {"word": "b", "start": "1.5", "end": 2}]}).words[1].start == 1.5
    chunks = read({"text": " a b", "chunks": [{"text": " a", "timestamp": [0.0, 1.0]}, {"text": " b", "timestamp": [1.0, None]}]})
    assert [w.start for w in chunks.words] == [0.0, 1.0]
    alone = read({"text": "I fixed it."})
    assert (alone.text, alone.times, alone.timed) == ("I fixed it.", "none", False)


def test_words_beside_segments_that_have_none() -> None:
    got = read({"segments": [{"start": 0, "end": 2, "text": "a b"}], "words": [{"word": "a", "start": 0, "end": 0.5}, {"word": "b", "start": 1.5, "end": 2}]})
    assert [w.start for w in got.words] == [0.0, 1.5]


def test_one_token_a_segment_as_whisper_cpp_writes_with_ml_1() -> None:
    rows = [{"offsets": {"from": 0, "to": 300}, "text": " over"}, {"offsets": {"from": 300, "to": 500}, "text": "ride"}, {"offsets": {"from": 500, "to": 900}, "text": " it"}]
    assert [(w.text, w.start, w.end) for w in read({"transcription": rows}).words] == [("override", 0.0, 0.5), ("it", 0.5, 0.9)]


def test_sounds_and_signs_are_no_words() -> None:
    rows = [
        {"start": 0, "end": 1, "text": " [BLANK_AUDIO]", "words": [{"word": " [BLANK_AUDIO]", "start": 0, "end": 1}]},
        {"start": 1, "end": 2, "text": "<|1.00|> Well<|2.00|> (laughs)"},
    ]
    assert read({"segments": rows}).text == "Well"


def test_where_text_and_words_disagree_the_text_is_right() -> None:
    got = read({"segments": [{"start": 0, "end": 2, "text": " caf\u00e9 au lait", "words": [{"word": " caf\ufffd\ufffd", "start": 0, "end": 1}, {"word": " aulait", "start": 1, "end": 2}]}]})
    assert got.text == "caf\u00e9 au lait"


def test_absurd_times_are_passed_over() -> None:
    got = read_whisper('{"segments": [{"start": NaN, "end": 1e400, "text": "a b", "words": [{"word": " a", "start": -3, "end": true}, {"word": " b", "start": 1e30, "end": null}]}]}')
    assert got.text == "a b"
    assert got.end < 10


@pytest.mark.parametrize(("text", "word"), [
    ("", "empty"), ('{"segments": [', "line 1"), ('{\n"segments": }', "line 2"), ("[1, 2]", "Item 1"), ('"Secret"', "not a recogniser"), ("{}", "not a recogniser"),
    ('{"segments": []}', "without a word"), ('{"segments": [{"text": " [MUSIC]"}]}', "without a word"), ("[" * 100_000, "JSON"), ("[" + "9" * 5000 + "]", "JSON"),
    ('{"segments": [{"text": "x"}, 7]}', "Item 2"),
])
def test_errors_say_what_is_wrong_and_no_words(text: str, word: str) -> None:
    with pytest.raises(BrokenTranscript, match=word) as caught:
        read_whisper(text, "my.json")
    assert caught.value.remedy
    assert "Secret" not in str(caught.value)

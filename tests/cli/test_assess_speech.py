"""`greenroom assess` of transcripts and recordings."""
from __future__ import annotations

import json
import stat
import wave
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from greenroom import assess
from greenroom.services.assess_speech import assess_speech
from greenroom.speech.sections import SectionMark
from tests.cli.test_assess import run
from tests.speech.samples import as_srt, as_vtt, as_whisper, spoken

SCHEMA: dict[str, Any] = json.loads(resources.files("greenroom.rating").joinpath("rating.schema.json").read_text(encoding="utf-8"))


def told(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", ["srt", "vtt", "json"])
def test_a_transcript_is_measured(tmp_path: Path, example: tuple[str, str], kind: str) -> None:
    speech = spoken(told(example[0]), 0.5, {10: 2.5})
    file = tmp_path / f"take.{kind}"
    file.write_text({"srt": as_srt, "vtt": as_vtt, "json": as_whisper}[kind](speech), encoding="utf-8")
    done = run("assess", str(file), "-q", example[1], "--format", "json")
    assert done.returncode == 0, done.stderr
    rating = json.loads(done.stdout)
    jsonschema.validate(rating, SCHEMA)
    assert rating["text"] == speech.text
    assert rating["timing"]["measured"] is True
    assert rating["timing"]["seconds"] == round(speech.end)
    assert sum(s["seconds"] for s in rating["timing"]["sections"]) == pytest.approx(speech.end, abs=3)
    assert rating["speech"]["times"] == ("cues" if kind == "srt" else "words")
    assert all(rating["text"][e["start"] : e["end"]] == e["quote"] for e in rating["evidence"])
    if kind != "srt":
        assert [p["long"] for p in rating["speech"]["pauses"]] == [True]


def test_text_and_html_say_measured_or_estimated(tmp_path: Path, example: tuple[str, str]) -> None:
    plain, timed = tmp_path / "a.txt", tmp_path / "a.JSON"
    plain.write_text(example[0], encoding="utf-8")
    timed.write_text(as_whisper(spoken(told(example[0]), 0.5, {10: 2.5})), encoding="utf-8")
    assert "Speaking time, estimated at 150 words a minute" in run("assess", str(plain)).stdout
    shown = run("assess", str(timed)).stdout
    for part in ("Speaking time, measured, ", "1 pause of 0.7 s or more, 2.5 s together", "2.5 s at 0:05 between", "0 hesitations", "words a minute"):
        assert part in shown, part
    assert "Speaking time, estimated" in run("assess", str(plain), "--format", "html").stdout
    page = run("assess", str(timed), "--format", "html").stdout
    assert "Speaking time, measured" in page
    assert "between <q>" in page


def test_of_two_voices_the_longer_is_rated_and_the_other_named(tmp_path: Path, example: tuple[str, str]) -> None:
    speech = spoken(told(example[0]), 0.4)
    asked = "WEBVTT\n\n00:00.000 --> 00:00.001\n<v Rae>Tell me.\n\n"
    file = tmp_path / "two.vtt"
    file.write_text(asked + as_vtt(speech, "Ann").removeprefix("WEBVTT\n\n"), encoding="utf-8")
    done = run("assess", str(file), "--format", "json")
    assert json.loads(done.stdout)["text"] == speech.text
    assert "Rated what Ann says; left out: Rae (2 words)" in done.stderr
    wrong = run("assess", str(file), "--speaker", "Bob")
    assert (wrong.returncode, "Ann, Rae" in wrong.stderr) == (2, True)
    assert run("assess", str(file), "--speaker", "rae").returncode == 1


def test_a_recording_goes_through_the_recogniser(tmp_path: Path, example: tuple[str, str]) -> None:
    wav, heard, recogniser = tmp_path / "a.wav", tmp_path / "heard.json", tmp_path / "rec.sh"
    with wave.open(str(wav), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
    heard.write_text(as_whisper(spoken(told(example[0]))), encoding="utf-8")
    recogniser.write_text(f"#!/bin/sh\ncat {heard}\n", encoding="utf-8")
    recogniser.chmod(stat.S_IRWXU)
    done = run("assess", "--recognise", str(wav), "--format", "json", GREENROOM_RECOGNISER=str(recogniser))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["timing"]["measured"]
    failed = run("assess", "--recognise", str(wav), GREENROOM_RECOGNISER="no-such-recogniser")
    assert (failed.returncode, "not found" in failed.stderr) == (2, True)


@pytest.mark.parametrize(("name", "text", "word"), [
    ("a.json", '{"segments": [', "line 1"), ("a.srt", "1\n00:00:01,000 --> x\n", "Line 2"), ("a.vtt", "WEBVTT\n\nhello\n", "no line with times"),
])
def test_a_broken_transcript_gets_a_message(tmp_path: Path, name: str, text: str, word: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = run("assess", str(file))
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_options_that_do_not_go_together(tmp_path: Path) -> None:
    for args in (["assess", "a.txt", "--recognise", "a.wav"], ["assess", "a.txt", "--speaker", "Ann"], ["assess", "--batch", "a.jsonl", "--recognise", "a.wav"]):
        assert run(*args).returncode == 2


def test_hesitations_that_a_recogniser_kept_do_not_move_the_rating(example: tuple[str, str]) -> None:
    clean = told(example[0])
    words = clean.split()
    kept = " ".join(f"{w} uh," if i % 9 == 4 and w[-1].isalpha() else f"{w} um" if i % 13 == 6 and w[-1].isalpha() else w for i, w in enumerate(words))
    assert kept.count("uh,") > 10
    rated, with_them = assess(clean, example[1]), assess_speech(spoken(kept, 0.3), example[1])
    there = with_them.rating
    assert {k: c.score for k, c in there.criteria.items()} == {k: c.score for k, c in rated.criteria.items()}
    assert (there.votes, there.principles) == (rated.votes, rated.principles)
    assert [s.section for s in there.sentences] == [s.section for s in rated.sentences]
    assert [f.text for f in there.followups if "\u201c" not in f.text] == [f.text for f in rated.followups if "\u201c" not in f.text]
    assert with_them.report is not None
    assert len(with_them.report.pace.hesitations) == kept.count("uh,") + kept.split().count("um")


def test_times_move_no_score_but_an_answer_that_takes_too_long_is_told_so(example: tuple[str, str]) -> None:
    quick, slow = (assess_speech(spoken(told(example[0]), second), example[1]).rating for second in (0.4, 1.0))
    assert quick.votes == slow.votes
    assert {k: c.score for k, c in quick.criteria.items()} == {k: c.score for k, c in slow.criteria.items()}
    assert "over this level's time" in slow.mend_first[0].text
    assert all("over this level's time" not in r.text for r in quick.mend_first)


def test_marks_override_the_sections_that_were_read(example: tuple[str, str]) -> None:
    spoken_answer = spoken(told(example[0]), 0.4)
    marked = assess_speech(spoken_answer, marks=[SectionMark("S", 0.0), SectionMark("A", 10.0), SectionMark("R", 60.0)])
    seconds = {s.section: s.seconds for s in marked.rating.timing.sections}
    assert (seconds["S"], seconds["T"], seconds["A"], seconds["R"], seconds["L"]) == (10, 0, 50, round(spoken_answer.end - 60), 0)
    assert marked.report is not None
    assert marked.report.marked


def test_a_transcript_without_times_is_estimated(tmp_path: Path, example: tuple[str, str]) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"text": example[0]}), encoding="utf-8")
    done = run("assess", str(file), "--format", "json")
    rating = json.loads(done.stdout)
    assert (rating["timing"]["measured"], "speech" in rating) == (False, False)
    assert "has no times" in done.stderr

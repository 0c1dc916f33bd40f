"""Transcripts made from a text, in every form that recognisers write."""
from __future__ import annotations

import json
from typing import Any

from greenroom.speech.transcript import TimedWord, Transcript, transcript_of


def spoken(text: str, second: float = 0.4, pauses: dict[int, float] | None = None) -> Transcript:
    """Each word of the text `second` long, with a pause of so many seconds before the words that `pauses` numbers."""
    words, at = [], 0.0
    for i, word in enumerate(text.split()):
        at = round(at + (pauses or {}).get(i, 0.0), 3)
        words.append(TimedWord(word, at, round(at + second, 3), 0.9))
        at = round(at + second, 3)
    return transcript_of(words)


def clock(second: float, mark: str) -> str:
    total = round(second * 1000)
    return f"{total // 3_600_000:02}:{total // 60_000 % 60:02}:{total // 1000 % 60:02}{mark}{total % 1000:03}"


def chunks(transcript: Transcript, size: int = 8) -> list[list[TimedWord]]:
    words = list(transcript.words)
    return [words[i : i + size] for i in range(0, len(words), size)]


def as_srt(transcript: Transcript) -> str:
    cues = [f"{n}\n{clock(c[0].start, ',')} --> {clock(c[-1].end, ',')}\n{' '.join(w.text for w in c)}\n" for n, c in enumerate(chunks(transcript), 1)]
    return "\n".join(cues)


def as_vtt(transcript: Transcript, voice: str = "") -> str:
    cues = []
    for chunk in chunks(transcript):
        said = " ".join(f"<{clock(w.start, '.')}><c>{w.text}</c>" for w in chunk)
        cues.append(f"{clock(chunk[0].start, '.')} --> {clock(chunk[-1].end, '.')} align:start position:0%\n{f'<v {voice}>' if voice else ''}{said}\n")
    return "WEBVTT\n\nNOTE made by a test\n\n" + "\n".join(cues)


def as_whisper(transcript: Transcript, words: bool = True) -> str:
    segments: list[dict[str, Any]] = []
    for n, chunk in enumerate(chunks(transcript)):
        segment: dict[str, Any] = {"id": n, "start": chunk[0].start, "end": chunk[-1].end, "text": "".join(f" {w.text}" for w in chunk)}
        if words:
            segment["words"] = [{"word": f" {w.text}", "start": w.start, "end": w.end, "probability": w.confidence} for w in chunk]
        segments.append(segment)
    return json.dumps({"text": transcript.text, "segments": segments, "language": "en"})


def as_whisper_cpp(transcript: Transcript) -> str:
    def entry(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
        return {"timestamps": {"from": clock(start, ","), "to": clock(end, ",")}, "offsets": {"from": round(start * 1000), "to": round(end * 1000)}, "text": text, **more}

    rows = []
    for chunk in chunks(transcript):
        tokens = [entry("[_BEG_]", chunk[0].start, chunk[0].start, p=0.9)]
        for w in chunk:
            half = len(w.text) // 2 or len(w.text)
            middle = round((w.start + w.end) / 2, 3)
            tokens.append(entry(f" {w.text[:half]}", w.start, middle if w.text[half:] else w.end, p=0.8))
            if w.text[half:]:
                tokens.append(entry(w.text[half:], middle, w.end, p=0.9))
        rows.append(entry("".join(f" {w.text}" for w in chunk), chunk[0].start, chunk[-1].end, tokens=tokens))
    return json.dumps({"systeminfo": "x", "result": {"language": "en"}, "transcription": rows})

"""What recognisers of the Whisper family write as JSON: openai-whisper, whisper.cpp, faster-whisper, WhisperX, and those that follow them."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from greenroom.speech.cues import seconds
from greenroom.speech.lay import Heard, Stretch, lay, sane
from greenroom.speech.markup import without_sounds
from greenroom.speech.speakers import prefix_of, speakers
from greenroom.speech.transcript import BrokenTranscript, Transcript, split_words

SHAPES = 'It holds {"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}, or "transcription" as whisper.cpp writes it.'
_LISTS = ("segments", "transcription", "chunks", "words")
_WORD_KEYS = ("word", "text", "punctuated_word")
_SURE_KEYS = ("probability", "score", "p", "confidence", "conf")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a part of one, with the white space that it has in the file."""

    text: str
    start: float | None
    end: float | None
    confidence: float | None


def read_whisper(text: str, name: str = "The transcript") -> Transcript:
    """The transcript of Whisper JSON. Raises BrokenTranscript, naming the line where the text is no JSON."""
    held = _parse(text.lstrip("\ufeff"), name)
    found = _stretches(held, name)
    if not any(s.words for s in found):
        raise BrokenTranscript(f"{name} is Whisper JSON without a word in it.", "Check the recording and that it was recognised in the right language.")
    return lay(found)


def _parse(text: str, name: str) -> Any:
    if not text.strip():
        raise BrokenTranscript(f"{name} is empty.", "Make the transcript again.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        lines = _json_lines(text)
        if lines is not None:
            return lines
        raise BrokenTranscript(f"{name} is not JSON: line {problem.lineno}, column {problem.colno}.", "Make the transcript again; it may have been cut off.") from None
    except (ValueError, RecursionError):
        raise BrokenTranscript(f"{name} is JSON that cannot be a transcript: its numbers are too long or it is nested too deep.", SHAPES) from None


def _json_lines(text: str) -> list[Any] | None:
    """One object a line, as segments are written while they are recognised; None where it is not that."""
    try:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return rows if len(rows) > 1 and all(isinstance(row, dict) for row in rows) else None


def _stretches(held: Any, name: str) -> list[Stretch]:
    if isinstance(held, list) and held and isinstance(held[0], list) and held[0] and isinstance(held[0][0], dict | list):
        held = held[0]
    if isinstance(held, list):
        return _of_rows(held, name, "the list")
    if isinstance(held, dict):
        for key in _LISTS:
            rows = held.get(key)
            if isinstance(rows, list) and rows:
                if key == "segments" and isinstance(held.get("words"), list) and not any(_field(r, "words") for r in rows):
                    return _of_rows(held["words"], name, '"words"') or _of_rows(rows, name, '"segments"')
                return _of_rows(rows, name, f'"{key}"', glued=key == "transcription")
        if isinstance(held.get("text"), str):
            return [Stretch(tuple(Heard(word) for word in split_words(without_sounds(held["text"]))))]
        if any(isinstance(held.get(key), list) for key in _LISTS):
            return []
    raise BrokenTranscript(f"{name} is JSON, but not a recogniser's transcript.", SHAPES)


def _field(row: Any, key: str) -> Any:
    return row.get(key) if isinstance(row, dict) else None


def _of_rows(rows: list[Any], name: str, where: str, glued: bool = False) -> list[Stretch]:
    """Segments, or words on their own, as stretches. `glued`: a segment that does not begin with a space goes on with the word before it."""
    named = [_as_dict(row) for row in rows]
    for i, row in enumerate(named, 1):
        if row is None:
            raise BrokenTranscript(f"Item {i} of {where} in {name} is no segment with text.", SHAPES)
    kept = [row for row in named if row is not None]
    if kept and all("word" in row and "text" not in row for row in kept):
        return _of_words(kept)
    texts = [_text(row) for row in kept]
    known = speakers(texts)
    if glued and 2 * sum(t.startswith(" ") for t in texts) > len(texts) and any(t and not t[0].isspace() for t in texts[1:]):
        pieces = [p for row in kept for p in (_pieces(row) or [_Piece(_text(row), *_bounds(row), None)])]
        return [Stretch(tuple(_merged(pieces)))]
    return [_segment(row, known) for row in kept]


def _as_dict(row: Any) -> dict[str, Any] | None:
    """A segment as a dict, whether it was one or the list that a named tuple becomes; None for what is neither."""
    if isinstance(row, list) and len(row) >= 5 and isinstance(row[4], str):
        words = next((x for x in row[5:] if isinstance(x, list) and x and isinstance(x[0], list | dict)), None)
        return {"start": row[2], "end": row[3], "text": row[4], "words": words}
    if isinstance(row, list) and len(row) >= 3 and isinstance(row[2], str):
        return {"start": row[0], "end": row[1], "word": row[2], "probability": row[3] if len(row) > 3 else None}
    if isinstance(row, dict) and (isinstance(row.get("text"), str) or isinstance(row.get("word"), str) or isinstance(row.get("words"), list)):
        return row
    return None


def _text(row: dict[str, Any]) -> str:
    text = next((row[key] for key in _WORD_KEYS if isinstance(row.get(key), str)), "")
    return without_sounds(text)


def _bounds(row: dict[str, Any]) -> tuple[float | None, float | None]:
    """Start and end in seconds, from whichever fields hold them."""
    if isinstance(row.get("offsets"), dict):
        return _thousandth(row["offsets"].get("from")), _thousandth(row["offsets"].get("to"))
    if isinstance(row.get("timestamps"), dict):
        return _clock(row["timestamps"].get("from")), _clock(row["timestamps"].get("to"))
    pair = row.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return sane(pair[0]), sane(pair[1])
    return _clock(row.get("start")), _clock(row.get("end"))


def _thousandth(value: Any) -> float | None:
    number = sane(value) if not isinstance(value, str) else None
    return None if number is None else round(number / 1000, 3)


def _clock(value: Any) -> float | None:
    return seconds(value) if isinstance(value, str) and ":" in value else sane(value)


def _sure(row: dict[str, Any]) -> float | None:
    value = next((row[key] for key in _SURE_KEYS if row.get(key) is not None), None)
    number = sane(value)
    return number if number is not None and number <= 1 else None


def _pieces(row: dict[str, Any]) -> list[_Piece]:
    """The words or tokens of a segment, where they have their own entries."""
    rows: list[Any] = next((row[key] for key in ("words", "tokens") if isinstance(row.get(key), list)), [])
    named = [_as_dict(r) for r in rows]
    return [_Piece(_text(r), *_bounds(r), _sure(r)) for r in named if r is not None]


def _of_words(rows: list[dict[str, Any]]) -> list[Stretch]:
    """Words without segments; each time the speaker changes, a new stretch begins."""
    out: list[tuple[str | None, list[_Piece]]] = []
    for row in rows:
        who = _who(row)
        if not out or out[-1][0] != who:
            out.append((who, []))
        out[-1][1].append(_Piece(_text(row), *_bounds(row), _sure(row)))
    return [Stretch(tuple(_merged(pieces)), None, None, who) for who, pieces in out]


def _segment(row: dict[str, Any], known: frozenset[str]) -> Stretch:
    text, who = _text(row), _who(row)
    heard = _merged(_pieces(row))
    heard = _agreed(split_words(text), heard) if isinstance(row.get("text"), str) else heard
    found = prefix_of(text)
    if found and found[0] in known:
        heard = heard[len(split_words(text[: found[1]])) :]
        who = who or found[0]
    return Stretch(tuple(heard), *_bounds(row), who)


def _who(row: dict[str, Any]) -> str | None:
    who = row.get("speaker")
    who = str(who) if isinstance(who, int) and not isinstance(who, bool) else who
    return " ".join(split_words(who)) or None if isinstance(who, str) and who != "?" else None


def _merged(pieces: Sequence[_Piece]) -> list[Heard]:
    """Words made of pieces: where pieces carry the spaces between words, one without goes on with the word before it."""
    spaced = any(p.text[:1].isspace() for p in pieces[1:]) or any(p.text[-1:].isspace() for p in pieces[:-1])
    out: list[Heard] = []
    open_word = False
    for piece in pieces:
        words = split_words(piece.text)
        if not words:
            open_word = open_word and not piece.text
            continue
        if spaced and open_word and out and not piece.text[:1].isspace():
            last = out.pop()
            sure = [x for x in (last.confidence, piece.confidence) if x is not None]
            out.append(replace(last, text=last.text + words[0], end=piece.end if piece.end is not None else last.end, confidence=min(sure, default=None)))
            words = words[1:]
        out += [Heard(word, piece.start if i == 0 else None, piece.end if i == len(words) - 1 else None, piece.confidence) for i, word in enumerate(words)]
        open_word = not piece.text[-1:].isspace()
    return out


def _agreed(said: list[str], heard: list[Heard]) -> list[Heard]:
    """The segment's words with the times of its entries. Where both do not agree, the text is right and its words share the segment's time."""
    heard = [w for w in heard if without_sounds(w.text).strip()]
    if "".join(w.text for w in heard) == "".join(said):
        return heard
    if len(said) == len(heard):
        return [replace(word, text=text) for word, text in zip(heard, said, strict=True)]
    return [Heard(word) for word in said]

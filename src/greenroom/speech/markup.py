"""The text of a cue line without its markup: tags, entities, styles and noted sounds go; voices and word times are kept."""
from __future__ import annotations

import html
import re
from dataclasses import dataclass

from greenroom.speech.cues import seconds

_TAG = re.compile(r"<([^<>]*)>")
_TAG_NAME = re.compile(r"/?(?:[a-zA-Z][\w.\-]*(?:[\s/].*|=.*)?)?$", re.DOTALL)
_VOICE = re.compile(r"v(?:\.[\w.\-]+)?\s+(?P<name>\S.*)$", re.DOTALL)
_STYLE = re.compile(r"\{\\[^{}]*\}|\{[a-zA-Z]:[^{}]*\}")
_SOUNDS = (
    "(?:music|musik|applause|laugh|chuckl|giggl|cough|sneez|sniff|sigh|breath|inhal|exhal|clear(?:s|ing) (?:his |her |their )?throat|"
    "noise|background (?:noise|music)|silence|silent|pause|"
    r"click|typing|beep|static|foreign|blank[_ ]audio|no (?:audio|speech|sound))\w*"
)
_NOTED = re.compile(
    rf"\[\s*{_SOUNDS}(?:\s\w+){{0,2}}\s*\]|\(\s*{_SOUNDS}\s*\)|\[_[A-Z]+_(?:\d+_?)?\]|<\|[^<>|]{{0,40}}\|>|[\u2669-\u266c]+", re.IGNORECASE,
)
_LEAD = re.compile(r"^\s*(?:>{2,}|[-\u2013\u2014](?=\s|[A-Z]))\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one voice (None where none is marked), with the second at which it begins, where that is told."""

    text: str
    at: float | None
    voice: str | None


def pieces(line: str) -> list[Piece]:
    """The pieces of one line of a cue; text without markup is a single one."""
    line = _STYLE.sub("", without_sounds(line))
    out: list[Piece] = []
    at: float | None = None
    voice: str | None = None
    done, run = 0, ""
    for match in _TAG.finditer(line):
        time, named = seconds(match[1].strip()), _VOICE.match(match[1])
        if time is None and not named and not _TAG_NAME.match(match[1]):
            continue
        run += line[done : match.start()]
        done = match.end()
        if time is not None or named or match[1] == "/v":
            out.append(Piece(html.unescape(run), at, voice))
            run = ""
        if time is not None:
            at = time
        elif named or match[1] == "/v":
            voice, at = (" ".join(html.unescape(named["name"]).split()) if named else None), None
    out.append(Piece(html.unescape(run + line[done:]), at, voice))
    return [p for p in out if p.text.strip()]


def without_sounds(text: str) -> str:
    """Text without notes of sounds such as [music], (laughs) or a recogniser's own signs."""
    return _NOTED.sub(" ", text)


def without_lead(text: str) -> str:
    """Text without the dash or the arrows that announce a speaker."""
    return _LEAD.sub("", text)

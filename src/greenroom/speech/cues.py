"""Cues of a subtitle file: times and lines of text, from SRT and WebVTT as they are written in the wild."""
from __future__ import annotations

import re
from dataclasses import dataclass

from greenroom.speech.lay import MOST_SECONDS
from greenroom.speech.transcript import BrokenTranscript

_TIME = r"(?:\d{1,4}\s?:\s?)?\d{1,3}\s?:\s?\d{1,2}(?:\s?[,.:]\s?\d{1,3})?"
_ARROW = r"\s*(?:-{1,2}>|[\u2013\u2014\u2192]>?)\s*"
_TIMES = re.compile(rf"\s*\[?(?:(?P<a>{_TIME}){_ARROW}(?P<b>{_TIME})?|{_ARROW}(?P<c>{_TIME}))\]?(?P<rest>(?:\s.*)?)$")
_MEANT_AS_TIMES = re.compile(r"\s*\[?(?:\d+\s*[:.,]\s*\d[^>]*-->|-->\s*\d|\S{1,14}\s*-->\s*\d+:\d)")
_SETTINGS = re.compile(r"\s*(?:\w+:\S*(?:\s+|$))*$")
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[,.:](\d+))?$")
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines of text with the seconds between which they are shown; `line` is where the times stand in the file."""

    line: int
    start: float | None
    end: float | None
    lines: tuple[str, ...]


def seconds(clock: str) -> float | None:
    """Seconds of a time such as 01:02:03,450, 02:03.45 or 1:02:03; None for what is none or too long to be one."""
    match = _CLOCK.match(re.sub(r"\s", "", clock))
    if not match:
        return None
    hours, minutes, whole, part = match.groups()
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + (int(part) / 10 ** len(part) if part else 0.0)
    return round(value, 3) if value <= MOST_SECONDS else None


def read_cues(text: str, name: str, web: bool) -> list[Cue]:
    """The cues of a file in its order. `web` says that it is WebVTT, which has a header and blocks to pass over.

    A line after an empty one that brings no times goes on with the cue before it. Raises BrokenTranscript, naming the line, for times that
    cannot be read and for a file without any.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    reading = _Reading(name, web)
    for number, line in enumerate(lines, 1):
        reading.take(number, line.strip("\ufeff"))
    if not reading.cues:
        raise BrokenTranscript(
            f"{name} has no line with times in its {len(lines)} lines.",
            "Such a line looks like 00:00:01,000 --> 00:00:04,000. For plain text, give the file the ending .txt.",
        )
    return [Cue(line, start, end, tuple(said)) for line, start, end, said in reading.cues]


class _Reading:
    """What has been read of a file so far."""

    def __init__(self, name: str, web: bool) -> None:
        self.name, self.web = name, web
        self.cues: list[tuple[int, float | None, float | None, list[str]]] = []
        self.skipping = web
        self.before: list[str] = ["", ""]

    def take(self, number: int, line: str) -> None:
        flat = " ".join(line.split())
        match = _TIMES.match(flat)
        if match and (match["b"] or match["c"] or not match["rest"].strip()):
            self._begin(number, match)
        elif not line.strip():
            self.skipping = False
        elif self.skipping:
            pass
        elif self.web and not self.before[1].strip() and _SKIPPED.match(line):
            self.skipping = True
        elif _MEANT_AS_TIMES.match(flat):
            raise BrokenTranscript(f"Line {number} of {self.name} has times that cannot be read.", "Write them as 00:00:01,000 --> 00:00:04,000.")
        elif self.cues:
            self.cues[-1][3].append(line)
        self.before = [self.before[1], line]

    def _begin(self, number: int, match: re.Match[str]) -> None:
        """A cue begins; the line right above it is its number or name, where it stands alone or is a number."""
        above = self.before[1].strip()
        if self.cues and self.cues[-1][3] and above and (above.isdigit() or not self.before[0].strip()) and self.cues[-1][3][-1] == self.before[1]:
            self.cues[-1][3].pop()
        self.skipping = False
        times = [seconds(x) if x else None for x in (match["a"], match["b"] or match["c"])]
        rest = match["rest"]
        self.cues.append((number, times[0], times[1], [] if _SETTINGS.match(rest) else [rest]))

"""Lay words out in time: what a file says is kept, what it leaves out is shared by the length of the words, what cannot be is mended."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from greenroom.speech.transcript import CUES, NONE, WORDS, TimedWord, Transcript, transcript_of

SECONDS_A_LETTER = 60 / 150 / 5.7
"""At 150 words a minute, a word of English with the space after it having 5.7 letters (4.7 without, Norvig's counts of Google's books)."""
LONGEST_WORD = 2.0
"""A word whose end is not known lasts at most this many times what its letters take: a longer gap to the next one is a pause."""
SLACK = 1.0
"""Seconds by which a word may lie outside of its segment; what lies further out is a recogniser's slip."""
MOST_SECONDS = 100 * 3600.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as a file gives it; None where the file says nothing."""

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that belong together in a file, a cue or a segment, with its times and its speaker."""

    words: tuple[Heard, ...]
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


def sane(value: object) -> float | None:
    """A number of seconds as a float, or None for what is none: no number, not finite, or longer than any recording. Below zero is zero."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(max(0.0, number), 3) if math.isfinite(number) and number <= MOST_SECONDS else None


def lay(stretches: Sequence[Stretch]) -> Transcript:
    """The transcript of stretches in any order; those without times stay after the one they follow."""
    kept = [s for s in stretches if s.words]
    bounded = _fill_bounds(_in_order([_own_bounds(s) for s in kept]))
    timed: list[list[TimedWord]] = [[] for _ in bounded]
    for speaker in dict.fromkeys(s.speaker for s in bounded):
        mine = [i for i, s in enumerate(bounded) if s.speaker == speaker]
        for i, words in zip(mine, _one_voice([bounded[i] for i in mine]), strict=True):
            timed[i] = words
    return transcript_of([word for words in timed for word in words], _source(kept))


def _source(stretches: Sequence[Stretch]) -> str:
    words = [w for s in stretches for w in s.words]
    if 2 * sum(w.start is not None for w in words) > len(words):
        return WORDS
    known = any(s.start is not None or s.end is not None for s in stretches) or any(w.start is not None for w in words)
    return CUES if known else NONE


def _natural(words: Sequence[Heard]) -> float:
    return sum(len(w.text) + 1 for w in words) * SECONDS_A_LETTER


def _own_bounds(stretch: Stretch) -> Stretch:
    """Bounds that the stretch lacks, from the words in it that have times."""
    starts = [w.start for w in stretch.words if w.start is not None]
    ends = [w.end for w in stretch.words if w.end is not None]
    start = stretch.start if stretch.start is not None else min(starts, default=None)
    end = stretch.end if stretch.end is not None else max(ends, default=None)
    return replace(stretch, start=start, end=end if end is not None and (start is None or end > start) else None)


def _in_order(stretches: list[Stretch]) -> list[Stretch]:
    keyed, last = [], 0.0
    for stretch in stretches:
        last = stretch.start if stretch.start is not None else last
        keyed.append((last, stretch))
    return [stretch for _, stretch in sorted(keyed, key=lambda pair: pair[0])]


def _fill_bounds(stretches: list[Stretch]) -> list[Stretch]:
    """Every stretch with a start and a later end."""
    starts_after: list[float | None] = []
    following: float | None = None
    for stretch in reversed(stretches):
        starts_after.append(following)
        following = stretch.start if stretch.start is not None else following
    out: list[Stretch] = []
    for stretch, after in zip(stretches, reversed(starts_after), strict=True):
        before = out[-1].end if out and out[-1].end is not None else 0.0
        start = stretch.start if stretch.start is not None else before
        if stretch.start is None and stretch.end is not None:
            start = max(min(start, stretch.end), stretch.end - _natural(stretch.words))
        end = stretch.end
        if end is None or end <= start:
            end = start + _natural(stretch.words)
            end = min(end, after) if after is not None and after > start else end
        out.append(replace(stretch, start=start, end=end))
    return out


def _one_voice(stretches: list[Stretch]) -> list[list[TimedWord]]:
    """The words of one speaker's stretches; where these overlap the earlier one ends when the later begins, and such as begin together share their time."""
    groups: list[list[Stretch]] = []
    for stretch in stretches:
        if groups and (stretch.start or 0.0) <= (groups[-1][0].start or 0.0):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    out: list[list[TimedWord]] = []
    for i, group in enumerate(groups):
        start = group[0].start or 0.0
        end = max(s.end or start for s in group)
        after = groups[i + 1][0].start if i + 1 < len(groups) else None
        end = min(end, after) if after is not None else end
        heard = [w for s in group for w in s.words]
        words = iter(_words(heard, start, end, group[0].speaker))
        out += [[next(words) for _ in s.words] for s in group]
    return _in_line(out)


def _words(heard: list[Heard], start: float, end: float, speaker: str | None) -> list[TimedWord]:
    starts = _starts(heard, start, end)
    out = []
    for i, (word, begins) in enumerate(zip(heard, starts, strict=True)):
        following = starts[i + 1] if i + 1 < len(heard) else max(end, begins)
        ends = word.end
        if ends is None or not begins <= ends <= end + SLACK:
            known = word.start is not None
            ends = min(following, begins + LONGEST_WORD * _natural([word])) if known else following
        out.append(TimedWord(word.text, round(begins, 3), round(max(begins, ends), 3), word.confidence, speaker))
    return out


def _starts(heard: list[Heard], start: float, end: float) -> list[float]:
    """When each word begins: its own time where that is credible, else by its share of the letters between those that have one."""
    known: list[float | None] = []
    last = max(0.0, start - SLACK)
    for word in heard:
        credible = word.start is not None and last <= word.start <= end + SLACK
        known.append(word.start if credible else None)
        last = word.start if credible and word.start is not None else last
    out: list[float] = []
    while len(out) < len(heard):
        own = known[len(out)]
        if own is not None:
            out.append(own)
            continue
        until = next((i for i in range(len(out), len(heard)) if known[i] is not None), len(heard))
        stop = known[until] if until < len(heard) else end
        out += _between(heard, out, until, start, stop if stop is not None else end)
    return out


def _between(heard: list[Heard], done: list[float], until: int, start: float, stop: float) -> list[float]:
    """Beginnings of the words from `len(done)` to `until`, which end at `stop`; the word before them comes first where its own end is not known."""
    at = len(done)
    begin, lead = start, 0
    if done:
        ends = heard[at - 1].end
        open_ended = ends is None or not done[-1] <= ends <= stop
        begin, lead = (done[-1], len(heard[at - 1].text) + 1) if open_ended or ends is None else (ends, 0)
    letters = [len(w.text) + 1 for w in heard[at:until]]
    total, span = sum(letters) + lead, max(0.0, stop - begin)
    out, before = [], lead
    for count in letters:
        out.append(begin + span * before / total)
        before += count
    return out


def _in_line(groups: list[list[TimedWord]]) -> list[list[TimedWord]]:
    """No word begins before the one before it, and none lasts beyond the beginning of the next."""
    flat = [w for group in groups for w in group]
    latest = 0.0
    moved = []
    for word in flat:
        latest = max(latest, word.start)
        moved.append(replace(word, start=latest, end=max(latest, word.end)))
    for i in range(len(moved) - 1):
        moved[i] = replace(moved[i], end=min(moved[i].end, moved[i + 1].start))
    words = iter(moved)
    return [[next(words) for _ in group] for group in groups]

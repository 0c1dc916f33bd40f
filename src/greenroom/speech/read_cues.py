"""Subtitles (SRT, WebVTT) as a transcript."""
from __future__ import annotations

from greenroom.speech.cues import Cue, read_cues
from greenroom.speech.lay import Heard, Stretch, lay
from greenroom.speech.markup import Piece, pieces, without_lead
from greenroom.speech.speakers import prefix_of, speakers
from greenroom.speech.transcript import BrokenTranscript, Transcript, split_words

BRIEF = 0.05
"""Seconds: rolling captions show a finished line again in a cue of a hundredth of a second (YouTube's own)."""
TOUCHING = 0.1
"""Seconds between two cues of rolling captions, at most."""


def read_srt(text: str, name: str = "The transcript") -> Transcript:
    """The transcript of SubRip text, or of WebVTT under the wrong name. Raises BrokenTranscript."""
    return _transcript(read_cues(text, name, text.lstrip("\ufeff \n\r").startswith("WEBVTT")), name)


def read_vtt(text: str, name: str = "The transcript") -> Transcript:
    """The transcript of WebVTT text, with or without its header. Raises BrokenTranscript."""
    return _transcript(read_cues(text, name, True), name)


def _transcript(cues: list[Cue], name: str) -> Transcript:
    lines = [[p for p in (pieces(line) for line in cue.lines) if p] for cue in _unrolled(cues)]
    known = speakers(_plain(line) for cue in lines for line in cue)
    out: list[Stretch] = []
    voice: str | None = None
    for cue, said in zip(cues, lines, strict=True):
        parts: list[tuple[str | None, list[Heard]]] = []
        for line in said:
            for piece in _after_name(line, known):
                voice = piece.voice if piece.voice is not None else voice
                words = [Heard(word, piece.at if i == 0 else None) for i, word in enumerate(split_words(piece.text))]
                if parts and parts[-1][0] == voice:
                    parts[-1][1].extend(words)
                else:
                    parts.append((voice, words))
        out += _shared(cue, parts)
    if not any(s.words for s in out):
        raise BrokenTranscript(f"{name} has {len(cues)} cues, none with a word that was spoken.", "Check the recording and that it was recognised in the right language.")
    return lay(out)


def _plain(line: list[Piece]) -> str:
    return "".join(p.text for p in line)


def _after_name(line: list[Piece], known: frozenset[str]) -> list[Piece]:
    """The line with a speaker's name before it made its voice."""
    first = line[0]
    found = prefix_of(first.text)
    if found and found[0] in known:
        name, at = found
        return [Piece(first.text[at:], first.at, first.voice or name), *(Piece(p.text, p.at, p.voice or name) for p in line[1:])]
    return [Piece(without_lead(first.text), first.at, first.voice), *line[1:]]


def _shared(cue: Cue, parts: list[tuple[str | None, list[Heard]]]) -> list[Stretch]:
    """A cue's parts as stretches; where several voices share a cue, they share its time by their letters."""
    kept = [(voice, words) for voice, words in parts if words]
    if len(kept) < 2 or cue.start is None or cue.end is None or cue.end <= cue.start:
        return [Stretch(tuple(words), cue.start if i == 0 else None, cue.end if len(kept) == 1 else None, voice) for i, (voice, words) in enumerate(kept)]
    letters = [sum(len(w.text) + 1 for w in words) for _, words in kept]
    out, done = [], 0
    for (voice, words), count in zip(kept, letters, strict=True):
        start, end = (cue.start + (cue.end - cue.start) * n / sum(letters) for n in (done, done + count))
        own = [w.start for w in words if w.start is not None]
        out.append(Stretch(tuple(words), min([round(start, 3), *own]), max([round(end, 3), *own]), voice))
        done += count
    return out


def _unrolled(cues: list[Cue]) -> list[Cue]:
    """Cues without the lines that rolling captions show again from the cue before."""
    out: list[Cue] = []
    shown: list[str] = []
    until: float | None = None
    for cue in cues:
        lines = [line for line in cue.lines if line.strip()]
        now = [" ".join(_plain(pieces(line)).split()) for line in lines]
        again = _again(shown, now) if until is not None and cue.start is not None and cue.start - until <= TOUCHING else 0
        whole = again == len(now)
        brief = cue.start is not None and cue.end is not None and cue.end - cue.start <= BRIEF
        if whole and not brief:
            again = 0
        out.append(Cue(cue.line, cue.start, cue.end, tuple(lines[again:])))
        shown, until = now or shown, cue.end if cue.end is not None else cue.start
    return out


def _again(before: list[str], now: list[str]) -> int:
    """How many lines at the top are those at the bottom of the cue before."""
    return next((n for n in range(min(len(before), len(now)), 0, -1) if before[-n:] == now[:n]), 0)

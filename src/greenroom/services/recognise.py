"""Have a recording recognised by the command that the person configured; it runs on this machine and leaves no file behind."""
from __future__ import annotations

import json
import os
import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from greenroom.errors import GreenroomError, UnreadableInput
from greenroom.services.run_bounded import Done, run_bounded
from greenroom.speech.read_whisper import read_whisper
from greenroom.speech.transcript import BrokenTranscript, Transcript

RECOGNISER = "GREENROOM_RECOGNISER"
"""Environment variable: the command. {wav} in it becomes the recording's path (which is put at the end without it), {out} an empty folder."""
TIME_LIMIT = "GREENROOM_RECOGNISER_SECONDS"
"""Environment variable: seconds that the command may take."""
SECONDS = 600.0
MOST_OUTPUT = 20_000_000
"""Bytes of JSON that are read; some hundred for every word."""
_LONGEST_COMPLAINT = 200
_EXAMPLE = f"Set {RECOGNISER} to a command that takes a WAV file and gives Whisper JSON, such as: whisper {{wav}} --output_format json --output_dir {{out}}"


class NotRecognised(GreenroomError):
    """A recogniser that is missing, fails, takes too long or gives no transcript."""

    code = "not-recognised"


@dataclass(frozen=True, slots=True)
class _Output:
    text: str
    name: str


def configured() -> bool:
    """Whether the person has named a recogniser."""
    return bool(os.environ.get(RECOGNISER, "").strip())


def recognise(wav: str | Path, command: str | None = None, limit: float | None = None) -> Transcript:
    """The transcript of the WAV file at `wav`, by `command` (or GREENROOM_RECOGNISER) within `limit` seconds (or GREENROOM_RECOGNISER_SECONDS).

    The command is run without a shell; it writes Whisper JSON to standard output, or one .json file into the folder {out}, which is removed
    afterwards. Raises UnreadableInput for what is no WAV file, NotRecognised for everything that goes wrong with the command.
    """
    path = _wav(wav)
    parts = _parts(command if command is not None else os.environ.get(RECOGNISER, ""))
    seconds = limit if limit is not None else _limit()
    with tempfile.TemporaryDirectory(prefix="greenroom-", ignore_cleanup_errors=True) as folder:
        done = _run(_filled(parts, path, folder), parts[0], folder, seconds)
        output = _output(done, parts[0], Path(folder))
    try:
        return read_whisper(output.text, output.name)
    except BrokenTranscript as problem:
        raise NotRecognised(problem.message, f"{problem.remedy} {_checks(parts[0])}") from None


def _wav(wav: str | Path) -> Path:
    path = Path(wav).absolute()
    try:
        with path.open("rb") as stream:
            head = stream.read(12)
    except OSError as problem:
        raise UnreadableInput(f"{wav} cannot be read: {problem.strerror}.", "Check the name of the recording.") from None
    if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
        raise UnreadableInput(f"{wav} is not a WAV file.", "Save the recording as WAV (with ffmpeg: ffmpeg -i recording.m4a -ar 16000 -ac 1 recording.wav).")
    return path


def _parts(command: str) -> list[str]:
    if not command.strip():
        raise NotRecognised("No recogniser is set up.", f"{_EXAMPLE}. Or give a transcript instead (SRT, WebVTT, Whisper JSON, text).")
    try:
        parts = shlex.split(command)
    except ValueError as problem:
        raise NotRecognised(f"{RECOGNISER} cannot be read as a command: {str(problem).lower()}.", "Close every quotation mark in it.") from None
    if not parts or not parts[0]:
        raise NotRecognised(f"{RECOGNISER} names no program.", _EXAMPLE + ".")
    return parts


def _limit() -> float:
    named = os.environ.get(TIME_LIMIT, "").strip()
    if not named:
        return SECONDS
    try:
        seconds = float(named)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise NotRecognised(f"{TIME_LIMIT} is {named!r}, not a number of seconds.", "Give it a number such as 600, or leave it out.")
    return seconds


def _filled(parts: list[str], wav: Path, folder: str) -> list[str]:
    """The command with the paths in it; as it runs in an empty folder, relative paths of files that exist are made whole."""
    parts = [str(Path(part).absolute()) if os.sep in part and "{" not in part and Path(part).exists() else part for part in parts]
    filled = [part.replace("{out}", folder).replace("{wav}", str(wav)) for part in parts]
    return filled if any("{wav}" in part for part in parts) else [*filled, str(wav)]


def _run(command: list[str], program: str, folder: str, seconds: float) -> Done:
    try:
        done = run_bounded(command, folder, seconds, MOST_OUTPUT)
    except FileNotFoundError:
        if shutil.which(command[0]):
            raise NotRecognised(f"The recogniser {program!r} cannot be started: what its first line names is not there.", "Mend the line that begins with #!.") from None
        raise NotRecognised(f"The recogniser {program!r} was not found.", f"Install it, or give its whole path in {RECOGNISER}.") from None
    except PermissionError:
        raise NotRecognised(f"The recogniser {program!r} may not be run.", "Make the file executable (chmod +x).") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise NotRecognised(f"The recogniser {program!r} cannot be started: {why}.", f"Check {RECOGNISER}; a script needs a first line such as #!/bin/sh.") from None
    if done.too_slow:
        raise NotRecognised(f"The recogniser {program!r} took longer than {seconds:g} seconds and was stopped.", f"Use a smaller model, or raise {TIME_LIMIT}.")
    if done.too_much:
        raise NotRecognised(f"The recogniser {program!r} wrote more than {MOST_OUTPUT:,} bytes and was stopped.", "It should write Whisper JSON and nothing else.")
    if done.status:
        ended = f"ended with status {done.status}" if done.status > 0 else f"was stopped by signal {-done.status}"
        last = _last_line(done.errors)
        raise NotRecognised(f"The recogniser {program!r} {ended}{': ' + last if last else ' and no message'}.", _checks(program))
    return done


def _last_line(errors: bytes) -> str:
    """The last line that says something, without control characters and not too long."""
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in errors.decode("utf-8", "replace").replace("\r", "\n"))
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    return lines[-1][:_LONGEST_COMPLAINT].rstrip(".") if lines else ""


def _output(done: Done, program: str, folder: Path) -> _Output:
    """The JSON that the command gave: the one file that it wrote, or its standard output, from where the JSON begins in it."""
    name = f"What the recogniser {program!r} gave"
    files = sorted(p for p in folder.rglob("*.json") if p.is_file() and not p.is_symlink())
    if len(files) > 1:
        raise NotRecognised(f"The recogniser {program!r} wrote {len(files)} JSON files.", "It should write one.")
    if files:
        with files[0].open("rb") as stream:
            raw = stream.read(MOST_OUTPUT + 1)
        if len(raw) > MOST_OUTPUT:
            raise NotRecognised(f"The recogniser {program!r} wrote more than {MOST_OUTPUT:,} bytes.", "It should write one transcript.")
        return _Output(raw.decode("utf-8-sig", "replace"), name)
    text = done.output.decode("utf-8-sig", "replace")
    if not text.strip():
        raise NotRecognised(f"The recogniser {program!r} gave nothing.", f"It must write Whisper JSON to its output, or to a file in {{out}}. {_checks(program)}")
    return _Output(_json_in(text), name)


def _json_in(text: str) -> str:
    """The JSON in an output that may have lines of progress before and after it; the whole text where none is found."""
    decoder = json.JSONDecoder()
    at = 0
    for line in text.splitlines(keepends=True)[:2000]:
        if line[:1] in "{[":
            try:
                held, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                pass
            else:
                if isinstance(held, dict | list) and held and not text[end:].lstrip().startswith("{"):
                    return text[at:end]
        at += len(line)
    return text


def _checks(program: str) -> str:
    return f"Run {program!r} by hand on the same file to see more."

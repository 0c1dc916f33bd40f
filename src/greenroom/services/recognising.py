"""Recognise a recording in the background: begun with its WAV, looked at until it is done; the transcript is kept with the turn."""
from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from greenroom.errors import GreenroomError, UnreadableInput
from greenroom.services import spoken
from greenroom.services.keep import data_folder
from greenroom.services.recognise import recognise

RUNNING, FINISHED, FAILED, NONE = "running", "done", "failed", "none"
LEFT_OVER = 86_400.0
"""Seconds after which a file of ours that a crash left is removed; no recogniser may run longer."""
BYTES_A_SECOND = 32_000
"""Of the WAV that the page sends: 16 kHz, 16 bits, one channel."""
_PREFIX = ".recognising-"


@dataclass(slots=True)
class Job:
    """How it stands: running, done, failed or none; when it began (of a clock that only goes on), how long the recording is, and what went wrong."""

    state: str = NONE
    began: float = 0.0
    ended: float = 0.0
    length: float = 0.0
    problem: GreenroomError | None = None

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return (self.ended or time.monotonic()) - self.began if self.began else 0.0


_LOCK = threading.Lock()
_jobs: dict[tuple[str, int], Job] = {}
MOST_JOBS = 100


def begin(rehearsal: str, number: int, wav: bytes) -> Job:
    """Begin to recognise a turn; one that is being recognised already goes on. Raises UnreadableInput for what is no WAV, OSError where it cannot be written."""
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        raise UnreadableInput("This is not a WAV file.", "Send the recording as WAV: 16 kHz, 16 bits, one channel.")
    spoken.turn(rehearsal, number)
    with _LOCK:
        held = _jobs.get((rehearsal, number))
        if held and held.state == RUNNING:
            return held
        job = Job(RUNNING, time.monotonic(), length=len(wav) / BYTES_A_SECOND)
        while len(_jobs) >= MOST_JOBS:
            _jobs.pop(next(iter(_jobs)))
        _jobs[rehearsal, number] = job
    try:
        path = _written(wav)
    except OSError as problem:
        job.state = FAILED
        raise UnreadableInput(f"The recording cannot be written for the recogniser: {problem.strerror}.", "Free some room, then try again.") from None
    threading.Thread(target=_work, args=(job, rehearsal, number, path), daemon=True).start()
    return job


def look(rehearsal: str, number: int) -> Job:
    """How the recognition of a turn stands; `none` where there is none, or where Greenroom was started again since."""
    return _jobs.get((rehearsal, number), Job())


def _work(job: Job, rehearsal: str, number: int, path: Path) -> None:
    try:
        spoken.keep(rehearsal, number, recognise(path), spoken.FROM_RECOGNISER, datetime.now(UTC))
        job.state = FINISHED
    except GreenroomError as problem:
        job.problem, job.state = problem, FAILED
    except Exception as problem:  # a thread has nobody above it; without the text, which may hold what was said
        job.problem = GreenroomError(f"The recognition broke off ({type(problem).__name__}).", "Try again, or type what you said.")
        job.state = FAILED
    finally:
        job.ended = time.monotonic()
        path.unlink(missing_ok=True)


def _written(wav: bytes) -> Path:
    """The recording in a file of our own in the data folder, readable by the person alone; what a crash left there goes."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > LEFT_OVER:
                old.unlink()
    handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX, suffix=".wav")
    with os.fdopen(handle, "wb") as stream:
        stream.write(wav)
    return Path(name)

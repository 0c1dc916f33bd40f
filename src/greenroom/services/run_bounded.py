"""Run a command with a limit on its time and on what it may write; nothing of it goes on afterwards."""
from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import IO

MOST_ERRORS = 65_536
_CHUNK = 65_536
_TICK = 0.02
_GRACE = 2.0
"""Seconds that the readers get after the command has ended; a child that left its group may hold the pipes open for ever."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its status (negative for a signal), what it wrote, the end of what it complained, and whether it was stopped."""

    status: int
    output: bytes
    errors: bytes
    too_slow: bool
    too_much: bool


class _Tail:
    """The end of a stream, or (`keep_head`) its beginning, as it is read by a thread."""

    def __init__(self, stream: IO[bytes], most: int, keep_head: bool) -> None:
        self.parts: deque[bytes] = deque()
        self.size = 0
        self.full = False
        self.thread = threading.Thread(target=self._read, args=(stream, most, keep_head), daemon=True)
        self.thread.start()

    def _read(self, stream: IO[bytes], most: int, keep_head: bool) -> None:
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), _CHUNK):
                self.parts.append(chunk)
                self.size += len(chunk)
                if keep_head and self.size > most:
                    self.full = True
                    return
                while self.size - len(self.parts[0]) > most:
                    self.size -= len(self.parts.popleft())

    def bytes(self) -> bytes:
        return b"".join(list(self.parts))


def run_bounded(command: list[str], folder: str, seconds: float, most: int) -> Done:
    """Run `command` in `folder` without a shell and without input; stop it and its children after `seconds` or `most` bytes of output.

    Raises OSError (FileNotFoundError, PermissionError) when it cannot be started, ValueError for an argument that holds a zero byte.
    """
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert process.stderr is not None
    too_slow = False
    try:
        output, errors = _Tail(process.stdout, most, True), _Tail(process.stderr, MOST_ERRORS, False)
        until = time.monotonic() + seconds
        while process.poll() is None and not output.full:
            if time.monotonic() > until:
                too_slow = True
                break
            time.sleep(_TICK)
    finally:
        _end(process)
    for each in (output, errors):
        each.thread.join(_GRACE)
    for stream in (process.stdout, process.stderr):
        with contextlib.suppress(OSError):
            stream.close()
    return Done(process.returncode, output.bytes(), errors.bytes(), too_slow, output.full)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and all that it started in its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""Rate a file of answers: one JSON object a line in, one out, in the same order, with flat memory."""
from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TextIO

from greenroom.errors import GreenroomError, UnreadableInput
from greenroom.text.judgeable import MOST_CHARACTERS

MOST_OF_A_LINE = 4 * MOST_CHARACTERS
"""Characters read of one line; the rest of a longer one is passed over and the line becomes an error object."""
RATED, TOO_LITTLE, UNREAD, REFUSED = "rated", "with too little to judge", "could not be read", "could not be rated"
"""What came of a line, as a person is told it; REFUSED is a line that was read and asks for what is not there, such as an unknown level."""
Chunk = list[tuple[int, str]]
CHUNK = 8
AHEAD = 4
"""Chunks given to each worker beyond the one that it works on."""


def assess_lines(lines: Iterable[str], level: str, framework: str, jobs: int = 1) -> Iterator[str]:
    """For each input line that is not blank one JSON line: the rating with its `id`, or {"id", "line", "error"}."""
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    if jobs <= 1:
        for n, line in numbered:
            yield assess_line(n, line, level, framework)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[Chunk, Future[list[str]] | None]] = deque()
        for chunk in _chunks(numbered):
            waiting.append((chunk, _submit(pool, chunk, level, framework)))
            if len(waiting) >= jobs * AHEAD:
                yield from _result(*waiting.popleft(), level, framework)
        while waiting:
            yield from _result(*waiting.popleft(), level, framework)


def _submit(pool: ProcessPoolExecutor, chunk: Chunk, level: str, framework: str) -> Future[list[str]] | None:
    """The chunk given to a worker, or None when the workers are gone."""
    try:
        return pool.submit(_assess_chunk, chunk, level, framework)
    except BrokenExecutor:
        return None


def _result(chunk: Chunk, future: Future[list[str]] | None, level: str, framework: str) -> list[str]:
    """A chunk's lines; when a worker was killed (by the system, for memory) this process does its work, and nothing is lost."""
    try:
        return future.result() if future else _assess_chunk(chunk, level, framework)
    except BrokenExecutor:
        return _assess_chunk(chunk, level, framework)


def bounded_lines(stream: TextIO) -> Iterator[str]:
    """Lines of a stream, each cut after MOST_OF_A_LINE characters so that one line cannot fill the memory."""
    while True:
        line = stream.readline(MOST_OF_A_LINE)
        if not line:
            return
        if not line.endswith("\n"):
            while True:
                rest = stream.readline(MOST_OF_A_LINE)
                if not rest or rest.endswith("\n"):
                    break
        yield line


def assess_line(number: int, line: str, level: str, framework: str) -> str:
    """One line rated. Whatever is wrong with it becomes an error object; the text is never part of the message."""
    row: Any = None
    try:
        row = _parse(line)
        _check(row)
        from greenroom.services.assess_answer import assess_answer

        rating = assess_answer(row["text"], row.get("question"), row.get("level") or level, framework)
        out: dict[str, Any] = {"id": row.get("id"), **rating.to_dict()}
    except GreenroomError as problem:
        out = {"id": row.get("id") if isinstance(row, dict) else None, "line": number, "error": problem.to_dict()}
    return json.dumps(out, ensure_ascii=False)


def told(outcomes: Mapping[str, int]) -> str:
    """Counts of lines by their `outcome` in words; how many were rated is always said."""
    return ", ".join(f"{outcomes.get(how, 0)} {how}" for how in (RATED, TOO_LITTLE, UNREAD, REFUSED) if how == RATED or outcomes.get(how))


def outcome(line: str) -> str:
    """What came of an input line, by its output line: RATED, TOO_LITTLE, UNREAD or REFUSED."""
    row = json.loads(line)
    if "error" in row:
        return UNREAD if row["error"]["code"] == UnreadableInput.code else REFUSED
    return RATED if row["judged"] else TOO_LITTLE


def _parse(line: str) -> dict[str, Any]:
    if len(line) >= MOST_OF_A_LINE:
        raise UnreadableInput(f"The line has more than {MOST_OF_A_LINE:,} characters.", "Give one answer a line.")
    try:
        row = json.loads(line, parse_constant=_no_number)
        json.dumps(row, allow_nan=False)
    except (ValueError, RecursionError) as problem:
        where = f" at column {problem.colno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise UnreadableInput(f"The line is not JSON{where}.", 'Write one object a line: {"id": ..., "question": ..., "level": ..., "text": ...}.') from None
    if not isinstance(row, dict):
        raise UnreadableInput("The line is not a JSON object.", 'Write {"id": ..., "text": ...}.')
    return row


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _check(row: dict[str, Any]) -> None:
    for key, kinds in (("text", (str,)), ("question", (str, type(None))), ("level", (str, type(None)))):
        if not isinstance(row.get(key), kinds):
            raise UnreadableInput(f"{key!r} is {'missing' if key not in row else 'not text'}.", f"Give {key!r} as a string.")


def _assess_chunk(chunk: Chunk, level: str, framework: str) -> list[str]:
    return [assess_line(n, line, level, framework) for n, line in chunk]


def _chunks(numbered: Iterator[tuple[int, str]]) -> Iterator[Chunk]:
    chunk: Chunk = []
    for item in numbered:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk

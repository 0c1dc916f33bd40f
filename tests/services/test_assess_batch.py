"""A batch goes on and keeps its order, whatever happens to a worker."""
from __future__ import annotations

import json
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from greenroom.services.assess_batch import assess_lines


def test_a_killed_worker_loses_nothing(monkeypatch: pytest.MonkeyPatch, example: tuple[str, str]) -> None:
    lines = [json.dumps({"id": i, "text": f"{example[0]} Number {i}."}) for i in range(20)]
    calls = 0

    def submit(self: ProcessPoolExecutor, function: Any, *args: Any) -> Future[Any]:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise BrokenProcessPool("gone")
        future: Future[Any] = Future()
        if calls == 2:
            future.set_exception(BrokenProcessPool("gone"))
        else:
            future.set_result(function(*args))
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    out = [json.loads(line) for line in assess_lines(lines, "sde2", "amazon", jobs=2)]
    assert [o["id"] for o in out] == list(range(20))
    assert all(o["judged"] for o in out)

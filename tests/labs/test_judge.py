"""A retry worker is judged by what it does: right ones pass however they are written, wrong ones are told what they do."""
from __future__ import annotations

from pathlib import Path

import pytest

from greenroom.labs.webhooks import judge
from greenroom.labs.webhooks.worker_file import SHIPPED, BrokenFile
from tests.labs.fixes import ONE_AT_A_TIME, RIGHT, WRONG

SEEDS = 40


def written(folder: Path, text: str) -> Path:
    path = folder / "retry_worker.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_worker_has_the_fault() -> None:
    verdict = judge.judge(SHIPPED, SEEDS)
    assert not verdict.right
    assert verdict.dropped > SEEDS / 2
    assert verdict.overlapped > SEEDS / 2
    assert verdict.stranded == 0


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_fix_is_known_by_what_it_does(name: str, tmp_path: Path) -> None:
    verdict = judge.judge(written(tmp_path, RIGHT[name]), SEEDS)
    assert verdict.right, verdict
    assert not verdict.held_up


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_fix_is_told_what_it_does(name: str, tmp_path: Path) -> None:
    text, wrong = WRONG[name]
    verdict = judge.judge(written(tmp_path, text), SEEDS)
    assert not verdict.right
    assert getattr(verdict, wrong) > 0, verdict


def test_one_at_a_time_passes_with_a_remark(tmp_path: Path) -> None:
    verdict = judge.judge(written(tmp_path, ONE_AT_A_TIME), SEEDS)
    assert verdict.right, verdict
    assert verdict.held_up


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=r"line 2: "):
        judge.judged(written(tmp_path, "def work(service):\n    return )\n"))
    with pytest.raises(BrokenFile, match="no function 'work'"):
        judge.judged(written(tmp_path, "x = 1\n"))
    assert "line 2: ZeroDivisionError" in judge.judged(written(tmp_path, "def work(service):\n    return 1 / 0\n"), 5).problem
    assert "no such column" in judge.judged(written(tmp_path, "def work(service):\n    service.rows('SELECT nobody FROM retry')\n"), 5).problem
    assert "transaction of its own" in judge.judged(written(tmp_path, "def work(service):\n    service.change('BEGIN')\n"), 5).problem
    assert judge.judged(written(tmp_path, "import os\ndef work(service):\n    os._exit(7)\n"), 5).problem


def test_a_loop_without_an_end_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "AT_MOST", 3.0)
    assert "within 3 s" in judge.judged(written(tmp_path, "while_ = True\ndef work(service):\n    while while_:\n        pass\n"), 5).problem

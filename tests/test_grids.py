"""Grids of questions and stories: taken in when they are whole, and read back by story."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def grid(from_training: Callable[[str], ModuleType]) -> ModuleType:
    return from_training("corpus.grid")


def sheet(folder: Path, number: int, lines: str) -> None:
    (folder / f"{number}.key.json").write_text(json.dumps({"questions": ["Why so late?", "Why so early?"], "stories": ["a1", "a2"]}))
    (folder / f"{number}.out").write_text(lines)


def test_a_whole_grid(grid: ModuleType, tmp_path: Path) -> None:
    sheet(tmp_path, 1, "s01: 0 3\ns02: 21\n")
    assert list(grid.fits(tmp_path)) == [{"questions": ["Why so late?", "Why so early?"], "stories": {"a1": "03", "a2": "21"}}]


@pytest.mark.parametrize("lines", ["s01: 0 3\n", "s01: 0 3\ns02: 2\n", "s01: 0 3\ns02: 2 4\n"])
def test_a_grid_with_something_missing_is_left_out_and_named(grid: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str) -> None:
    sheet(tmp_path, 1, lines)
    assert list(grid.fits(tmp_path)) == []
    assert "1.out" in capsys.readouterr().err


def test_a_story_in_two_grids_has_the_questions_of_both(grid: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [{"questions": ["Why so late?"], "stories": {"a1": "2"}}, {"questions": ["Why so early?"], "stories": {"a1": "0", "a2": "1"}}]
    monkeypatch.setattr(grid, "read", lambda: held)
    assert grid.rated() == {"a1": [("Why so late?", 2), ("Why so early?", 0)], "a2": [("Why so early?", 1)]}


def test_no_question_of_the_catalogue_is_in_the_grids(grid: ModuleType) -> None:
    kept = grid.read()
    assert kept
    assert not {grid.bare(question) for held in kept for question in held["questions"]} & grid.of_the_catalogue()

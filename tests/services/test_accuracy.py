"""The figures on the page About are those of the last measuring."""
from __future__ import annotations

from greenroom.services.accuracy import accuracy, read
from tests.conftest import ROOT

PAGE = (ROOT / "docs/reference/accuracy.md").read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_page() -> None:
    held = accuracy()
    assert held == read(PAGE)
    assert held is not None
    assert f"`{held.weights}`" in PAGE
    assert len(held.figures) > 5
    for figure in held.figures:
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {figure.measure} | {figure.floor} |"))
        assert row.endswith(f" | {figure.found} | {figure.found_later} | {figure.floor_found} |")
        assert f" | {figure.made} | " in row


def test_a_page_without_the_table_has_no_figures() -> None:
    assert read("") is None
    assert read("with weights `x`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n") is None

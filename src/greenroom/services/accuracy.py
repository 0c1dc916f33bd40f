"""How well the ratings agreed with the raters when that was measured last: the table at the head of docs/reference/accuracy.md, which a wheel carries."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

PAGE = "accuracy.md"
"""Beside this file in a wheel; in a checkout the page itself."""
CHECKOUT = Path(__file__).parents[3] / "docs" / "reference" / PAGE
MADE, FOUND, FOUND_LATER = "look and check", "strangers", "more strangers"
"""Columns of the page: answers written for measuring, answers that people posted in public, and those of them found later."""
FLOOR, FLOOR_FOUND = "floor", "strangers' floor"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: answers written for measuring with the floor set for them, and two sets of found answers with theirs; as the page writes them."""

    measure: str
    made: str
    floor: str
    found: str
    found_later: str
    floor_found: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The weights that were measured, and the figures."""

    weights: str
    figures: tuple[Figure, ...]


@lru_cache(maxsize=1)
def accuracy() -> Accuracy | None:
    """The figures; None where the page did not come along or holds no such table."""
    packed = resources.files(__package__).joinpath(PAGE)
    page = packed if packed.is_file() else CHECKOUT
    return read(page.read_text(encoding="utf-8")) if page.is_file() else None


def read(page: str) -> Accuracy | None:
    """The figures of a page as `make accuracy` writes it; None where it holds none."""
    weights = re.search(r"with weights `([^`]+)`", page)
    rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in page.splitlines() if line.startswith("|")]
    if not weights or len(rows) < 3 or not {MADE, FOUND, FOUND_LATER, FLOOR, FLOOR_FOUND} <= set(rows[0]):
        return None
    figures = []
    for row in rows[2:]:
        if len(row) != len(rows[0]):
            break
        by = dict(zip(rows[0], row, strict=True))
        figures.append(Figure(row[0], by[MADE], by[FLOOR], by[FOUND], by[FOUND_LATER], by[FLOOR_FOUND]))
    return Accuracy(weights[1], tuple(figures))

"""A plan for a whole loop: one story for each interviewer's principle, none told twice, the best that can be had in all."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.stories.coverage import Cell, Row

TAGGED = 10.0
"""What any story for a principle is worth, so that as many principles as can be have one; votes and freshness only choose between them."""
STALE = 0.5


@dataclass(frozen=True, slots=True)
class Planned:
    """A principle of the loop with the story to tell, or None where no story is left for it; `others` could stand in."""

    principle: str
    name: str
    cell: Cell | None
    others: tuple[Cell, ...]


def plan(rows: Sequence[Row]) -> tuple[Planned, ...]:
    """Choose a story for each of the rows, so that none is told twice and the sum of their worth is the highest."""
    stories = list(dict.fromkeys(c.story for row in rows for c in row.cells))
    by_row = [{c.story: c for c in row.cells} for row in rows]
    chosen = assign([[worth(held[s]) if s in held else 0.0 for s in stories] for held in by_row])
    out = []
    for row, held, at in zip(rows, by_row, chosen, strict=True):
        cell = held.get(stories[at]) if at is not None else None
        out.append(Planned(row.principle, row.name, cell, tuple(c for c in row.cells if c is not cell)))
    return tuple(out)


def worth(cell: Cell) -> float:
    """How much a story is worth for its principle."""
    return TAGGED + (cell.vote or 0) + cell.held - (STALE if cell.stale else 0.0)


def assign(worth: Sequence[Sequence[float]]) -> list[int | None]:
    """A column for each row, none twice, with the highest sum; None where the row gets nothing of worth.

    The Hungarian method with potentials, rows times rows times columns: Kuhn 1955, in the form of Jonker and Volgenant 1987.
    """
    many = len(worth)
    wide = max(len(worth[0]) if worth else 0, many)
    cost = [[-(row[j] if j < len(row) else 0.0) for j in range(wide)] for row in worth]
    u, v, owner = [0.0] * (many + 1), [0.0] * (wide + 1), [0] * (wide + 1)
    for i in range(1, many + 1):
        owner[0] = i
        _extend(cost, u, v, owner, wide)
    out: list[int | None] = [None] * many
    for j in range(1, wide + 1):
        if owner[j] and cost[owner[j] - 1][j - 1] < 0:
            out[owner[j] - 1] = j - 1
    return out


def _extend(cost: list[list[float]], u: list[float], v: list[float], owner: list[int], wide: int) -> None:
    """Give the row in `owner[0]` a column, moving others along the cheapest path."""
    least, way, seen = [math.inf] * (wide + 1), [0] * (wide + 1), [False] * (wide + 1)
    at = 0
    while owner[at]:
        seen[at] = True
        row, step, following = owner[at], math.inf, 0
        for j in range(1, wide + 1):
            if seen[j]:
                continue
            now = cost[row - 1][j - 1] - u[row] - v[j]
            if now < least[j]:
                least[j], way[j] = now, at
            if least[j] < step:
                step, following = least[j], j
        for j in range(wide + 1):
            if seen[j]:
                u[owner[j]] += step
                v[j] -= step
            else:
                least[j] -= step
        at = following
    while at:
        owner[at] = owner[way[at]]
        at = way[at]

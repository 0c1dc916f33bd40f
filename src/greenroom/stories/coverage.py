"""Which principles the stories cover: a row for each principle, a cell for each story that is told for it, with its best take and whether that is stale."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from greenroom.frameworks import Framework, Level
from greenroom.stories.bank import PASSES, Story, Take, held_up, missing_at, vote_at

FADES = timedelta(days=60)
"""After this long without a take a story counts as stale: about the time in which an unrehearsed text loses its details. A choice, not a measurement."""
CHANGED, FADED = "changed since", "not told for a while"
STATES = ("no story", "a story", "nearly", "ready")
"""In words, by the number of notches."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A story under a principle: the best vote at the bar (None: not rated), what that take still misses, why it is stale ("": it is not), follow-ups held.

    `elsewhere` says that it was rated, for another framework or bar alone.
    """

    story: str
    title: str
    vote: int | None
    misses: tuple[str, ...]
    stale: str
    held: bool
    elsewhere: bool = False

    @property
    def passes(self) -> bool:
        return (self.vote or 0) >= PASSES

    @property
    def notches(self) -> int:
        """One each for the story, a take that passed, follow-ups that held."""
        return 1 + self.passes + (self.passes and self.held)


@dataclass(frozen=True, slots=True)
class Row:
    """A principle with the stories told for it, the best first."""

    principle: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def notches(self) -> int:
        return max((c.notches for c in self.cells), default=0)

    @property
    def state(self) -> str:
        return STATES[self.notches]

    @property
    def stale(self) -> bool:
        """Whether the best story there is has to be gone over again."""
        return bool(self.cells) and bool(self.cells[0].stale)


def coverage(framework: Framework, level: Level, stories: Sequence[Story], takes: Mapping[str, Sequence[Take]], now: datetime) -> tuple[Row, ...]:
    """A row for each principle of the framework, in its order; `takes` are by story id. Stories under another framework are left out."""
    ours = [s for s in stories if s.framework == framework.id]
    cells = {s.id: cell(s, takes.get(s.id, ()), framework.id, level.bar, now) for s in ours}
    rows = []
    for p in framework.principles:
        here = [cells[s.id] for s in ours if p.id in s.principles]
        rows.append(Row(p.id, p.name, tuple(sorted(here, key=lambda c: (-c.notches, bool(c.stale), -(c.vote or 0), len(c.misses))))))
    return tuple(rows)


def cell(story: Story, takes: Sequence[Take], framework: str, bar: str, now: datetime) -> Cell:
    """One story by its best take in the framework at the bar: the highest vote, then the fewest gaps, then the newest."""
    judged = [(vote, t) for t in takes if t.framework == framework and (vote := vote_at(t, bar)) is not None]
    if not judged:
        return Cell(story.id, story.title, None, (), "", False, any(t.rating.get("vote") or t.rating.get("votes") for t in takes))
    vote, best = max(judged, key=lambda pair: (pair[0], -len(missing_at(pair[1], bar)), pair[1].created))
    held = any(held_up(t) for v, t in judged if v >= PASSES)
    return Cell(story.id, story.title, vote, tuple(missing_at(best, bar)), stale(story, [t for _, t in judged], now), held)


def stale(story: Story, takes: Sequence[Take], now: datetime) -> str:
    """Why the takes say little of the story as it stands now: its text was changed since, or the last is long ago; "" where neither is so."""
    if not any(t.created >= story.updated or t.text.split() == story.text.split() for t in takes):
        return CHANGED
    return FADED if now - max(t.created for t in takes) > FADES else ""

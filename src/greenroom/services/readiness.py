"""What the stories cover at the level aimed for, which of them to tell, and what was claimed in them."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from greenroom.services.door import stores
from greenroom.services.preferences import Preferences, preferences
from greenroom.services.read_answer import clean
from greenroom.storage.records import Story, Take
from greenroom.stories.coverage import Cell, Row, cell, coverage
from greenroom.stories.fit import Fitting, fitting
from greenroom.stories.ledger import Ledger, Telling, ledger
from greenroom.stories.plan import Planned, plan


def by_story(takes: Sequence[Take]) -> dict[str, list[Take]]:
    """Takes by the story that they are of."""
    out: dict[str, list[Take]] = {}
    for t in takes:
        if t.story_id:
            out.setdefault(t.story_id, []).append(t)
    return out


def grid(prefers: Preferences, now: datetime) -> tuple[Row, ...]:
    """Principles by stories, at the level preferred. Raises DatabaseProblem."""
    return coverage(prefers.framework, prefers.level, stores().stories.list(), by_story(stores().takes.list(brief=True)), now)


def cells(prefers: Preferences, now: datetime) -> dict[str, Cell]:
    """Each story's best take at the level and in the framework preferred, whatever its principles. Raises DatabaseProblem."""
    takes = by_story(stores().takes.list(brief=True))
    return {s.id: cell(s, takes.get(s.id, ()), prefers.framework.id, prefers.level.bar, now) for s in stores().stories.list()}


def which_for(question: str) -> tuple[Fitting, ...]:
    """The stories by how well they answer the question. Raises DatabaseProblem."""
    asked, prefers = " ".join(clean(question).split())[:500], preferences()
    return fitting(asked, stores().stories.list(), prefers.level.id, prefers.framework.id) if asked else ()


def loop_plan(principles: Sequence[str], now: datetime) -> tuple[Planned, ...]:
    """A story for each of the principles, none told twice; principles that do not exist are left out. Raises DatabaseProblem."""
    rows = {row.principle: row for row in grid(preferences(), now)}
    return plan([rows[p] for p in dict.fromkeys(principles) if p in rows])


def facts(story: Story) -> Ledger:
    """Figures of the story, of its takes and of the replies to follow-ups, the oldest first. Raises DatabaseProblem."""
    held = stores().takes.list(story.id)[::-1]
    tellings = []
    for number, t in enumerate(held, 1):
        if t.text != story.text:
            tellings.append(Telling(t.id, f"take {number}", t.text))
        tellings += [Telling(f"{t.id}/{at}", f"take {number}, a reply", r.get("reply", "")) for at, r in enumerate(t.replies or [])]
    return ledger([*tellings, Telling(story.id, "the story as it stands", story.text)])

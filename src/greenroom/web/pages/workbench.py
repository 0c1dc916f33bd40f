"""The workbench: an answer is rated as it is written; without script, a form that posts to the report."""
from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse

from greenroom.services import browse, drafts, my_stories, my_takes
from greenroom.services.preferences import aimed_since, levels_of
from greenroom.services.view_rating import KIND_TITLES, PARTS, SECTION_TITLES
from greenroom.services.warm_up import warm_up
from greenroom.web.render import page

router = APIRouter()
LETTERS = [(letter, SECTION_TITLES[letter]) for letter, _ in PARTS]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the workbench before anything is typed: the name of its drafts, the framework, question and text, and the story that it is a copy of."""

    name: str
    framework: browse.Framework
    question: str = ""
    text: str = ""
    story: my_stories.Story | None = None


@router.get("/workbench")
def workbench(request: Request, walkthrough: str = "", level: str = "", new: str = "", story: UUID | None = None) -> HTMLResponse:
    """The newest draft, of a walkthrough's question or of a story where one is named; `new` begins without one. Raises UnknownName, NotThere, DatabaseProblem."""
    desk = _story(str(story)) if story else _walkthrough(walkthrough) if walkthrough else Desk("workbench", browse.framework())
    kept = None if new else next(iter(drafts.drafts(desk.name)), None)
    known = [x.id for x in desk.framework.levels]
    drafted = kept.level if kept and not aimed_since(kept.at) else ""
    wanted = next((name for name in (level, drafted) if name in known), levels_of(desk.framework.id)[1])
    response = page(
        request, "workbench.html", here="workbench", name=desk.name, draft=kept, question=kept.question if kept else desk.question,
        text=kept.text if kept else desk.text, story=desk.story, levels=desk.framework.levels, framework_id=desk.framework.id, level=wanted, letters=LETTERS,
        framework=json.dumps(_shown(desk.framework)),
    )
    response.background = BackgroundTask(warm_up)
    return response


def _walkthrough(name: str) -> Desk:
    w = browse.walkthrough(name)
    return Desk(f"workbench:{w.id}", browse.framework_of(w), w.head.question)


def _story(id: str) -> Desk:
    held = my_stories.story(id)
    question = next((x.question for x in my_takes.lines(held.id) if x.question), "")
    return Desk(my_stories.desk_of(held.id), browse.named(my_stories.framework_of(held)), question, held.text, held)


def _shown(framework: browse.Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        "levels": [{"id": x.id, "title": x.title} for x in framework.levels],
        "votes": {str(value): word for value, word in framework.votes.items()},
        "sections": SECTION_TITLES,
        "kinds": KIND_TITLES,
    }

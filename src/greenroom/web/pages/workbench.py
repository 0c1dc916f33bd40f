"""The workbench: an answer is rated as it is written; without script, a form that posts to the report."""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse, drafts, my_stories, my_takes
from greenroom.services.preferences import aimed_since, preferences, preferred_of, standard
from greenroom.services.readable import Readable
from greenroom.services.view_rating import KIND_TITLES, PARTS, SECTION_TITLES
from greenroom.services.vote_words import for_a_script
from greenroom.services.warm_up import warm_up
from greenroom.web.forms import Fields
from greenroom.web.pages.rate import unread
from greenroom.web.render import page

router = APIRouter()
WITHOUT, OF_A_WALKTHROUGH, OF_A_STORY = "workbench", "workbench:", "workbench:story:"
"""Pages as their drafts are kept: the workbench with any question, with a walkthrough's, and of a story."""
LETTERS = [(letter, SECTION_TITLES[letter]) for letter, _ in PARTS]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the workbench before anything is typed: the name of its drafts, the framework, question and text, and the story that it is a copy of."""

    name: str
    framework: browse.Framework
    question: str = ""
    text: str = ""
    story: my_stories.Story | None = None


@router.post("/workbench")
def mend(request: Request, form: Fields) -> Response:
    """Go on with an answer whose report was read: it becomes the newest draft of the page that it was written on."""
    try:
        desk, query = _written_on(form.get("page", ""))
        drafts.keep_as_newest(desk.name, form.get("text", ""), form.get("question", "")[:500], form.get("level", "")[:60], datetime.now(UTC))
    except GreenroomError as problem:
        return unread(request, problem, form)
    return RedirectResponse(f"/workbench{query}", 303)


def _written_on(name: str) -> tuple[Desk, str]:
    """The desk that a page's name means, with the query that leads to it. Raises UnknownName, NotThere, DatabaseProblem."""
    if name.startswith(OF_A_STORY):
        desk = _story(name.removeprefix(OF_A_STORY))
        return desk, f"?story={name.removeprefix(OF_A_STORY)}"
    if name.startswith(OF_A_WALKTHROUGH):
        return _walkthrough(name.removeprefix(OF_A_WALKTHROUGH)), f"?walkthrough={name.removeprefix(OF_A_WALKTHROUGH)}"
    return Desk(WITHOUT, browse.framework()), ""


@router.get("/workbench")
def workbench(request: Request, walkthrough: str = "", level: str = "", new: str = "", story: UUID | None = None) -> HTMLResponse:
    """The newest draft, of a walkthrough's question or of a story where one is named; `new` begins without one.

    Without the person's data an answer is rated all the same. Raises UnknownName, NotThere, and DatabaseProblem for a story.
    """
    mine = Readable()
    prefers = mine.read(preferences, standard())
    desk = _story(str(story)) if story else _walkthrough(walkthrough) if walkthrough else Desk(WITHOUT, prefers.framework)
    kept = None if new else next(iter(mine.every(lambda: drafts.drafts(desk.name))), None)
    known = [x.id for x in desk.framework.levels]
    drafted = kept.level if kept and not aimed_since(kept.at) else ""
    wanted = next((name for name in (level, drafted) if name in known), preferred_of(desk.framework, prefers).id)
    response = page(
        request, "workbench.html", here="workbench", name=desk.name, draft=kept, question=kept.question if kept else desk.question,
        text=kept.text if kept else desk.text, story=desk.story, levels=desk.framework.levels, framework_id=desk.framework.id, level=wanted, letters=LETTERS,
        framework=json.dumps(_shown(desk.framework)), closed=mine.problem,
    )
    response.background = BackgroundTask(warm_up)
    return response


def _walkthrough(name: str) -> Desk:
    w = browse.walkthrough(name)
    return Desk(f"{OF_A_WALKTHROUGH}{w.id}", browse.framework_of(w), w.head.question)


def _story(id: str) -> Desk:
    held = my_stories.story(id)
    question = next((x.question for x in my_takes.lines(held.id) if x.question), "")
    return Desk(my_stories.desk_of(held.id), browse.named(my_stories.framework_of(held)), question, held.text, held)


def _shown(framework: browse.Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        **for_a_script(framework),
        "votes": {str(value): word for value, word in framework.votes.items()},
        "sections": SECTION_TITLES,
        "kinds": KIND_TITLES,
    }

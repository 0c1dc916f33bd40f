"""The workbench: an answer is rated as it is written; without script, a form that posts to the report."""
from __future__ import annotations

import json
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse, drafts
from greenroom.services.preferences import preferences
from greenroom.services.view_rating import KIND_TITLES, SECTION_TITLES
from greenroom.services.vote_words import for_a_script
from greenroom.services.warm_up import warm_up
from greenroom.web.forms import Fields
from greenroom.web.pages.rate import unread
from greenroom.web.render import page

router = APIRouter()

WITHOUT, OF_A_WALKTHROUGH = "workbench", "workbench:"
"""Pages as their drafts are kept: the workbench with any question, and with a walkthrough's."""


@router.post("/workbench")
def mend(request: Request, form: Fields) -> Response:
    """Go on with an answer whose report was read: it becomes the newest draft of the page that it was written on."""
    name = form.get("page", "")
    walkthrough = browse.walkthrough(name.removeprefix(OF_A_WALKTHROUGH)) if name.startswith(OF_A_WALKTHROUGH) else None
    try:
        drafts.keep_as_newest(name if walkthrough else WITHOUT, form.get("text", ""), form.get("question", "")[:500], form.get("level", "")[:60], datetime.now(UTC))
    except GreenroomError as problem:
        return unread(request, problem, form)
    return RedirectResponse(f"/workbench?walkthrough={walkthrough.id}" if walkthrough else "/workbench", 303)


@router.get("/workbench")
def workbench(request: Request, walkthrough: str = "", level: str = "") -> HTMLResponse:
    """The newest draft, of a walkthrough's question where one is named. Raises UnknownName, DatabaseProblem."""
    w = browse.walkthrough(walkthrough) if walkthrough else None
    name = f"{OF_A_WALKTHROUGH}{w.id}" if w else WITHOUT
    kept = next(iter(drafts.drafts(name)), None)
    framework = browse.framework_of(w) if w else browse.framework()
    known = {x.id for x in framework.levels}
    wanted = level or (kept.level if kept else "") or (w.head.level if w else "") or preferences().level.id
    shown = {
        "id": framework.id,
        **for_a_script(framework),
        "votes": {str(value): word for value, word in framework.votes.items()},
        "sections": SECTION_TITLES,
        "kinds": KIND_TITLES,
    }
    response = page(
        request, "workbench.html", here="workbench", name=name, draft=kept, question=kept.question if kept else w.head.question if w else "",
        levels=framework.levels, framework_id=framework.id, level=wanted if wanted in known else framework.usual.id, framework=json.dumps(shown),
    )
    response.background = BackgroundTask(warm_up)
    return response

"""The workbench: an answer is rated as it is written; without script, a form that posts to the report."""
from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse

from greenroom.services import browse, drafts
from greenroom.services.preferences import aimed_since, levels_of
from greenroom.services.view_rating import KIND_TITLES, SECTION_TITLES
from greenroom.services.warm_up import warm_up
from greenroom.web.render import page

router = APIRouter()


@router.get("/workbench")
def workbench(request: Request, walkthrough: str = "", level: str = "") -> HTMLResponse:
    """The newest draft, of a walkthrough's question where one is named. Raises UnknownName, DatabaseProblem."""
    w = browse.walkthrough(walkthrough) if walkthrough else None
    name = f"workbench:{w.id}" if w else "workbench"
    kept = next(iter(drafts.drafts(name)), None)
    framework = browse.framework_of(w) if w else browse.framework()
    known = [x.id for x in framework.levels]
    drafted = kept.level if kept and not aimed_since(kept.at) else ""
    wanted = next((name for name in (level, drafted) if name in known), levels_of(framework.id)[1])
    shown = {
        "id": framework.id,
        "levels": [{"id": x.id, "title": x.title} for x in framework.levels],
        "votes": {str(value): word for value, word in framework.votes.items()},
        "sections": SECTION_TITLES,
        "kinds": KIND_TITLES,
    }
    response = page(
        request, "workbench.html", here="workbench", name=name, draft=kept, question=kept.question if kept else w.head.question if w else "",
        levels=framework.levels, framework_id=framework.id, level=wanted, framework=json.dumps(shown),
    )
    response.background = BackgroundTask(warm_up)
    return response

"""The catalogue: find a walkthrough by principle, level and words."""
from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import browse, exercise
from greenroom.web.render import page

router = APIRouter()


@router.get("/catalogue")
def catalogue(request: Request, q: str = "", principle: str = "", level: str = "") -> HTMLResponse:
    """What is ready, in lists by principle."""
    words = q[:200]
    shelves = browse.find(words, principle, level)
    waits = exercise.waiting(datetime.now(UTC))
    filtered = bool(words.strip() or principle or level)
    return page(
        request, "catalogue.html", here="catalogue", shelves=shelves, waits=waits, words=words, principle=principle, level=level, filtered=filtered,
        framework=browse.framework(), ready=len(browse.whole().ready), held=[] if filtered else browse.held_back(),
        found=len({e.id for s in shelves for e in s.entries}),
    )

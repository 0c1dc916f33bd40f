"""Today: what is due, the mock or the loop that waits, the day of the interview, readiness, and the last rehearsals."""
from __future__ import annotations

from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.services import browse, exercise, interview, loop, my_stories, readiness
from greenroom.services.preferences import preferences, set_interview
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()
FEW = 3


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The start page."""
    now, prefers = datetime.now(UTC), preferences()
    waits = exercise.waiting(now)
    ready = {w.id: browse.entry(w) for w in browse.whole().ready}
    due = sorted(((ready[i], d) for i, d in waits.items() if d.due), key=lambda pair: -pair[1].due)
    fresh = [ready[i] for i, d in waits.items() if not d.begun]
    past = interview.past()
    return page(
        request, "home.html", here="today", due=due, count=sum(d.due for _, d in due), minutes=sum(d.minutes for _, d in due), fresh=fresh[:FEW],
        interrupted=interview.interrupted(), whole=loop.unfinished(), stories=my_stories.all_stories(), past=past[:FEW], all_past=len(past),
        begun=any(d.begun for d in waits.values()), all_ready=len(ready), prefers=prefers, left=prefers.days_left(date.today()), rows=readiness.grid(prefers, now),
    )


@router.post("/interview")
def keep_interview(form: Fields) -> Response:
    """Keep the day of the interview, or take it away."""
    set_interview("" if form.get("do") == "forget" else form.get("interview", ""))
    return RedirectResponse("/", 303)

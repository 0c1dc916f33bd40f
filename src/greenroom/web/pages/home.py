"""Today: what is due, the mock or the loop that waits, the day of the interview, readiness, and the last rehearsals."""
from __future__ import annotations

from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.services import browse, exercise, interview, loop, my_stories, readiness
from greenroom.services.preferences import NoDate, preferences, set_interview
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()
FEW = 3


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The start page."""
    return _show(request)


@router.post("/interview")
def keep_interview(request: Request, form: Fields) -> Response:
    """Keep the day of the interview, or remove it."""
    try:
        set_interview("" if form.get("do") == "forget" else form.get("interview", ""), date.today())
    except NoDate as problem:
        return _show(request, problem)
    return RedirectResponse("/", 303)


def _show(request: Request, problem: NoDate | None = None) -> HTMLResponse:
    now, today, prefers = datetime.now(UTC), date.today(), preferences()
    waits = exercise.waiting(now)
    ready = {w.id: browse.entry(w) for w in browse.whole().ready}
    due = sorted(((ready[i], d) for i, d in waits.items() if d.due), key=lambda pair: -pair[1].due)
    past = interview.past()
    rehearsed = {each.walkthrough for each in past}
    fresh = [entry for id, entry in ready.items() if id not in rehearsed]
    return page(
        request, "home.html", status=status_of(problem) if problem else 200, here="today", due=due, count=sum(d.due for _, d in due),
        minutes=sum(d.minutes for _, d in due), coming=exercise.coming(now), fresh=fresh[:FEW], interrupted=interview.interrupted(), whole=loop.unfinished(),
        stories=my_stories.all_stories(), past=past[:FEW], all_past=len(past), passed=next((each for each in past if each.passed), None),
        begun=any(d.begun for d in waits.values()), all_ready=len(ready), prefers=prefers, left=prefers.days_left(today), today=today,
        rows=readiness.grid(prefers, now), problem=problem,
    )

"""Today: what is due, the mock that was interrupted, a question to begin with, and the last rehearsals."""
from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import browse, exercise, interview
from greenroom.web.render import page

router = APIRouter()
FEW = 3


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The start page."""
    waits = exercise.waiting(datetime.now(UTC))
    ready = {w.id: browse.entry(w) for w in browse.whole().ready}
    due = sorted(((ready[i], d) for i, d in waits.items() if d.due), key=lambda pair: -pair[1].due)
    fresh = [ready[i] for i, d in waits.items() if not d.begun]
    past = interview.past()
    return page(
        request, "home.html", here="today", due=due, count=sum(d.due for _, d in due), minutes=sum(d.minutes for _, d in due), fresh=fresh[:FEW],
        interrupted=interview.interrupted(), past=past[:FEW], all_past=len(past), begun=any(d.begun for d in waits.values()), all_ready=len(ready),
    )

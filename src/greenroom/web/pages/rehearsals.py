"""Past mocks, and the report of each."""
from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import browse, interview
from greenroom.web.forms import number
from greenroom.web.render import page

router = APIRouter()


@router.get("/rehearsals")
def rehearsals(request: Request) -> HTMLResponse:
    """Every mock that was finished, the latest first."""
    return page(request, "rehearsals.html", here="rehearsals", past=interview.past(), interrupted=interview.interrupted())


@router.get("/rehearsals/{which}")
def report(request: Request, which: str) -> HTMLResponse:
    """The report of one."""
    held = interview.report(number(which, 0, 10**6, 0))
    title = browse.titles([held.walkthrough])[held.walkthrough] if held.walkthrough else ""
    return page(request, "report_mock.html", here="rehearsals", held=held, view=held.answer, title=title)

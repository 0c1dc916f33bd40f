"""Past mocks, and the report of each."""
from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.services import browse, interview, loop, my_stories, my_takes, past_mocks, rehearsed_before
from greenroom.web.forms import Fields
from greenroom.web.render import page, saved

router = APIRouter()


@router.get("/rehearsals")
def rehearsals(request: Request) -> HTMLResponse:
    """Every mock that was finished, the latest first."""
    return page(request, "rehearsals.html", here="rehearsals", past=interview.past(), interrupted=interview.interrupted(), loops=loop.every())


@router.get("/rehearsals/{which}")
def report(request: Request, which: str) -> HTMLResponse:
    """The report of one."""
    held = interview.report(which[:60])
    title = browse.titles([held.walkthrough])[held.walkthrough] if held.walkthrough else ""
    before, takes = rehearsed_before.before(held.id), my_takes.kept_with(held.id)
    return page(request, "report_mock.html", here="rehearsals", held=held, view=held.answer, title=title, before=before, takes=takes)


@router.get("/rehearsals/{which}/compare")
def compare(request: Request, which: str) -> HTMLResponse:
    """What changed since the same question was answered the time before."""
    return page(request, "compare_mock.html", here="rehearsals", found=rehearsed_before.compare(which[:60]))


@router.post("/rehearsals/{which}/take")
def as_take(which: str, form: Fields) -> Response:
    """Keep the answer as a take of a story that is there already."""
    story = my_stories.story(form.get("story", "")[:60])
    take = my_takes.keep_rehearsal(which[:60], story, datetime.now(UTC))
    return RedirectResponse(f"/stories/{story.id}/takes/{take.id}", 303)


@router.get("/rehearsals/{which}/report.html")
def as_file(which: str) -> HTMLResponse:
    """The report as one file to keep or to send; it holds its own style."""
    return saved(past_mocks.as_file(which[:60]))


@router.post("/rehearsals/{which}/delete")
def delete(which: str) -> Response:
    """Delete one, with everything that belongs to it."""
    interview.delete(which[:60])
    return RedirectResponse("/rehearsals", 303)

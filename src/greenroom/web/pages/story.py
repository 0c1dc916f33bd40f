"""One story: its words, its takes over time, what was claimed in it; rate it now, tell it for what a take shows, compare two takes, delete."""
from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import my_stories, my_takes, readiness
from greenroom.services.preferences import levels_of, preferences
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page, saved

router = APIRouter()
CHOSEN = "p:"
"""What the names of the fields for principles begin with."""


@router.get("/stories/{which:uuid}")
def story(request: Request, which: UUID) -> HTMLResponse:
    """The page."""
    return _story(request, str(which))


@router.post("/stories/{which:uuid}/rate")
def rate(request: Request, which: UUID, form: Fields) -> Response:
    """Rate the story as it stands; the take's report is shown."""
    try:
        take = my_takes.rate_story(str(which), form.get("question", ""), form.get("level", ""), datetime.now(UTC))
    except GreenroomError as problem:
        return _story(request, str(which), problem, form.get("question", ""))
    return RedirectResponse(f"/stories/{which}/takes/{take.id}", 303)


@router.post("/stories/{which:uuid}/principles")
def tell_for(which: UUID, form: Fields) -> Response:
    """Tell the story for these principles too."""
    my_stories.tell_for(str(which), [name.removeprefix(CHOSEN) for name in form if name.startswith(CHOSEN)], datetime.now(UTC))
    return RedirectResponse(f"/stories/{which}", 303)


@router.post("/stories/{which:uuid}/delete")
def delete(which: UUID) -> Response:
    """Delete the story with its takes."""
    my_stories.delete(str(which))
    return RedirectResponse("/stories", 303)


@router.get("/stories/{which:uuid}/takes/{take:uuid}")
def take(request: Request, which: UUID, take: UUID) -> HTMLResponse:
    """The report of a take."""
    held = my_stories.story(str(which))
    line, view = my_takes.take_view(held.id, str(take))
    return page(request, "take.html", here="stories", story=held, take=line, view=view, shows=my_stories.not_told_for(held, view.rating))


@router.get("/stories/{which:uuid}/takes/{take:uuid}/report.html")
def take_as_file(which: UUID, take: UUID) -> HTMLResponse:
    """The report of a take as one file to keep or to send."""
    return saved(my_takes.as_file(str(which), str(take)))


@router.post("/stories/{which:uuid}/takes/{take:uuid}/delete")
def delete_take(which: UUID, take: UUID) -> Response:
    """Delete one take."""
    my_takes.delete_take(str(which), str(take))
    return RedirectResponse(f"/stories/{which}", 303)


@router.get("/stories/{which:uuid}/compare")
def compare(request: Request, which: UUID, a: UUID | None = None, b: UUID | None = None) -> HTMLResponse:
    """What changed between two takes; between the last two where none are named."""
    held = my_stories.story(str(which))
    return page(
        request, "compare.html", here="stories", story=held, found=my_takes.compare(held.id, str(a or ""), str(b or "")), lines=my_takes.lines(held.id)
    )


def _story(request: Request, which: str, problem: GreenroomError | None = None, question: str = "") -> HTMLResponse:
    held, now = my_stories.story(which), datetime.now(UTC)
    prefers, lines = preferences(), my_takes.lines(which)
    asked = question or next((x.question for x in lines if x.question), "")
    levels, level = levels_of(my_stories.framework_of(held))
    return page(
        request, "story.html", status=status_of(problem) if problem else 200, here="stories", story=held, tags=my_stories.principle_names(held), lines=lines,
        cell=readiness.cells(prefers, now).get(held.id), over_time=my_takes.scores_over_time(which), facts=readiness.facts(held), prefers=prefers,
        other=my_stories.told_elsewhere(held), levels=levels, level=level, question=asked, problem=problem, parts=my_stories.PARTS,
    )

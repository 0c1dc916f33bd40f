"""One's own stories: the list, what they cover, which of them for a question, a plan for a loop."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from greenroom.services import loop, my_stories, readiness
from greenroom.services.import_stories import said_once
from greenroom.services.preferences import preferences
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()
MOST_COLUMNS = 4
"""Stories side by side in the grid; more are listed under their principles, at every width."""


@router.get("/stories")
def stories(request: Request, principle: str = "") -> HTMLResponse:
    """All stories, or those under a principle; the grid of what they cover."""
    return show_list(request, principle[:60])


@router.post("/stories/which")
def which(request: Request, form: Fields) -> HTMLResponse:
    """The same page with the stories in the order of how well they answer a question."""
    return show_list(request, question=form.get("question", ""))


@router.get("/stories/plan")
def plan(request: Request, p: Annotated[list[str], Query(max_length=30)] = []) -> HTMLResponse:  # noqa: B006
    """A story for each principle of a loop, none told twice."""
    prefers, now = preferences(), datetime.now(UTC)
    chosen = p or [row.principle for row in readiness.grid(prefers, now) if row.cells][:loop.QUESTIONS]
    return page(request, "stories_plan.html", here="stories", prefers=prefers, chosen=chosen, planned=readiness.loop_plan(chosen, now), asked=bool(p))


def show_list(request: Request, principle: str = "", question: str = "") -> HTMLResponse:
    """The page; what was just brought in is said once."""
    prefers, now = preferences(), datetime.now(UTC)
    held = my_stories.all_stories()
    names = {p.id: p.name for p in prefers.framework.principles}
    shown = [s for s in held if principle in s.principles] if principle in names else held
    rows = readiness.grid(prefers, now)
    told = {cell.story for row in rows for cell in row.cells}
    return page(
        request, "stories.html", here="stories", prefers=prefers, stories=shown, many=len(held), rows=rows, cells=readiness.cells(prefers, now), every=held,
        columns=[s for s in held if s.id in told], most_columns=MOST_COLUMNS, untold=[s for s in held if not s.principles],
        tags={s.id: my_stories.principle_names(s) for s in held},
        principle=names.get(principle, ""), question=question, fitting=readiness.which_for(question) if question.strip() else None, came=said_once(),
    )

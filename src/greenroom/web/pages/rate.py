"""Rate an answer of one's own: a form, and the report. Nothing is stored."""
from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.errors import GreenroomError
from greenroom.services import browse
from greenroom.services.assess_answer import assess_answer
from greenroom.services.view_rating import view
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()


@router.get("/rate")
def form(request: Request) -> HTMLResponse:
    """The empty form."""
    return page(request, "rate.html", here="rate", levels=browse.framework().levels, text="", question="", level="sde2", problem=None, view=None)


@router.post("/rate")
def rate(request: Request, form: Fields) -> HTMLResponse:
    """The report, with the form below it so that the answer can be mended and read again."""
    text, question, level = form.get("text", ""), form.get("question", ""), form.get("level", "sde2")
    shared: dict[str, Any] = {"here": "rate", "levels": browse.framework().levels, "text": text, "question": question, "level": level}
    try:
        rated = view(assess_answer(text, question.strip() or None, level))
    except GreenroomError as problem:
        return page(request, "rate.html", status=status_of(problem), problem=problem, view=None, **shared)
    return page(request, "rate.html", problem=None, view=rated, **shared)

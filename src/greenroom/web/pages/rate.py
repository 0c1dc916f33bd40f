"""The report of an answer that was written on the workbench, with a form below it to mend it. Nothing is stored."""
from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse
from greenroom.services.assess_answer import assess_answer
from greenroom.services.preferences import preferences
from greenroom.services.view_rating import view
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()


@router.get("/rate")
def form() -> Response:
    """Answers are written on the workbench."""
    return RedirectResponse("/workbench", 303)


@router.post("/rate")
def rate(request: Request, form: Fields) -> HTMLResponse:
    """The report, with the form below it so that the answer can be mended and read again."""
    text, question = form.get("text", ""), form.get("question", "")
    framework = browse.named(form.get("framework", ""))
    shared: dict[str, Any] = {
        "here": "workbench", "levels": framework.levels, "framework": framework.id, "text": text, "question": question,
        "level": form.get("level") or preferences().level.id,
    }
    try:
        rated = view(assess_answer(text, question.strip() or None, shared["level"], shared["framework"]))
    except GreenroomError as problem:
        return page(request, "rate.html", status=status_of(problem), problem=problem, view=None, **shared)
    return page(request, "rate.html", problem=None, view=rated, **shared)

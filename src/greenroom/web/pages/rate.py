"""The report of an answer that was written on the workbench, and the way back to mend it there. The report is not stored."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse
from greenroom.services.assess_answer import assess_answer
from greenroom.services.preferences import preferences, standard
from greenroom.services.readable import Readable
from greenroom.services.save_report import save_report
from greenroom.services.view_rating import view
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page, saved

router = APIRouter()


@router.get("/rate")
def form() -> Response:
    """Answers are written on the workbench."""
    return RedirectResponse("/workbench", 303)


@router.post("/rate")
def rate(request: Request, form: Fields) -> HTMLResponse:
    """The report, and below it the way back to the workbench; what cannot be read stands in a form."""
    shared = _shared(form)
    text, question = shared["text"], shared["question"]
    try:
        rated = view(assess_answer(text, question.strip() or None, shared["level"], shared["framework"]))
    except GreenroomError as problem:
        return unread(request, problem, form)
    return page(request, "rate.html", problem=None, view=rated, **shared)


@router.post("/rate/report.html")
def as_file(request: Request, form: Fields) -> HTMLResponse:
    """The report as one file to keep or to send; nothing of it is stored here."""
    shared = _shared(form)
    try:
        return saved(save_report(shared["text"], shared["question"], shared["level"], shared["framework"], datetime.now().astimezone()))
    except GreenroomError as problem:
        return unread(request, problem, form)


def unread(request: Request, problem: GreenroomError, form: dict[str, str]) -> HTMLResponse:
    """The form again with all that was written, and what is wrong with it."""
    return page(request, "rate.html", status=status_of(problem), problem=problem, view=None, **_shared(form))


def _shared(form: dict[str, str]) -> dict[str, Any]:
    prefers = Readable().read(preferences, standard())
    framework = browse.named(form.get("framework") or prefers.framework.id)
    return {
        "here": "workbench", "levels": framework.levels, "framework": framework.id, "text": form.get("text", ""), "question": form.get("question", ""),
        "level": form.get("level") or prefers.level.id, "name": form.get("page", ""),
    }

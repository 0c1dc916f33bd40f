"""Loops: five questions one after another, and the report with the answers side by side."""
from __future__ import annotations

import random
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.services import interview, loop
from greenroom.services.loop_report import loop_report
from greenroom.web.forms import Fields
from greenroom.web.pages.mock import start_page
from greenroom.web.render import page

router = APIRouter()
CHOSEN = "p:"
"""What the names of the boxes for principles begin with."""


@router.post("/loops")
def begin(request: Request, form: Fields) -> Response:
    """Plan a loop and ask its first question."""
    principles = [name.removeprefix(CHOSEN) for name, value in form.items() if name.startswith(CHOSEN) and value]
    how = form.get("how", "")
    try:
        id = loop.begin(principles, form.get("level", ""), how if how == interview.ALOUD else interview.WRITING, random.Random(), datetime.now(UTC))
    except loop.TooMany as problem:
        return start_page(request, "", "", form.get("level", ""), ticked=principles, whole_problem=problem)
    return _on(id)


@router.get("/loops/{which}")
def show(request: Request, which: str) -> HTMLResponse:
    """How the loop stands; once it is over, its report."""
    held = loop.get(which[:60])
    return page(request, "loop.html", here="rehearsals" if held.over else "mock", held=held, report=loop_report(held) if held.over else None)


@router.post("/loops/{which}/next")
def go_on(which: str) -> Response:
    """Ask the next question."""
    return _on(which[:60])


@router.post("/loops/{which}/end")
def end(which: str) -> Response:
    """End it early."""
    loop.end(which[:60], datetime.now(UTC))
    return RedirectResponse(f"/loops/{which[:60]}", 303)


@router.post("/loops/{which}/delete")
def delete(which: str) -> Response:
    """Delete it, with its rehearsals. Where it was still under way, another can be begun then."""
    over = loop.get(which[:60]).over
    loop.delete(which[:60])
    return RedirectResponse("/rehearsals" if over else "/mock", 303)


def _on(which: str) -> Response:
    return RedirectResponse("/mock/now" if loop.step(which, datetime.now(UTC)) else f"/loops/{which}", 303)

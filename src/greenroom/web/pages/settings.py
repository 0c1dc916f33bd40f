"""Settings: framework and level, the interview, the theme, what is stored where; take everything out, or delete it."""
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import IO

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from greenroom.errors import GreenroomError
from greenroom.services import own_data
from greenroom.services.door import stores
from greenroom.services.preferences import frameworks, prefer, preferences, set_interview
from greenroom.services.what_is_kept import kept
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import THEME, THEMES, page

router = APIRouter()
YEAR = 31_536_000
CHUNK = 1 << 16


@router.get("/settings")
def settings(request: Request, done: str = "") -> HTMLResponse:
    """The page."""
    return _show(request, done=done == "1")


@router.post("/settings/aim")
def aim(request: Request, form: Fields) -> Response:
    """Keep framework, level and the day of the interview."""
    try:
        framework, _, level = form.get("aim", "").partition("/")
        prefer(framework, level, datetime.now(UTC))
        set_interview(form.get("interview", ""), date.today())
    except GreenroomError as problem:
        return _show(request, problem)
    return RedirectResponse("/settings?done=1", 303)


@router.post("/settings/theme")
def theme(form: Fields) -> Response:
    """Keep the theme in a cookie of this browser; "system" removes it."""
    response = RedirectResponse("/settings", 303)
    chosen = form.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME, chosen, max_age=YEAR, samesite="strict", path="/")
    else:
        response.delete_cookie(THEME, samesite="strict", path="/")
    return response


@router.get("/settings/export.zip")
def export() -> Response:
    """Everything as a zip. It is made in a file without a name, so that nothing of it stays."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it was sent
    own_data.export_to(stores(), file)
    size = file.tell()
    file.seek(0)
    name = f"greenroom-{datetime.now(UTC):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size), "Cache-Control": "no-store"}
    return StreamingResponse(_chunks(file), media_type="application/zip", headers=headers)


@router.get("/settings/delete")
def ask(request: Request) -> HTMLResponse:
    """What would be deleted, and the words to type."""
    return _ask(request)


@router.post("/settings/delete")
def delete(request: Request, form: Fields) -> Response:
    """Delete everything, where the words are right."""
    try:
        own_data.confirm(form.get("words", ""))
        own_data.delete_everything(stores())
    except GreenroomError as problem:
        return _ask(request, problem)
    response = page(request, "deleted.html", here="settings")
    response.delete_cookie(THEME, samesite="strict", path="/")
    return response


def _ask(request: Request, problem: GreenroomError | None = None) -> HTMLResponse:
    status = status_of(problem) if problem else 200
    return page(
        request, "settings_delete.html", status=status, here="settings", kept=kept(), words=own_data.CONFIRMATION, webhooks=stores().webhooks_set_up(),
        problem=problem,
    )


def _show(request: Request, problem: GreenroomError | None = None, done: bool = False) -> HTMLResponse:
    return page(
        request, "settings.html", status=status_of(problem) if problem else 200, here="settings", kept=kept(), prefers=preferences(), frameworks=frameworks(),
        problem=problem, done=done,
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk

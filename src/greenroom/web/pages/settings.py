"""Settings: the theme, and what is stored where."""
from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.services.what_is_kept import kept
from greenroom.web.forms import Fields
from greenroom.web.render import THEME, THEMES, page

router = APIRouter()
YEAR = 31_536_000


@router.get("/settings")
def settings(request: Request) -> HTMLResponse:
    """The page."""
    return page(request, "settings.html", here="settings", kept=kept())


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

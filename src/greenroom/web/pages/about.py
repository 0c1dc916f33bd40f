"""What Greenroom is, what the ratings were checked against, and what it is not."""
from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services.accuracy import accuracy
from greenroom.services.preferences import frameworks
from greenroom.services.what_is_kept import weights
from greenroom.web.render import page

router = APIRouter()


@router.get("/about")
def about(request: Request) -> HTMLResponse:
    """The page."""
    return page(request, "about.html", private=False, here="about", frameworks=frameworks(), weights=weights(), accuracy=accuracy())

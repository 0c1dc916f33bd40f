"""Microphone check: record a sentence, see the level, hear it back, delete it. It uses the recorder that the mock uses."""
from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import spoken
from greenroom.services.recordings import CHECK
from greenroom.web.render import page

router = APIRouter()


@router.get("/recorder-check")
def check(request: Request) -> HTMLResponse:
    """The page with the recorder."""
    return page(request, "recorder_check.html", here="mock", rehearsal=CHECK, held=[asdict(one) for one in spoken.kept(CHECK, 0)])

"""Study: one walkthrough on one page, told at a level and through a lens."""
from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import browse
from greenroom.services.view_study import study
from greenroom.web.render import page

router = APIRouter()


@router.get("/walkthroughs/{name}")
def walkthrough(request: Request, name: str, level: str = "", lens: str = "") -> HTMLResponse:
    """The page; lens and level are links that lead back to the part they change."""
    w = browse.walkthrough(name)
    view = study(w, level, lens)

    def to(at: str | None = None, through: str | None = None, place: str = "") -> str:
        chosen = {"level": view.level if at is None else at, "lens": view.lens if through is None else through}
        return "?" + urlencode({k: v for k, v in chosen.items() if v and v != (w.head.level if k == "level" else None)}) + (f"#{place}" if place else "")

    return page(request, "study.html", private=False, here="catalogue", view=view, w=w, also=browse.also(w), to=to, quizzes=len(w.quizzes))

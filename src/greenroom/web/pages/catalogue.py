"""The catalogue: find a walkthrough by principle, level, framework and words; one's own stories with these words stand apart."""
from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.services import browse, exercise, interview, my_stories
from greenroom.services.preferences import preferences, standard
from greenroom.services.readable import Readable
from greenroom.web.render import page

router = APIRouter()


@router.get("/catalogue")
def catalogue(request: Request, q: str = "", principle: str = "", level: str = "", framework: str = "") -> HTMLResponse:
    """What is ready, in lists by principle."""
    words = q[:200]
    shelves = browse.find(words, principle, level, framework)
    loosely = bool(words.strip() and not shelves and (shelves := browse.find(words, principle, level, framework, any_of=True)))
    mine = Readable()
    waits = exercise.waiting(datetime.now(UTC), mine.read(exercise.schedule, exercise.Schedule()))
    filtered = bool(words.strip() or principle or level or framework)
    here = browse.frameworks_here() or [mine.read(preferences, standard()).framework]
    shown = [f for f in here if not framework or f.id == framework]
    levels = list({x.id: x for f in shown for x in f.levels}.values())
    rehearsed = {each.walkthrough: each for each in reversed(mine.every(interview.past))}
    return page(
        request, "catalogue.html", here="catalogue", shelves=shelves, waits=waits, rehearsed=rehearsed, words=words, principle=principle, level=level,
        framework=framework, filtered=filtered, loosely=loosely, advice=_advice(words, principle, level, framework), frameworks=here, shown=shown, levels=levels,
        ready=len(browse.whole().ready), held=[] if filtered else browse.held_back(), found=len({e.id for s in shelves for e in s.entries}),
        own=mine.every(lambda: my_stories.found(words)) if words.strip() else [], closed=mine.problem,
    )


def _advice(words: str, principle: str, level: str, framework: str) -> str:
    """What to change where nothing was found: of what was set, and of nothing else."""
    tries = ["try another word" if len(words.split()) == 1 else "try other words"] if words.strip() else []
    tries += ["choose another principle"] if principle else []
    tries += ["choose another level"] if level else []
    tries += ["choose another framework"] if framework else []
    said = " or ".join(tries)
    return f"{said[:1].upper()}{said[1:]}." if said else ""

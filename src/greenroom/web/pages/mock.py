"""Mock, aloud or in writing: a question, an answer, follow-ups one after another, then the report; no hints before."""
from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse, interview, loop, past_mocks, recognise, spoken
from greenroom.services.preferences import level_in, preferences
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields, now_mark, number, since
from greenroom.web.render import page

router = APIRouter()
CLOCK = "greenroom-clock"
"""The cookie by which the section clock is drawn hidden: "hidden", as frontend/mock/clock.ts sets it."""
SHORT = "This is too short to judge: the mock would end here, without follow-ups."


@router.get("/mock")
def start(request: Request, walkthrough: str = "", principle: str = "", level: str = "", again: str = "") -> HTMLResponse:
    """Choose a question; or go on with the mock that was interrupted. `again` names a finished one, whose question and level are chosen already."""
    own = ""
    if again:
        asked = past_mocks.asked_in(again[:60])
        walkthrough, level, own = asked.walkthrough, level or asked.level, "" if asked.walkthrough else asked.question
    if walkthrough:
        browse.walkthrough(walkthrough)
    return start_page(request, f"w:{walkthrough}" if walkthrough else f"p:{principle}" if principle else "", own, level)


@router.post("/mock")
def begin(request: Request, form: Fields) -> Response:
    """Begin; then the question is asked on a page of its own."""
    kind, _, name = form.get("from", "").partition(":")
    own, level = form.get("question", "").strip(), form.get("level", "")
    try:
        chosen = {x: name if kind == x and not own else "" for x in "wp"}
        interview.begin(chosen["w"], chosen["p"], own, level, random.Random(), datetime.now(UTC), _how(form.get("how", "")))
    except GreenroomError as problem:
        return start_page(request, form.get("from", ""), own, level, problem)
    return RedirectResponse("/mock/now", 303)


@router.get("/mock/now")
def now(request: Request, kept: str = "", how: str = "") -> Response:
    """The question or follow-up that is asked now; `how` answers it aloud or in writing this time."""
    asking = _in(interview.interrupted(), how)
    return _asked(request, asking, asking.draft, "Kept on this machine." if kept else "") if asking else RedirectResponse("/mock", 303)


@router.post("/mock/now")
def give(request: Request, form: Fields) -> Response:
    """Keep the draft, finish (`short`: though it is too short to judge), pass a follow-up, or stop here for now."""
    turn, text, what, how = form.get("turn", ""), form.get("text", ""), form.get("do", "finish"), _how(form.get("how", "")) or interview.WRITING
    measured = form.get("spent", "").isdigit()
    spent = float(number(form["spent"], 0, 86_400, 0)) if measured else since(form.get("shown", ""))
    try:
        if what == "keep":
            interview.keep_draft(turn, text, spent, datetime.now(UTC))
            return RedirectResponse("/mock/now?kept=1", 303)
        if what == "stop":
            if text.strip() and not form.get("draft"):  # with a script the tab has kept it
                interview.keep_draft(turn, text, spent, datetime.now(UTC))
            return RedirectResponse("/mock", 303)
        asking = _in(interview.interrupted(), how)
        if what == "finish" and not text.strip() and asking and asking.turn == turn:
            return _asked(request, asking, text, f"{'Type what you said' if how == interview.ALOUD else 'Write your answer'} first, or leave it for now.", status=400)
        if what == "finish" and asking and asking.turn == turn and interview.too_short(asking, text):
            return _asked(request, asking, text, SHORT, status=400, short=True)
        report = interview.finish(turn, "" if what == "skip" else text, spent, datetime.now(UTC), how, measured, form.get("draft", ""))
    except interview.MovedOn as problem:
        return page(request, "mock_moved.html", status=409, here="mock", problem=problem, text=text, on=interview.interrupted() is not None)
    except GreenroomError as problem:
        asking = _in(interview.interrupted(), how)
        if asking is None:
            raise
        return _asked(request, asking, text, f"{problem.message} {problem.remedy}", status=status_of(problem))
    if not report:
        return RedirectResponse("/mock/now", 303)
    whole = loop.loop_of(report)
    return RedirectResponse(f"/loops/{whole}" if whole else f"/rehearsals/{report}", 303)


@router.post("/mock/drop")
def drop(form: Fields) -> Response:
    """Forget the mock that is going on; the loop that it belongs to is shown then."""
    id = form.get("id", "")
    whole = loop.loop_of(id)
    interview.delete(id)
    return RedirectResponse(f"/loops/{whole}" if whole else "/mock", 303)


def start_page(
    request: Request, chosen: str, own: str, level: str, problem: GreenroomError | None = None, ticked: Collection[str] = (), whole_problem: GreenroomError | None = None,
) -> HTMLResponse:
    """The page on which one chooses; `ticked` are the principles of a loop that could not be begun, and `whole_problem` says why.

    The level is the one named, where the framework preferred has it or one with its bar, else the one preferred.
    """
    prefers, wrong = preferences(), problem or whole_problem
    held = {(w.framework, p) for w in browse.whole().ready for p in w.head.principles}
    under = [(f.id, f.title, [p for p in f.principles if (f.id, p.id) in held]) for f in browse.frameworks_here()]
    entries = sorted((browse.entry(w) for w in browse.whole().ready), key=lambda e: e.title.casefold())
    at = (level_in(prefers.framework, level[:60]) if level else None) or prefers.level
    return page(
        request, "mock_start.html", status=status_of(wrong) if wrong else 200, here="mock", interrupted=interview.interrupted(), chosen=chosen, own=own, level=at.id,
        how=interview.wanted(), recogniser=recognise.configured(), whole=loop.unfinished(), asks=loop.QUESTIONS, problem=problem, levels=prefers.framework.levels,
        under=under, prefers=prefers.framework, loop_principles=under[0][2] if under else [], entries=entries,
        ticked=ticked, whole_problem=whole_problem,
    )


def _how(given: str) -> str:
    """Aloud or writing; "" for anything else."""
    return given if given in {interview.ALOUD, interview.WRITING} else ""


def _in(asking: interview.Asking | None, how: str) -> interview.Asking | None:
    return replace(asking, how=_how(how)) if asking and _how(how) else asking


def _asked(request: Request, asking: interview.Asking, text: str, says: str = "", status: int = 200, short: bool = False) -> HTMLResponse:
    aloud = asking.how == interview.ALOUD
    return page(
        request, "mock_now.html", status=status, here="mock", asking=asking, text=text, most=interview.MOST_CHARACTERS, says=says, short=short, wrong=status >= 400,
        shown=now_mark(), place=loop.place(asking), held=[asdict(one) for one in spoken.kept(asking.id, asking.number)] if aloud else [],
        brought=aloud and spoken.turn(asking.id, asking.number).transcript is not None, recogniser=recognise.configured(), a_minute=interview.WORDS_PER_MINUTE,
        clock_hidden=request.cookies.get(CLOCK) == "hidden",
    )

"""Drill: one exercise a page, and what came of it."""
from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse, exercise
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields, number
from greenroom.web.render import page

router = APIRouter()
ENOUGH = 12
"""After this many the page says that it is enough for once."""
MOST_SEED = 2**31
Passed = Annotated[list[str], Query(max_length=200)]


@router.get("/drill")
def everything(request: Request, done: str = "0", right: str = "0", passed: Passed = []) -> Response:  # noqa: B006
    """Exercises from all walkthroughs."""
    return _ask(request, "", done, right, passed)


@router.get("/walkthroughs/{name}/drill")
def one(request: Request, name: str, done: str = "0", right: str = "0", passed: Passed = []) -> Response:  # noqa: B006
    """Exercises from one walkthrough."""
    return _ask(request, name, done, right, passed)


@router.post("/drill")
def give(request: Request, form: Fields) -> Response:
    """Judge an answer; the card that is only to be compared is first shown, then graded by the learner."""
    seed = number(form.get("seed", ""), 0, MOST_SEED, 0)
    count = _count(form.get("done", "0"), form.get("right", "0"))
    shown = exercise.shown(form.get("exercise", ""), seed)
    within = form.get("within", "")
    given = form.get("given", "")
    if shown.choices:
        at = number(given, 0, len(shown.choices) - 1, -1)
        given = shown.choices[at] if at >= 0 else ""
    if shown.kind == "card" and not shown.choices and "grade" not in form:
        return _compare(request, shown, seed, within, count)
    if "grade" in form:
        given = "good" if form["grade"] == "good" else "again"
    try:
        outcome = exercise.give(shown.id, seed, given, datetime.now(UTC))
    except GreenroomError as problem:
        title = browse.titles([shown.id.partition("/")[0]])
        held = exercise.Next(shown, next(iter(title.values())), shown.id.partition("/")[0], seed, 1, 0)
        return _show(request, held, within, count, [], given=given, problem=problem)
    count = (count[0] + 1, count[1] + outcome.outcome.right)
    if "grade" in form:
        return RedirectResponse(_next(within, count), 303)
    w = browse.walkthrough(within) if within else None
    return page(
        request, "drill_done.html", here="catalogue" if w else "", done=outcome, w=w, count=count, following=_next(within, count),
        again=_when(outcome.again), kinds=exercise.KINDS,
    )


def _ask(request: Request, within: str, done: str, right: str, passed: list[str]) -> Response:
    count = _count(done, right)
    following = exercise.following(within, set(passed), datetime.now(UTC), secrets.randbelow(MOST_SEED))
    if following is None or (count[0] and count[0] % ENOUGH == 0 and "on" not in request.query_params and not following.due):
        w = browse.walkthrough(within) if within else None
        onward = _next(within, count, passed) + "&on=1" if following else ""
        return page(request, "drill_end.html", here="catalogue" if w else "", w=w, count=count, onward=onward, left=following.left if following else 0)
    return _show(request, following, within, count, passed)


def _show(
    request: Request, at: exercise.Next, within: str, count: tuple[int, int], passed: list[str], given: str = "", problem: GreenroomError | None = None,
) -> HTMLResponse:
    w = browse.walkthrough(within) if within else None
    later = _next(within, count, [*passed, at.exercise.id])
    status = 200 if problem is None else status_of(problem)
    return page(
        request, "drill.html", status=status, here="catalogue" if w else "", at=at, w=w, within=within, count=count, later=later,
        kinds=exercise.KINDS, given=given, problem=problem,
    )


def _compare(request: Request, shown: exercise.Exercise, seed: int, within: str, count: tuple[int, int]) -> HTMLResponse:
    w = browse.walkthrough(within) if within else None
    return page(
        request, "drill_compare.html", here="catalogue" if w else "", exercise=shown, points=exercise.compare(shown.id), seed=seed, within=within, w=w, count=count,
    )


def _count(done: str, right: str) -> tuple[int, int]:
    many = number(done, 0, 999, 0)
    return many, number(right, 0, many, 0)


def _next(within: str, count: tuple[int, int], passed: list[str] | None = None) -> str:
    path = f"/walkthroughs/{within}/drill" if within else "/drill"
    return path + "?" + urlencode([("done", count[0]), ("right", count[1]), *(("passed", p) for p in passed or [])])


def _when(again: datetime | None) -> str:
    if again is None:
        return "It was not due yet, so its date stays."
    minutes = (again - datetime.now(UTC)).total_seconds() / 60
    if minutes < 60:
        return f"Comes back in {max(1, round(minutes))} min."
    days = round(minutes / 1440)
    return "Comes back today." if days == 0 else "Comes back tomorrow." if days == 1 else f"Comes back in {days} days."

"""Drill: one exercise a page, and what came of it."""
from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
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
MOST_PASSED = 200
Passed = Annotated[list[str], Query(max_length=MOST_PASSED)]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A row of exercises, carried from page to page: the walkthrough ("" for all), how many were done and right, and those left for later.

    `due` says that it began with what was due, and so ends where nothing is; `level` and `lens` are the study page's, to go back to.
    """

    within: str
    done: int = 0
    right: int = 0
    passed: tuple[str, ...] = ()
    due: bool = False
    level: str = ""
    lens: str = ""

    @classmethod
    def read(cls, within: str, held: Mapping[str, str], passed: list[str]) -> Sitting:
        """From the fields of a form or the query of an address."""
        done = number(held.get("done", "0"), 0, 999, 0)
        right = number(held.get("right", "0"), 0, done, 0)
        return cls(within, done, right, tuple(passed[:MOST_PASSED]), held.get("due") == "1", held.get("level", "")[:60], held.get("lens", "")[:60])

    @property
    def fields(self) -> dict[str, str]:
        """As hidden fields of a form."""
        return {
            "within": self.within, "done": str(self.done), "right": str(self.right), "passed": " ".join(self.passed), "due": "1" if self.due else "",
            "level": self.level, "lens": self.lens,
        }

    def address(self, **more: str) -> str:
        """Where the next exercise of this sitting is; its heading is where one lands."""
        held = {k: v for k, v in self.fields.items() if k not in {"within", "passed"} and (v or k in {"done", "right"})} | more
        path = f"/walkthroughs/{self.within}/drill" if self.within else "/drill"
        return f"{path}?{urlencode([*held.items(), *(('passed', p) for p in self.passed)])}#d"

    def afresh(self, **more: str) -> str:
        """Where one begins anew."""
        return Sitting(self.within, level=self.level, lens=self.lens).address(**more)


@router.get("/drill")
def everything(request: Request, passed: Passed = []) -> Response:  # noqa: B006
    """Exercises from all walkthroughs."""
    return _ask(request, Sitting.read("", request.query_params, passed))


@router.get("/walkthroughs/{name}/drill")
def one(request: Request, name: str, passed: Passed = []) -> Response:  # noqa: B006
    """Exercises from one walkthrough."""
    return _ask(request, Sitting.read(name, request.query_params, passed))


@router.post("/drill")
def give(request: Request, form: Fields) -> Response:
    """Judge an answer; the card that is only to be compared is first shown, then graded by the learner."""
    seed = number(form.get("seed", ""), 0, MOST_SEED, 0)
    sitting = Sitting.read(form.get("within", ""), form, form.get("passed", "").split())
    shown = exercise.shown(form.get("exercise", ""), seed)
    given = form.get("given", "")
    if shown.choices:
        at = number(given, 0, len(shown.choices) - 1, -1)
        given = shown.choices[at] if at >= 0 else ""
    if shown.compared and "grade" not in form:
        return _page(request, "drill_compare.html", sitting, exercise=shown, points=exercise.compare(shown.id), seed=seed)
    if "grade" in form:
        given = "good" if form["grade"] == "good" else "again"
    try:
        outcome = exercise.give(shown.id, seed, given, datetime.now(UTC))
    except GreenroomError as problem:
        title = browse.titles([shown.walkthrough])
        held = exercise.Next(shown, next(iter(title.values())), shown.walkthrough, seed, 1, 0)
        return _show(request, held, sitting, given, problem)
    sitting = replace(sitting, done=sitting.done + 1, right=sitting.right + outcome.outcome.right)
    if "grade" in form:
        return RedirectResponse(sitting.address(), 303)
    return _page(request, "drill_done.html", sitting, done=outcome, following=sitting.address(), again=_when(outcome.again), kinds=exercise.KINDS)


def _ask(request: Request, sitting: Sitting) -> Response:
    following = exercise.following(sitting.within, set(sitting.passed), datetime.now(UTC), secrets.randbelow(MOST_SEED))
    on = "on" in request.query_params
    if not sitting.done and not sitting.passed and not on:
        sitting = replace(sitting, due=bool(following and following.due))
    over = sitting.due and not (following and following.due)
    enough = sitting.done and sitting.done % ENOUGH == 0 and not on and not (following and following.due)
    if following is None or over or enough:
        onward = replace(sitting, due=False).address(on="1") if following else ""
        afresh = sitting.afresh() if sitting.passed else ""
        return _page(request, "drill_end.html", sitting, onward=onward, afresh=afresh, all_due=over, left=following.left if following else 0)
    return _show(request, following, sitting)


def _show(request: Request, at: exercise.Next, sitting: Sitting, given: str = "", problem: GreenroomError | None = None) -> HTMLResponse:
    later = replace(sitting, passed=(*sitting.passed, at.exercise.id)).address()
    status = 200 if problem is None else status_of(problem)
    return _page(request, "drill.html", sitting, status, at=at, later=later, kinds=exercise.KINDS, given=given, problem=problem)


def _page(request: Request, template: str, sitting: Sitting, status: int = 200, **values: Any) -> HTMLResponse:
    w = browse.walkthrough(sitting.within) if sitting.within else None
    return page(request, template, status=status, here="catalogue" if w else "today", w=w, sitting=sitting, count=(sitting.done, sitting.right), **values)


def _when(again: datetime | None) -> str:
    if again is None:
        return "You answered this one before it was due; it comes back on the day already set."
    minutes = (again - datetime.now(UTC)).total_seconds() / 60
    if minutes < 60:
        return f"Comes back in {max(1, round(minutes))} min."
    days = round(minutes / 1440)
    return "Comes back today." if days == 0 else "Comes back tomorrow." if days == 1 else f"Comes back in {days} days."

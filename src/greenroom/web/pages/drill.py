"""Drill: one exercise a page, and what came of it."""
from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import browse, exercise
from greenroom.services.warm_up import warm_up
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields, number
from greenroom.web.render import page

router = APIRouter()
ENOUGH = 12
"""After this many the page says that it is enough for once."""
MOST_SEED = 2**31
MOST_PASSED = 200
Passed = Annotated[list[str], Query(max_length=MOST_PASSED)]
Id = Annotated[str, Query(alias="exercise", max_length=200)]
Seed = Annotated[int, Query(ge=0, le=MOST_SEED)]


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
        return self._at(f"/walkthroughs/{self.within}/drill" if self.within else "/drill", more)

    def page(self, name: str, **more: str) -> str:
        """Where a page about an exercise of this sitting is: the one to compare with, or what came of an answer."""
        return self._at(f"/drill/{name}", {"within": self.within, **more})

    def _at(self, path: str, more: Mapping[str, str]) -> str:
        held = {k: v for k, v in self.fields.items() if k not in {"within", "passed"} and (v or k in {"done", "right"})} | dict(more)
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
    """Judge an answer; the card that is only to be compared is first shown, then graded by the learner. What is shown then can be loaded again."""
    seed = number(form.get("seed", ""), 0, MOST_SEED, 0)
    sitting = Sitting.read(form.get("within", ""), form, form.get("passed", "").split())
    shown = exercise.shown(form.get("exercise", ""), seed)
    which = {"exercise": shown.id, "seed": str(seed)}
    if shown.compared and "grade" not in form:
        return RedirectResponse(sitting.page("compare", **which), 303)
    given = _chosen(shown, form.get("given", ""))
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
    if shown.choices:
        which["given"] = form.get("given", "")[:4]
    return RedirectResponse(sitting.page("done", **which, **({} if outcome.again else {"early": "1"})), 303)


@router.get("/drill/compare")
def compare(request: Request, exercise_id: Id, seed: Seed = 0, within: str = "", passed: Passed = []) -> Response:  # noqa: B006
    """What to compare one's own thought with."""
    shown = exercise.shown(exercise_id, seed)
    sitting = Sitting.read(within, request.query_params, passed)
    return _page(request, "drill_compare.html", sitting, exercise=shown, points=exercise.compare(shown.id), seed=seed)


@router.get("/drill/done")
def done(request: Request, exercise_id: Id, seed: Seed = 0, given: str = "", early: str = "", within: str = "", passed: Passed = []) -> Response:  # noqa: B006
    """What came of an answer; a mended section is the one kept last, and where that is another one by now, the next exercise is shown."""
    shown = exercise.shown(exercise_id, seed)
    sitting = Sitting.read(within, request.query_params, passed)
    answered = exercise.given_last(shown.id) if shown.kind == "mend" else _chosen(shown, given)
    if answered is None:
        return RedirectResponse(sitting.address(), 303)
    again = None if early else exercise.comes_back(shown.id)
    outcome = exercise.judged(shown.id, seed, answered, again)
    return _page(request, "drill_done.html", sitting, done=outcome, following=sitting.address(), again=_when(again), kinds=exercise.KINDS)


def _chosen(shown: exercise.Exercise, given: str) -> str:
    """The words of the choice with this number; where nothing is chosen from, what was given."""
    if not shown.choices:
        return given
    at = number(given, 0, len(shown.choices) - 1, -1)
    return shown.choices[at] if at >= 0 else ""


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
    live = exercise.for_a_script(at.exercise)
    response = _page(
        request, "drill.html", sitting, status, at=at, later=later, kinds=exercise.KINDS, given=given, problem=problem, live=json.dumps(live) if live else "",
    )
    response.background = BackgroundTask(warm_up) if live else None
    return response


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

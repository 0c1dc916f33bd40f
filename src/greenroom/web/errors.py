"""Errors as a page or as JSON: what happened, what to do, and nothing of the inside."""
from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from greenroom.errors import GreenroomError
from greenroom.web.forms import typed
from greenroom.web.render import page

STATUS = {
    "unknown-name": 404, "nothing-there": 404, "not-there": 404, "too-long": 413, "moved-on": 409, "conflict": 409, "disk-full": 507, "database-read-only": 507,
    "cannot-keep": 507, "no-such-endpoint": 404, "event-conflict": 409, "store-unavailable": 503, "newer-tables": 503,
    **dict.fromkeys(("database", "database-locked", "database-newer", "database-broken", "not-greenroom", "database-unreachable"), 503),
}
"""HTTP status by an error's code; 400 for the rest."""
SAYS = {
    404: ("There is no page here.", "Go to the start page, or look in the catalogue."),
    405: ("This is not understood.", "Go back and use the page's own buttons."),
}

LISTS = {
    "rehearsal": ("/rehearsals", "All rehearsals"), "finished rehearsal": ("/rehearsals", "All rehearsals"), "loop": ("/rehearsals", "All rehearsals and loops"),
    "story": ("/stories", "All stories"), "take": ("/stories", "All stories"),
}
"""Where what is not there would stand in a list: the address, and the words of the link."""


def refusal(scope: Scope, status: int, message: str, remedy: str, code: str = "refused", back: tuple[str, str] | None = None, request: Request | None = None) -> Response:
    """An error as JSON under /api, as a page elsewhere; `back` is the address and the words of a link to where one goes on.

    Of `request`, where it is given, the page gives back what was typed into its form.
    """
    if str(scope.get("path", "")).startswith("/api/"):
        return JSONResponse({"code": code, "message": message, "remedy": remedy}, status)
    return page(Request(scope), "error.html", status=status, message=message, remedy=remedy, back=back, typed=typed(request) if request else [])


def status_of(problem: GreenroomError) -> int:
    """The HTTP status of an error."""
    return STATUS.get(problem.code, 400)


def install(app: FastAPI) -> None:
    """Show the application's errors in this manner."""

    @app.exception_handler(GreenroomError)
    async def known(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, GreenroomError)
        what = getattr(problem, "what", "") if problem.code == "not-there" else ""
        message = f"This {what} is not kept here." if what and not request.url.path.startswith("/api/") else problem.message
        return refusal(request.scope, status_of(problem), message, problem.remedy, problem.code, LISTS.get(what), request)

    @app.exception_handler(HTTPException)
    async def http(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        message, remedy = SAYS.get(problem.status_code, ("This cannot be done.", "Go back and use the page's own buttons."))
        return refusal(request.scope, problem.status_code, message, remedy, "not-found" if problem.status_code == 404 else "refused", request=request)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, RequestValidationError)
        if not request.url.path.startswith("/api/"):
            return refusal(request.scope, 422, "This address or form is not one of Greenroom's.", "Go back and use the page's own links and buttons.", request=request)
        places = "; ".join(sorted({f"{'.'.join(str(p) for p in e['loc'][1:]) or 'body'}: {e['type'].replace('_', ' ')}" for e in problem.errors()}))
        return refusal(request.scope, 422, f"The request does not hold what it should ({places}).", "See /api/docs for what each call takes.", "invalid-request")

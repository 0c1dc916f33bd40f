"""Webhooks: where events go and how each endpoint stands, the delivery log, dead letters with replay."""
from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import webhook_status, webhooks
from greenroom.services.webhooks import Filter
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page

router = APIRouter()
SHOWN = 100
"""Lines of the log, or dead letters, on one page."""
WIDTH, HEIGHT = 300, 60
"""Size of a burn-down's drawing."""
ADDED = {"name": "", "url": "", "types": "", "order": "none", "target": "99.9", "within": "300", "whole": ""}


@router.get("/webhooks")
def overview(request: Request) -> HTMLResponse:
    """The ledger, what is open, the endpoints with their promises, and a form for another."""
    return _overview(request, ADDED)


@router.post("/webhooks")
def add(request: Request, form: Fields) -> Response:
    """Add an endpoint and show its secret, this once."""
    given = {name: form.get(name, "") for name in ADDED}
    types = tuple(t for t in given["types"].replace(",", " ").split() if t)
    try:
        target, within = _promise(given["target"], given["within"])
        order = webhooks.order_of(given["order"])
        webhooks.own_types(types)
        secret = webhooks.add_endpoint(given["name"].strip(), given["url"].strip(), types, order, target, within, False, bool(given["whole"]))
    except GreenroomError as problem:
        return _overview(request, given, problem)
    return _secret(request, given["name"].strip(), secret, "The endpoint is set up.")


@router.get("/webhooks/endpoints/{name}")
def endpoint(request: Request, name: str, sent: str = "") -> HTMLResponse:
    """One endpoint: settings, promise with its burn-down, the last attempts, and what can be done with it."""
    held = webhooks.named(name[:96])
    status = webhook_status.status()
    promise = next(p for p in status.promises if p.of == "endpoint" and p.figures.name == held.id)
    return page(
        request, "webhook_endpoint.html", here="webhooks", e=held, p=promise, line=_line(promise.burn_down), at=status.at, sent=sent[:96],
        incidents=[i for i in status.incidents if i.endpoint == held.id], attempts=webhooks.log(Filter(endpoint=held.id, limit=10)), width=WIDTH, height=HEIGHT,
    )


@router.post("/webhooks/endpoints/{name}")
def change(request: Request, name: str, form: Fields) -> Response:
    """Enable, disable, try out, change the secret, or remove."""
    name, what = name[:96], form.get("do", "")
    where = f"/webhooks/endpoints/{name}"
    if what == "rotate":
        return _secret(request, name, webhooks.rotate_secret(name), "The secret is changed. The former one signs beside it for a day.")
    if what == "test":
        return RedirectResponse(f"{where}?{urlencode({'sent': webhooks.test(name)})}", 303)
    if what == "remove":
        webhooks.remove(name)
        return RedirectResponse("/webhooks", 303)
    if what in ("enable", "disable"):
        webhooks.enable(name, what == "enable")
    return RedirectResponse(where, 303)


@router.get("/webhooks/log")
def log(request: Request, event: str = "", endpoint: str = "", type: str = "", outcome: str = "", since: str = "") -> HTMLResponse:
    """Every attempt, the newest first, by event, endpoint, type, outcome and time."""
    given = {"event": event[:96], "endpoint": endpoint[:96], "type": type[:520], "outcome": outcome[:20], "since": since[:40]}
    at, problem = _since(since)
    where = Filter(event[:96].strip() or None, endpoint[:96] or None, type[:520].strip() or None, outcome[:20] or None, at, SHOWN + 1)
    found = [] if problem else webhooks.log(where)
    return page(
        request, "webhook_log.html", status=400 if problem else 200, here="webhooks", attempts=found[:SHOWN], more=len(found) > SHOWN, given=given, problem=problem,
        endpoints=webhooks.endpoints(),
    )


@router.get("/webhooks/dead")
def dead(request: Request, endpoint: str = "", type: str = "", since: str = "", replayed: str = "") -> HTMLResponse:
    """What was given up, with its reason, and the way to try it again."""
    at, problem = _since(since)
    found = [] if problem else webhooks.dead(Filter(None, endpoint[:96] or None, type[:520].strip() or None, None, at, SHOWN + 1))
    return page(
        request, "webhook_dead.html", status=400 if problem else 200, here="webhooks", letters=found[:SHOWN], more=len(found) > SHOWN, problem=problem,
        given={"endpoint": endpoint[:96], "type": type[:520], "since": since[:40]}, endpoints=webhooks.endpoints(), replayed=replayed[:7] if replayed.isdigit() else "",
    )


@router.post("/webhooks/dead")
def replay(form: Fields) -> Response:
    """Try again: one, or all that the search finds."""
    given = {name: form.get(name, "")[:520].strip() for name in ("endpoint", "type", "since")}
    at, problem = _since(given["since"])
    if problem:
        raise webhooks.BadData(*problem)
    count = webhooks.replay(Filter(form.get("event", "")[:96] or None, given["endpoint"] or None, given["type"] or None, None, at, 100_000))
    back = {} if form.get("event") else given
    return RedirectResponse("/webhooks/dead?" + urlencode({**{k: v for k, v in back.items() if v}, "replayed": count}), 303)


def _overview(request: Request, given: dict[str, str], problem: GreenroomError | None = None) -> HTMLResponse:
    status = webhook_status.status()
    promises = {p.figures.name: p for p in status.promises if p.of == "endpoint"}
    return page(
        request, "webhooks.html", status=status_of(problem) if problem else 200, here="webhooks", held=status, b=status.balance, types=webhooks.TYPES,
        given=given, problem=problem,
        endpoints=[(e, promises[e.id], _line(promises[e.id].burn_down)) for e in status.endpoints], by_type=[p for p in status.promises if p.of == "type"],
        width=WIDTH, height=HEIGHT,
    )


def _secret(request: Request, name: str, secret: str, says: str) -> HTMLResponse:
    return page(request, "webhook_secret.html", here="webhooks", name=name, secret=secret, says=says)


def _number(text: str, what: str) -> float:
    try:
        return float(text.strip().replace(",", ".")[:20])
    except ValueError:
        raise webhooks.BadData(f"{text[:20]!r} is no number.", f"Give the {what} as a number.") from None


def _promise(percent: str, seconds: str) -> tuple[float, float]:
    """The share in time, 0 to 1, and the seconds that are in time. Raises BadData in the units of the form."""
    share, within = _number(percent, "promised share"), _number(seconds, "time")
    if not (0 < share < 100 and 0 < within <= webhooks.LONGEST_WITHIN):
        remedy = "Give a share above 0 and below 100 percent, such as 99.9, and a time above 0 and up to a week in seconds."
        raise webhooks.BadData(f"A promise of {share:g} % within {within:g} s cannot be held.", remedy)
    return share / 100, within


def _since(text: str) -> tuple[float | None, tuple[str, str] | None]:
    """A time from a field, and what is wrong with it."""
    if not text.strip():
        return None, None
    try:
        found = datetime.fromisoformat(text.strip()[:40])
    except ValueError:
        return None, (f"{text[:40]!r} is no time.", "Write it as 2026-05-04 or 2026-05-04 09:30.")
    return found.timestamp(), None  # without a zone it is the time of this machine, as the pages show it


def _line(points: tuple[float, ...]) -> str:
    """A burn-down as the points of a line: full budget at the top, none at the bottom, what is over it cut off."""
    if not points:
        return ""
    whole = (1.0, *points)
    return " ".join(f"{x * WIDTH / (len(whole) - 1):.1f},{HEIGHT * (1 - min(1.0, max(0.0, y))):.1f}" for x, y in enumerate(whole))

"""Webhooks by HTTP: endpoints, events and where they went, the delivery log, dead letters, replay, status."""
from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from greenroom.services import webhook_status, webhooks
from greenroom.services.webhooks import Filter
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/webhooks", tags=["webhooks"], responses=REFUSALS)
Name = Annotated[str, Path(max_length=96, description="An endpoint by name.")]
OneEvent = Annotated[str | None, Query(max_length=96, description="Only this event, by id.")]
OneEndpoint = Annotated[str | None, Query(max_length=96, description="Only this endpoint.")]
OneType = Annotated[str | None, Query(max_length=520, description="Only events of this type.")]
Since = Annotated[datetime | None, Query(description="Only what was accepted (in the log: tried) at or after this time, in ISO 8601.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many, the newest first.")]
State = Annotated[Literal["pending", "delivered", "dead", "cancelled"] | None, Query(description="Only in this state.")]
Outcome = Annotated[Literal["delivered", "retry", "dead"] | None, Query(description="Only attempts with this outcome.")]


class EndpointOut(BaseModel):
    """Where events go. Its secret is shown once, when it is made."""

    name: str
    url: str
    types: list[str] = Field(description="Types or group.* that it wants; none means every type.")
    enabled: bool
    reason: str = Field(description="Why it is disabled.")
    order: str
    whole: bool = Field(description="Whether it gets what the person wrote.")
    target: float = Field(description="Share of events that is promised to arrive in time.")
    within: float = Field(description="Seconds that count as in time.")
    circuit: Literal["closed", "open"]
    can_sign: bool = Field(description="Whether its secret opens with the key at hand; where not, rotate it.")


class NewEndpoint(BaseModel):
    """An endpoint to add."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=96, description="Letters, digits, '_' and '-'.")
    url: str = Field(max_length=2048, description="An https address on the public internet.")
    types: Annotated[list[Annotated[str, Field(max_length=520)]], Field(max_length=50)] = Field(default=[], description="Types, or group.*; none means every type.")
    order: Literal["none", "hold", "park"] = Field(default="none", description="Strict order: a failing event holds the line, or is parked; or none.")
    target: float = Field(default=0.999, description="Share of events that is promised to arrive in time.")
    within: float = Field(default=300.0, description="Seconds that count as in time.")
    whole: bool = Field(default=False, description="Send it what the person wrote too.")


class SecretOut(BaseModel):
    """A secret, this once."""

    secret: str


class NewEvent(BaseModel):
    """An event to accept."""

    model_config = ConfigDict(extra="forbid")
    type: str = Field(max_length=520, description="Words parted by dots, as in rehearsal.finished.")
    data: dict[str, Any] = Field(default={}, description="What it tells; under 20 kB with the envelope.")
    id: str | None = Field(default=None, max_length=96, description="An id of the caller's; the same again is accepted once.")
    amount: int | None = Field(default=None, ge=-(2**62), le=2**62, description="What it is worth, in the currency's smallest unit.")
    currency: str = Field(default="", max_length=8)


class AcceptedOut(BaseModel):
    """What became of an event."""

    id: str
    endpoints: int = Field(description="To how many endpoints it goes.")
    new: bool


class Replay(BaseModel):
    """Which dead letters to try again; all that is given must hold, and something must be."""

    model_config = ConfigDict(extra="forbid")
    event: str | None = Field(default=None, max_length=96, description="This event.")
    endpoint: str | None = Field(default=None, max_length=96, description="At this endpoint.")
    type: str | None = Field(default=None, max_length=520, description="Of this type.")
    since: datetime | None = Field(default=None, description="Accepted at or after this time.")
    all: bool = Field(default=False, description="All dead letters.")


@router.get("/endpoints", summary="List endpoints", response_description="The endpoints by name")
def endpoints() -> list[EndpointOut]:
    """Where events go, and how each endpoint stands."""
    return [
        EndpointOut(
            name=e.id, url=e.url, types=list(e.types), enabled=e.enabled, reason=e.reason, order=e.order, whole=e.whole, target=e.objective.target,
            within=e.objective.within, circuit="closed" if e.circuit.closed else "open", can_sign=bool(e.secrets),
        ) for e in webhooks.endpoints()
    ]


@router.post("/endpoints", summary="Add an endpoint", response_description="Its secret, this once")
def add(new: NewEndpoint) -> SecretOut:
    """Add an endpoint. Events that are accepted from now on go to it."""
    return SecretOut(secret=webhooks.add_endpoint(new.name, new.url, tuple(new.types), new.order, new.target, new.within, False, new.whole))


@router.post("/endpoints/{name}/rotate", summary="Change an endpoint's secret", response_description="The new secret, this once")
def rotate(name: Name) -> SecretOut:
    """A new secret; the former one signs beside it for a day."""
    return SecretOut(secret=webhooks.rotate_secret(name))


@router.post("/endpoints/{name}/test", summary="Try an endpoint out", response_description="The id of the event that was sent")
def test(name: Name) -> dict[str, str]:
    """Send it an event of type webhook.test that says nothing."""
    return {"id": webhooks.test(name)}


@router.post("/endpoints/{name}/enable", summary="Enable an endpoint", response_description="Its name")
def enable(name: Name) -> dict[str, str]:
    """Enable it and close its circuit."""
    webhooks.enable(name, True)
    return {"name": name}


@router.post("/endpoints/{name}/disable", summary="Disable an endpoint", response_description="Its name")
def disable(name: Name) -> dict[str, str]:
    """Disable it; what comes in is kept for it until it is enabled again or expires."""
    webhooks.enable(name, False)
    return {"name": name}


@router.post("/endpoints/{name}/remove", summary="Remove an endpoint", response_description="How many pending deliveries were cancelled")
def remove(name: Name) -> dict[str, int]:
    """Remove it and cancel what is pending for it; its history stays."""
    return {"cancelled": webhooks.remove(name)}


@router.get("/events", summary="Events and where they went", response_description="One line for each event and endpoint")
def events(
    event: OneEvent = None, endpoint: OneEndpoint = None, type: OneType = None, state: State = None, since: Since = None, limit: Limit = 100
) -> list[dict[str, Any]]:
    """How each event stands at each endpoint, the newest first. No payloads."""
    wanted = _filter(event, endpoint, type, state, since, limit)
    return [_timed(asdict(d), "due_at", "lease_until", "accepted_at", "deadline_at", "done_at") for d in webhooks.deliveries(wanted)]


@router.post("/events", summary="Accept an event", response_description="Its id, and to how many endpoints it goes")
def send(new: NewEvent) -> AcceptedOut:
    """Accept an event for every endpoint that wants its type. When this is answered it is on the disk."""
    got = webhooks.send(new.type, json.dumps(new.data), new.amount, new.currency, new.id)
    return AcceptedOut(id=got.id, endpoints=got.fanout, new=got.new)


@router.get("/log", summary="The delivery log", response_description="One line for each attempt")
def log(
    event: OneEvent = None, endpoint: OneEndpoint = None, type: OneType = None, outcome: Outcome = None, since: Since = None, limit: Limit = 100
) -> list[dict[str, Any]]:
    """Every attempt with its time, status, latency in seconds, and the beginning of what the endpoint answered."""
    return [_timed(asdict(a), "started_at") for a in webhooks.log(_filter(event, endpoint, type, outcome, since, limit))]


@router.get("/dead", summary="Dead letters", response_description="One line for each event that was given up at an endpoint")
def dead(event: OneEvent = None, endpoint: OneEndpoint = None, type: OneType = None, since: Since = None, limit: Limit = 100) -> list[dict[str, Any]]:
    """What could not be delivered, with the reason."""
    return events(event, endpoint, type, "dead", since, limit)


@router.post("/replay", summary="Try dead letters again", response_description="How many are tried again")
def replay(which: Replay) -> dict[str, int]:
    """Try them again under the same ids, on a schedule that begins anew."""
    if not (which.all or which.event or which.endpoint or which.type or which.since):
        raise webhooks.BadData("It is not said which dead letters to try again.", "Give event, endpoint, type, since, or all.")
    return {"replayed": webhooks.replay(_filter(which.event, which.endpoint, which.type, None, which.since, 100_000))}


@router.get("/status", summary="How the webhooks stand", response_description="Ledger, open incidents and promises")
def status() -> dict[str, Any]:
    """The ledger (accepted = delivered + dead + cancelled + pending), what is open, and for each endpoint and type the promise, the budget left and what is at risk."""
    held = webhook_status.status()
    return {
        "at": _time(held.at), "well": held.well, "ledger": asdict(held.balance) | {"missing": held.balance.missing, "balanced": held.balance.balanced},
        "incidents": [_timed(asdict(i), "opened_at", "last_at", "alerted_at", "closed_at") for i in held.incidents],
        "promises": [
            {
                "of": p.of, "name": p.figures.name, "target": p.figures.objective.target, "within": p.figures.objective.within, "good": p.figures.counts.good,
                "bad": p.figures.counts.bad, "ratio": p.figures.ratio, "budget_left": p.figures.budget, "burn_down": list(p.burn_down),
                "burns": [{"severity": b.rule.severity, "window": b.rule.long, "rate": b.long, "fires": b.fires} for b in p.figures.burns],
                "at_risk": asdict(p.figures.risk),
            } for p in held.promises
        ],
    }


def _filter(event: str | None, endpoint: str | None, type_: str | None, state: str | None, since: datetime | None, limit: int) -> Filter:
    at = None if since is None else (since if since.tzinfo else since.replace(tzinfo=UTC)).timestamp()
    return Filter(event, endpoint, type_, state, at, limit)


def _time(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")


def _timed(held: dict[str, Any], *times: str) -> dict[str, Any]:
    return {k: _time(v) if k in times else v for k, v in held.items()}

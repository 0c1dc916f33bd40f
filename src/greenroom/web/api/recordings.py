"""Recordings of the turns of a rehearsal: sent in pieces while they are made, listed, played, deleted."""
from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from greenroom.services import recordings, spoken
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/rehearsals/{rehearsal_id}/turns/{turn}", tags=["recordings"], responses=REFUSALS)
Rehearsal = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$", description="A rehearsal by id.")]
Turn = Annotated[int, Path(ge=0, le=recordings.MOST_TURN, description="The answer is turn 0, the replies to follow-ups are 1 and on.")]
NUMBER = f"The piece: its stretch times {recordings.STRETCH}, and its place in that."
Number = Annotated[int, Path(ge=0, lt=recordings.STRETCH * recordings.MOST_STRETCHES, description=NUMBER)]
At = Annotated[int, Path(ge=0, lt=recordings.MOST_STRETCHES, description="The stretch, from 0.")]
SOUND = {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in recordings.KINDS}}
BODY = {"requestBody": {"required": True} | SOUND}
PLAYED: dict[int | str, dict[str, Any]] = {200: SOUND, 206: SOUND | {"description": "The range that was asked for"}}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class StretchOut(BaseModel):
    """What was recorded in one go."""

    stretch: int
    mime: str
    pieces: int = Field(description="About one a second.")
    size: int = Field(description="In bytes.")
    seconds: float = Field(description="How long it lasts, as the page counted that recorded it; else one for each piece.")


class Recorded(BaseModel):
    """What is recorded of a turn."""

    stretches: list[StretchOut]


class Begun(BaseModel):
    """A stretch that begins."""

    stretch: int


@router.post("/stretches", summary="Begin a stretch", response_description="Its number")
def begin(rehearsal_id: Rehearsal, turn: Turn) -> Begun:
    """The number of a stretch for a page that begins to record; no other page gets it while Greenroom runs."""
    return Begun(stretch=recordings.begin(rehearsal_id, turn))


@router.post("/segments/{number}", summary="Keep a piece of a recording", response_description="What is kept", openapi_extra=BODY)
async def piece(request: Request, rehearsal_id: Rehearsal, turn: Turn, number: Number) -> dict[str, int]:
    """Keep one piece. The same piece may be sent again; a number that holds other sound is refused with 409."""
    data = await request.body()
    await run_in_threadpool(recordings.receive, rehearsal_id, turn, number, request.headers.get("content-type", ""), data, datetime.now(UTC))
    return {"kept": len(data)}


@router.get("/segments", summary="What is recorded of a turn", response_description="The stretches in order")
def listed(rehearsal_id: Rehearsal, turn: Turn) -> Recorded:
    """The stretches of a turn, each of which plays as one file."""
    return Recorded(stretches=[StretchOut(**asdict(one)) for one in spoken.kept(rehearsal_id, turn)])


@router.get("/sound/{stretch}", summary="Play a stretch", response_description="The sound", response_class=Response, responses=PLAYED)
def sound(request: Request, rehearsal_id: Rehearsal, turn: Turn, stretch: At) -> Response:
    """The sound of one stretch; a range of it where one is asked for, as players do."""
    data, kind = recordings.sound(rehearsal_id, turn, stretch)
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "no-store"}
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if not asked or not (asked[1] or asked[2]):
        return Response(data, media_type=kind, headers=headers)
    first = int(asked[1][:18]) if asked[1] else max(0, len(data) - int(asked[2][:18]))
    last = min(int(asked[2][:18]), len(data) - 1) if asked[1] and asked[2] else len(data) - 1
    if first > last:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{len(data)}"})
    return Response(data[first : last + 1], 206, headers | {"Content-Range": f"bytes {first}-{last}/{len(data)}"}, media_type=kind)


@router.post("/delete", summary="Delete the recording of a turn", response_description="What is left: nothing")
def delete(rehearsal_id: Rehearsal, turn: Turn) -> Recorded:
    """Delete what was recorded of a turn."""
    recordings.delete(rehearsal_id, turn)
    return listed(rehearsal_id, turn)

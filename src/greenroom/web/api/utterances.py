"""What belongs to the recording of a turn: when its parts begin, how long it is, its transcript, and the recogniser's work on it."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from greenroom.services import recognise, recognising, spoken
from greenroom.web.api.recordings import Rehearsal, Turn
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/rehearsals/{rehearsal_id}/turns/{turn}", tags=["utterances"], responses=REFUSALS)
WAV = {"requestBody": {"required": True, "content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}}}
FILE = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
Stretch = Annotated[int, Field(ge=0, lt=1000, description="The stretch that is being recorded, from 0.")]
Seconds = Annotated[float, Field(ge=0, le=spoken.MOST_SECONDS, description="Seconds from the beginning of the stretch, pauses left out.")]


Name = Annotated[str, Query(max_length=200, description="The file's name; its ending (.srt, .vtt, .json, .txt) says how it is read.")]


class Tap(BaseModel):
    """The person says that a part begins."""

    model_config = ConfigDict(extra="forbid")
    section: Annotated[str, Field(max_length=20, description="The part: situation, task, action, result, reflection, other, or the letter.")]
    stretch: Stretch
    second: Seconds


class Length(BaseModel):
    """How long a stretch is."""

    model_config = ConfigDict(extra="forbid")
    stretch: Stretch
    seconds: Seconds


class MarkOut(BaseModel):
    """A part and the second of the whole recording at which it begins."""

    section: str
    second: float


class TranscriptOut(BaseModel):
    """A transcript that is kept: its text, where its times come from (words, cues, none), and the file or the recogniser that it is from."""

    text: str
    words: int
    times: str
    source: str
    left_out: dict[str, int] = Field(default={}, description="Words of other speakers, which are not kept.")
    differs: str = Field(default="", description="A sentence where the transcript ends far from where the recording does, else empty.")


class Work(BaseModel):
    """The recogniser's work: none, running, done or failed; for how many seconds, on a recording of how many."""

    state: str
    seconds: float
    length: float
    message: str = ""
    remedy: str = ""


class Said(BaseModel):
    """What is kept of a turn."""

    seconds: float
    lengths: dict[int, float] = Field(description="Seconds of each stretch.")
    marks: list[MarkOut]
    transcript: TranscriptOut | None
    recogniser: bool = Field(description="Whether the person has named one.")
    work: Work


@router.get("/said", summary="What is kept of a turn", response_description="Length, parts, transcript")
def said(rehearsal_id: Rehearsal, turn: Turn) -> Said:
    """Length, parts and transcript of a turn, and how the recogniser stands."""
    return _said(spoken.turn(rehearsal_id, turn), rehearsal_id, turn)


@router.post("/taps", summary="A part begins", response_description="What is kept of the turn")
def tap(rehearsal_id: Rehearsal, turn: Turn, given: Tap) -> Said:
    """Keep that a part begins at this moment of the recording."""
    return _said(spoken.tap(rehearsal_id, turn, given.section, given.stretch, given.second, datetime.now(UTC)), rehearsal_id, turn)


@router.post("/taps/back", summary="Take the last part back", response_description="What is kept of the turn")
def back(rehearsal_id: Rehearsal, turn: Turn) -> Said:
    """Take the last tap back; nothing happens where there is none."""
    return _said(spoken.take_back(rehearsal_id, turn, datetime.now(UTC)), rehearsal_id, turn)


@router.post("/lengths", summary="The length of a stretch", response_description="What is kept of the turn")
def length(rehearsal_id: Rehearsal, turn: Turn, given: Length) -> Said:
    """Keep how long a stretch is; a shorter length than is known changes nothing."""
    spoken.lasts(rehearsal_id, turn, given.stretch, given.seconds, datetime.now(UTC))
    return said(rehearsal_id, turn)


@router.post("/transcript", summary="Bring a transcript", response_description="The transcript as it is kept", openapi_extra=FILE)
async def transcript(
    request: Request, rehearsal_id: Rehearsal, turn: Turn, name: Name
) -> TranscriptOut:
    """Keep an SRT, WebVTT, Whisper JSON or plain text file as the turn's transcript, in place of the one before. Of several speakers the one who says most is kept."""
    made, others = await run_in_threadpool(spoken.bring, rehearsal_id, turn, await request.body(), name, datetime.now(UTC))
    apart = await run_in_threadpool(lambda: spoken.differs(spoken.turn(rehearsal_id, turn)))
    return TranscriptOut(text=made.text, words=len(made.words), times=made.times, source=name, left_out=others, differs=apart)


@router.post("/recognition", summary="Have a turn recognised", response_description="How it stands", openapi_extra=WAV)
async def recognition(request: Request, rehearsal_id: Rehearsal, turn: Turn) -> Work:
    """Give the recording as WAV to the recogniser that the person configured; it works in the background, and `said` tells how it stands."""
    return _work(await run_in_threadpool(recognising.begin, rehearsal_id, turn, await request.body()))


def _said(held: spoken.Turn, rehearsal: str, turn: int) -> Said:
    made = held.transcript
    out = TranscriptOut(text=made.text, words=len(made.words), times=made.times, source=held.source, differs=spoken.differs(held)) if made else None
    marks = [MarkOut(section=m.section, second=m.second) for m in held.marks]
    lengths = {n: round(s, 3) for n, s in held.lengths.items()}
    work = _work(recognising.look(rehearsal, turn))
    return Said(seconds=round(held.seconds, 3), lengths=lengths, marks=marks, transcript=out, recogniser=recognise.configured(), work=work)


def _work(job: recognising.Job) -> Work:
    told: dict[str, Any] = {"message": job.problem.message, "remedy": job.problem.remedy} if job.problem else {}
    return Work(state=job.state, seconds=round(job.seconds, 1), length=round(job.length, 1), **told)

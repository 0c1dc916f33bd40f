"""Rehearsals: mock interviews that are going on or over."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from greenroom.services import my_rehearsals
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/rehearsals", tags=["rehearsals"], responses=REFUSALS)
Id = Annotated[UUID, Path(description="A rehearsal by id.")]


class RehearsalLine(BaseModel):
    """A rehearsal in a list."""

    id: str
    state: str = Field(description="answering, replying or done.")
    question: str
    level: str
    framework: str
    updated: datetime


class RehearsalOut(RehearsalLine):
    """A rehearsal with what was answered."""

    answer: str
    seconds: float
    asked: list[dict[str, Any]] = Field(description="The follow-ups with their replies.")


class Kept(BaseModel):
    """The story that a rehearsal became, and its take."""

    story: str
    take: str


@router.get("", summary="List rehearsals", response_description="The rehearsals, what was changed last first")
def every() -> list[RehearsalLine]:
    """All rehearsals."""
    return [RehearsalLine(**_line(r)) for r in my_rehearsals.all_rehearsals()]


@router.get("/{rehearsal_id}", summary="One rehearsal", response_description="The rehearsal with what was answered")
def one(rehearsal_id: Id) -> RehearsalOut:
    """One rehearsal whole."""
    held = my_rehearsals.rehearsal(str(rehearsal_id))
    return RehearsalOut(**_line(held), answer=held.session["answer"], seconds=held.session["seconds"], asked=held.session["asked"])


@router.post("/{rehearsal_id}/story", summary="Keep a rehearsal as a story", response_description="The story and its take")
def story(rehearsal_id: Id) -> Kept:
    """Turn the answer of a finished rehearsal into a story with its take."""
    kept, take = my_rehearsals.as_story(str(rehearsal_id), datetime.now(UTC))
    return Kept(story=kept.id, take=take.id)


@router.post("/{rehearsal_id}/delete", summary="Delete a rehearsal", response_description="The rehearsals that are left")
def delete(rehearsal_id: Id) -> list[RehearsalLine]:
    """Delete a rehearsal with its recordings."""
    my_rehearsals.delete(str(rehearsal_id))
    return every()


def _line(kept: Any) -> dict[str, Any]:
    session = kept.session
    return {"id": kept.id, "state": kept.state, "question": session["question"], "level": session["level"], "framework": session["framework"], "updated": kept.updated}

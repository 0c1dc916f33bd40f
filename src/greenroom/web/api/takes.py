"""Takes: answers as they were rated."""
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from greenroom.services import my_takes
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/takes", tags=["takes"], responses=REFUSALS)
Id = Annotated[UUID, Path(description="A take by id.")]


class TakeLineOut(BaseModel):
    """A take in a list."""

    id: str
    story_id: str | None
    rehearsal_id: str | None
    question: str | None
    level: str
    framework: str
    vote: int | None = Field(description="1 to 4 at its level; null where it was not judged.")
    seconds: float | None = Field(description="How long it took to say or type.")
    created: datetime


class TakeOut(TakeLineOut):
    """A take with its words and its rating."""

    text: str
    rating: dict[str, Any] = Field(description="As the published schema of ratings describes it.")
    replies: list[dict[str, Any]] | None = Field(description="Replies to follow-ups, where they were asked.")


@router.get("", summary="List takes", response_description="The takes, the newest first")
def every(story: Annotated[UUID | None, Query(description="Only those of this story.")] = None) -> list[TakeLineOut]:
    """All takes, or those of a story."""
    return [TakeLineOut(**_line(t)) for t in my_takes.listed(str(story) if story else None)]


@router.get("/{take_id}", summary="One take", response_description="The take with its rating")
def one(take_id: Id) -> TakeOut:
    """One take whole."""
    return take_out(my_takes.take(str(take_id)))


@router.post("/{take_id}/delete", summary="Delete a take", response_description="The takes that are left")
def delete(take_id: Id) -> list[TakeLineOut]:
    """Delete one take."""
    my_takes.forget(str(take_id))
    return every()


def take_out(take: Any) -> TakeOut:
    """A take as the API gives it."""
    return TakeOut(**_line(take), text=take.text, rating=take.rating, replies=take.replies)


def _line(take: Any) -> dict[str, Any]:
    held = {name: getattr(take, name) for name in TakeLineOut.model_fields if name != "vote"}
    return {**held, "vote": (take.rating.get("vote") or {}).get("value")}

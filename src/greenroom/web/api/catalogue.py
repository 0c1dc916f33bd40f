"""The catalogue: what there is, and one walkthrough whole."""
from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from greenroom.services.browse import find, published, walkthrough
from greenroom.web.openapi import answers

router = APIRouter(prefix="/api/catalogue", tags=["catalogue"])
Words = Annotated[str, Query(max_length=200, description="Words that must all occur in the walkthrough.")]
Name = Annotated[str, Query(max_length=60)]


class Listed(BaseModel):
    """A walkthrough in the list."""

    id: str
    title: str
    question: str
    principles: list[str] = Field(description="Names of the principles that it probes, the first one first.")
    seconds: int = Field(description="How long it is spoken at the level.")
    lab: bool = Field(description="Whether a runnable system stands behind the story.")


@router.get("", summary="List walkthroughs", responses={k: v for k, v in answers("Error", "").items() if k != 200})
def every(q: Words = "", principle: Name = "", level: Name = "") -> list[Listed]:
    """The walkthroughs that are ready, by words, principle and level."""
    entries = [e for shelf in find(q, principle, level) for e in shelf.entries]
    return [Listed(id=e.id, title=e.title, question=e.question, principles=list(e.principles), seconds=e.seconds, lab=e.lab) for e in entries]


@router.get("/{walkthrough_id}", summary="One walkthrough", responses=answers("Walkthrough", "Everything of the walkthrough; «» mark the phrases that carry or sink it"))
def one(walkthrough_id: str) -> dict[str, Any]:
    """Everything of one walkthrough."""
    return published(walkthrough(walkthrough_id))

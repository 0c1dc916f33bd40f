"""The catalogue: what there is, and one walkthrough whole."""
from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from greenroom.services.browse import find, published, walkthrough
from greenroom.web.openapi import REFUSALS, answers

router = APIRouter(prefix="/api/catalogue", tags=["catalogue"])
Words = Annotated[str, Query(max_length=200, description="Words that must all occur in the walkthrough.")]
Principle = Annotated[str, Query(max_length=60, description="A principle by id.")]
Level = Annotated[str, Query(max_length=60, description="The level that the story is told at, by id, title or another of its names.")]
Framework = Annotated[str, Query(max_length=60, description="A framework by id.")]
Id = Annotated[str, Path(description="A walkthrough by id.", max_length=60)]


class Listed(BaseModel):
    """A walkthrough in the list."""

    id: str
    title: str
    question: str
    framework: str = Field(description="The framework that it belongs to, by id.")
    principles: list[str] = Field(description="Names of the principles that it probes, the first one first.")
    seconds: int = Field(description="How long it is spoken, at the level that it is told at.")


@router.get("", summary="List walkthroughs", response_description="The walkthroughs, by principle", responses=REFUSALS)
def every(q: Words = "", principle: Principle = "", level: Level = "", framework: Framework = "") -> list[Listed]:
    """The walkthroughs that are ready, by words, principle, level and framework."""
    entries = [(shelf.framework, e) for shelf in find(q, principle, level, framework) for e in shelf.entries]
    return [Listed(id=e.id, title=e.title, question=e.question, framework=f, principles=list(e.principles), seconds=e.seconds) for f, e in entries]


@router.get("/{walkthrough_id}", summary="One walkthrough", responses=answers("Walkthrough", "Everything of the walkthrough; «» mark the phrases that carry or sink it"))
def one(walkthrough_id: Id) -> dict[str, Any]:
    """Everything of one walkthrough."""
    return published(walkthrough(walkthrough_id))

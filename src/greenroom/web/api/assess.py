"""Rate an answer, or a part of one."""
from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from greenroom.services.assess_answer import assess_answer
from greenroom.services.assess_part import assess_part
from greenroom.web.openapi import answers

router = APIRouter(prefix="/api/assess", tags=["assess"])


class Answer(BaseModel):
    """An answer to rate."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="The answer. At most 20,000 characters.")
    question: str | None = Field(default=None, description="The question that was asked; without it, whether the story answers it is not rated.")
    level: str = Field(default="sde2", description="A level by id, title or another of its names.")
    framework: str = Field(default="amazon", description="A framework by id.")


class AnswerPart(BaseModel):
    """A sentence or a section to rate."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="The sentence or section.")
    section: str | None = Field(default=None, description="What it is meant as: situation, task, action, result, reflection, other, or the letter.")
    criteria: Annotated[list[str], Field(max_length=10)] = Field(default=[], description="Criteria by key; all that a part can show when none is named.")
    question: str | None = Field(default=None, description="The question that was asked.")


@router.post("", summary="Rate an answer", responses=answers("Rating", "The rating; judged is false where there is not enough to judge"))
def answer(given: Answer) -> dict[str, Any]:
    """Rate an answer against a question and a level. Nothing is stored."""
    return assess_answer(given.text, given.question, given.level, given.framework).to_dict()


@router.post("/part", summary="Rate a part of an answer", responses=answers("PartRating", "The named criteria with scores and evidence; no vote"))
def part(given: AnswerPart) -> dict[str, Any]:
    """Rate a sentence or a section on its own. Nothing is stored."""
    return assess_part(given.text, given.section, given.criteria, given.question).to_dict()

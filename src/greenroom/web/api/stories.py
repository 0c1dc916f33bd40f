"""One's own stories: written, changed, rated, deleted; which of them answers a question; what they cover."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from greenroom.services import my_stories, my_takes, readiness
from greenroom.services.preferences import preferences
from greenroom.web.api.takes import TakeOut, take_out
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/stories", tags=["stories"], responses=REFUSALS)
Id = Annotated[UUID, Path(description="A story by id.")]
Text = Annotated[str, Field(description="The story as one text. At most 20,000 characters.")]
Part = Annotated[str, Field(pattern="^(situation|task|action|result|reflection)$")]


class StoryIn(BaseModel):
    """A story to keep: `text`, or `sections` by part."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(max_length=2000, description="The first words stand for it where it is empty.")] = ""
    text: Text = ""
    sections: Annotated[dict[Part, str] | None, Field(description="The story by part, in place of text.")] = None
    principles: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=20, description="Principles of the framework by id.")] = []
    framework: Annotated[str, Field(max_length=60, description="A framework by id; the one preferred where it is empty.")] = ""


class StoryChange(StoryIn):
    """A story as it shall be, and the version that it was read as."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1, description="The version that was read; a later one is not overwritten.")]


class StoryOut(BaseModel):
    """A story as it is kept."""

    id: str
    version: int
    title: str
    text: str
    sections: dict[str, str] | None
    principles: list[str]
    framework: str
    created: datetime
    updated: datetime


class Question(BaseModel):
    """A question, and the level at which an answer is rated."""

    model_config = ConfigDict(extra="forbid")
    question: Annotated[str, Field(max_length=2000, description="The question that was asked.")] = ""


class Rate(Question):
    """How to rate a story as it stands."""

    level: Annotated[str, Field(max_length=60, description="A level of the story's framework by id or title; the one preferred where it is empty.")] = ""


class FittingOut(BaseModel):
    """A story against a question; `fit` is 0 to 3, null where the story is not enough to judge."""

    story: str
    title: str
    fit: int | None
    anchor: str
    vote: int | None


class CellOut(BaseModel):
    """A story under a principle, with its best vote at the preferred level."""

    story: str
    title: str
    vote: int | None
    misses: list[str]
    stale: str = Field(description="Why its takes say little of it now; empty where they do not.")


class RowOut(BaseModel):
    """A principle and the stories told for it."""

    principle: str
    name: str
    state: str
    stories: list[CellOut]


@router.get("", summary="List stories", response_description="The stories, what was changed last first")
def every() -> list[StoryOut]:
    """All stories."""
    return [_out(s) for s in my_stories.all_stories()]


@router.post("", summary="Keep a new story", response_description="The story as it is kept")
def create(given: StoryIn) -> StoryOut:
    """Keep a story."""
    return _out(my_stories.keep_new(_written(given), datetime.now(UTC)))


@router.get("/coverage", summary="What the stories cover", response_description="A row for each principle of the preferred framework")
def coverage() -> list[RowOut]:
    """Principles by stories, at the preferred level."""
    rows = readiness.grid(preferences(), datetime.now(UTC))
    cells = [[CellOut(story=c.story, title=c.title, vote=c.vote, misses=list(c.misses), stale=c.stale) for c in row.cells] for row in rows]
    return [RowOut(principle=row.principle, name=row.name, state=row.state, stories=held) for row, held in zip(rows, cells, strict=True)]


@router.post("/fit", summary="Which story answers a question", response_description="The stories, the best fit first")
def fit(given: Question) -> list[FittingOut]:
    """Rate every story against a question."""
    return [FittingOut(story=f.story, title=f.title, fit=f.fit, anchor=f.anchor, vote=f.vote) for f in readiness.which_for(given.question)]


@router.get("/{story_id}", summary="One story", response_description="The story as it is kept")
def one(story_id: Id) -> StoryOut:
    """One story."""
    return _out(my_stories.story(str(story_id)))


@router.post("/{story_id}", summary="Change a story", response_description="The story as it is kept now")
def change(story_id: Id, given: StoryChange) -> StoryOut:
    """Change a story. Where it was changed since it was read, 409 and nothing is overwritten."""
    return _out(my_stories.keep_changed(str(story_id), given.version, _written(given), datetime.now(UTC)))


@router.post("/{story_id}/rate", summary="Rate a story", response_description="The take, with its rating")
def rate(story_id: Id, given: Rate) -> TakeOut:
    """Rate a story as it stands, and keep that as a take."""
    level = given.level or my_takes.usual_level(str(story_id))
    return take_out(my_takes.rate_story(str(story_id), given.question, level, datetime.now(UTC)))


@router.post("/{story_id}/delete", summary="Delete a story", response_description="The stories that are left")
def delete(story_id: Id) -> list[StoryOut]:
    """Delete a story with its takes."""
    my_stories.delete(str(story_id))
    return every()


def _written(given: StoryIn) -> my_stories.Written:
    return my_stories.written(given.title, given.text, given.sections, given.principles, given.framework)


def _out(story: Any) -> StoryOut:
    return StoryOut(**{name: getattr(story, name) for name in StoryOut.model_fields})

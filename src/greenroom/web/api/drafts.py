"""Drafts of what is being written, so that a crash or a closed tab loses nothing."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from greenroom.services import drafts
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/drafts", tags=["drafts"])
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9:-]{1,100}$")]
PageName = Annotated[Name, Field(description="The page that it is written on: workbench, or workbench:ID for one walkthrough's question.")]
DraftId = Annotated[Name, Field(description="The draft by id.")]
Count = Annotated[int, Field(ge=0, le=2**31)]


class BaseDraft(BaseModel):
    """The draft that a tab began from."""

    model_config = ConfigDict(extra="forbid")
    id: DraftId
    number: Count = Field(description="The number that it had.")


class NewDraft(BaseModel):
    """A draft as it stands now."""

    model_config = ConfigDict(extra="forbid")
    page: PageName
    id: Name = Field(description="An id of the tab's own making, the same at each saving.")
    number: Count = Field(description="Counts the tab's savings upwards; one that comes late is left out.")
    base: BaseDraft | None = Field(default=None, description="The draft that the tab began from; it is replaced unless it was written on since.")
    text: str = Field(description="What is written. At most 400,000 characters.")
    question: Annotated[str, Field(max_length=2000)] = ""
    level: Annotated[str, Field(max_length=60)] = ""
    seconds: Annotated[float, Field(ge=0, le=86_400, description="How long it took to write so far, where the page counts that.")] = 0.0


class OneDraft(BaseModel):
    """A draft by name."""

    model_config = ConfigDict(extra="forbid")
    page: PageName
    id: DraftId


class Listed(BaseModel):
    """A draft in the list: when it was kept, how it begins and how it ends."""

    id: str
    number: int
    at: datetime
    words: int
    begins: str
    ends: str


class Kept(BaseModel):
    """That a draft is kept, and which others the page has."""

    at: datetime
    others: list[Listed]


class Whole(BaseModel):
    """A draft with its text."""

    id: str
    number: int
    at: datetime
    text: str
    question: str
    level: str


@router.get("", summary="List the drafts of a page", response_description="The drafts, the newest first", responses=REFUSALS)
def every(page: Annotated[str, Query(pattern=r"^[A-Za-z0-9:-]{1,100}$", description="The page that they were written on.")]) -> list[Listed]:
    """The drafts that are kept for a page."""
    return [_listed(one) for one in drafts.drafts(page)]


@router.post("", summary="Keep a draft", response_description="When it was kept, and the other drafts of the page", responses=REFUSALS)
def save(given: NewDraft) -> Kept:
    """Keep what is written. Drafts of other tabs stay as they are and are listed."""
    now = datetime.now(UTC)
    base = drafts.Base(given.base.id, given.base.number) if given.base else None
    draft = drafts.Draft(given.id, given.number, drafts.stamp(now), given.text, given.question, given.level, given.seconds)
    return Kept(at=now, others=[_listed(one) for one in drafts.keep_draft(given.page, draft, base)])


@router.post("/open", summary="One draft whole", response_description="The draft with its text", responses=REFUSALS)
def opened(given: OneDraft) -> Whole:
    """The text of one draft."""
    one = drafts.opened(given.page, given.id)
    return Whole(id=one.id, number=one.number, at=datetime.fromisoformat(one.at), text=one.text, question=one.question, level=one.level)


@router.post("/forget", summary="Delete a draft", response_description="The drafts that are left", responses=REFUSALS)
def forget(given: OneDraft) -> list[Listed]:
    """Delete one draft."""
    drafts.forget_draft(given.page, given.id)
    return every(given.page)


def _listed(one: drafts.Draft) -> Listed:
    return Listed(id=one.id, number=one.number, at=datetime.fromisoformat(one.at), words=one.words, begins=one.begins, ends=one.ends)

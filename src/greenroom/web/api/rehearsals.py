"""Rehearsals: mock interviews begun, answered and ended step by step, and read with their ratings once they are over."""
from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from greenroom.services import interview, my_rehearsals
from greenroom.web.openapi import REFUSALS

router = APIRouter(prefix="/api/rehearsals", tags=["rehearsals"], responses=REFUSALS)
Id = Annotated[UUID, Path(description="A rehearsal by id.")]
How = Annotated[Literal["writing", "aloud"], Field(description="How it is answered; aloud, a recording of the turn tells how long it took.")]
Turn = Annotated[str, Field(max_length=80, description="The turn as the last step named it. Where the rehearsal has moved on since, 409 and nothing is overwritten.")]
Text = Annotated[str, Field(description="What was written or said. At most 20,000 characters.")]
Seconds = Annotated[float, Field(ge=0, le=86_400, description="How long it took, thinking left out, beside what was told with drafts.")]
Rated = Annotated[dict[str, Any], Field(description="As the published schema of ratings describes it: criteria, votes by level, times by section.")]


class NewRehearsal(BaseModel):
    """What to rehearse: a question of one's own, a walkthrough's, one under a principle, or any."""

    model_config = ConfigDict(extra="forbid")
    question: Annotated[str, Field(max_length=500, description="A question of one's own.")] = ""
    walkthrough: Annotated[str, Field(max_length=60, description="A walkthrough by id, whose question is asked.")] = ""
    principle: Annotated[str, Field(max_length=60, description="A principle by id, under which a question is drawn.")] = ""
    level: Annotated[str, Field(max_length=60, description="A level by id or title; the walkthrough's where it is empty.")] = ""
    how: How = "writing"


class Draft(BaseModel):
    """What is written so far."""

    model_config = ConfigDict(extra="forbid")
    turn: Turn
    text: Text
    seconds: Seconds = 0.0


class Given(Draft):
    """An answer, or a reply to a follow-up; an empty reply passes."""

    how: How = "writing"
    though_short: Annotated[bool, Field(description="Count an answer that is too short to judge, with which the rehearsal ends.")] = False


class Ending(BaseModel):
    """The turn at which it shall end."""

    model_config = ConfigDict(extra="forbid")
    turn: Turn


class Budget(BaseModel):
    """A section and the seconds that the level gives it."""

    section: str
    title: str
    seconds: int


class AskingOut(BaseModel):
    """What is asked now."""

    id: str
    turn: str = Field(description="Stands for this question at this moment; the next step gives it back.")
    number: int = Field(description="0 for the question, 1 and on for the follow-ups; recordings are kept under it.")
    followups: int = Field(description="How many follow-ups there are; 0 while the question waits for its answer.")
    prompt: str = Field(description="What is asked: the question or the follow-up. What a follow-up probes is told when it is over.")
    question: str
    level: str
    how: str
    aim: int = Field(description="Seconds that it should take, spoken.")
    budget: list[Budget]
    draft: str = Field(description="What was kept of it so far.")


class Step(BaseModel):
    """Where a rehearsal stands: what is asked next, null where it is over and can be read."""

    id: str
    over: bool
    next: AskingOut | None


class RehearsalLine(BaseModel):
    """A rehearsal in a list."""

    id: str
    state: str = Field(description="answering, replying or done.")
    question: str
    level: str
    framework: str
    walkthrough: str = Field(description="The walkthrough whose question it is, by id; empty for another question.")
    vote: int | None = Field(description="1 to 4 at its level, 0 where it could not be judged; null while it goes on.")
    updated: datetime


class ReplyOut(BaseModel):
    """A follow-up with its reply: what it probed, whether the reply settles it, and why."""

    question: str
    probes: list[str]
    reply: str
    seconds: float
    settled: bool
    says: str
    rating: Rated


class RehearsalOut(RehearsalLine):
    """A rehearsal with what was answered and, once it is over, how that was rated."""

    answer: str
    seconds: float
    asked: list[dict[str, Any]] = Field(description="The follow-ups with what was replied; none is told while it goes on.")
    rating: Rated | None = Field(description="Of the answer; null while it goes on.")
    speech: dict[str, Any] | None = Field(description="Pace, pauses and sections as measured, under speech in that schema; null where nothing was measured.")
    replies: list[ReplyOut]


class Kept(BaseModel):
    """The story that a rehearsal became, and its take."""

    story: str
    take: str


@router.get("", summary="List rehearsals", response_description="The rehearsals, what was changed last first")
def every() -> list[RehearsalLine]:
    """All rehearsals."""
    return [RehearsalLine(**_line(kept, session)) for kept, session in my_rehearsals.all_rehearsals()]


@router.post("", summary="Begin a rehearsal", response_description="What is asked")
def begin(given: NewRehearsal) -> AskingOut:
    """Begin a rehearsal. One goes on at a time: where another does, 409."""
    now = datetime.now(UTC)
    return _asking(my_rehearsals.begin(given.walkthrough, given.principle, given.question, given.level, given.how, random.Random(), now))


@router.get("/now", summary="What is asked now", response_description="The question or the follow-up of the rehearsal that goes on")
def now() -> AskingOut:
    """What the rehearsal that goes on asks, whether it was begun here, on the pages or in the terminal; 404 where none goes on."""
    return _asking(my_rehearsals.asked())


@router.get("/{rehearsal_id}", summary="One rehearsal", response_description="The rehearsal with what was answered and its ratings")
def one(rehearsal_id: Id) -> RehearsalOut:
    """One rehearsal whole; once it is over with the rating of the answer (votes by level, times by section) and of each reply."""
    held = my_rehearsals.whole(str(rehearsal_id))
    s, report = held.session, held.report
    measured = report.spoken.report if report and report.spoken else None
    return RehearsalOut(
        **_line(held.kept, s), answer=s.answer, seconds=s.seconds, asked=[a.to_dict() for a in s.asked] if report else [],
        rating=report.answer.rating.to_dict() if report else None, speech=measured.to_dict() if measured else None, replies=[_reply(r) for r in held.replies],
    )


@router.post("/{rehearsal_id}/draft", summary="Keep a draft of the answer", response_description="What is asked, with the turn that stands for it now")
def draft(rehearsal_id: Id, given: Draft) -> AskingOut:
    """Keep what is written so far of the answer or the reply."""
    return _asking(my_rehearsals.keep_draft(str(rehearsal_id), given.turn, given.text, given.seconds, datetime.now(UTC)))


@router.post("/{rehearsal_id}/answer", summary="Answer", response_description="What is asked next, or that it is over")
def answer(rehearsal_id: Id, given: Given) -> Step:
    """Finish the answer or the reply. The follow-ups come from the answer, one after another; after the last one the rehearsal is over."""
    asked = my_rehearsals.give(str(rehearsal_id), given.turn, given.text, given.seconds, given.how, given.though_short, datetime.now(UTC))
    return Step(id=str(rehearsal_id), over=asked is None, next=_asking(asked) if asked else None)


@router.post("/{rehearsal_id}/end", summary="End a rehearsal", response_description="That it is over")
def end(rehearsal_id: Id, given: Ending) -> Step:
    """End it before all follow-ups are answered. What was begun of a reply counts as that reply."""
    my_rehearsals.end(str(rehearsal_id), given.turn, datetime.now(UTC))
    return Step(id=str(rehearsal_id), over=True, next=None)


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


def _line(kept: Any, session: Any) -> dict[str, Any]:
    held = {name: getattr(session, name) for name in ("question", "level", "framework", "walkthrough", "vote")}
    return {"id": kept.id, "state": kept.state, "updated": kept.updated, **held, "vote": session.vote if kept.state == "done" else None}


def _asking(asked: interview.Asking) -> AskingOut:
    budget = [Budget(section=letter, title=title, seconds=seconds) for letter, title, seconds in asked.plan]
    return AskingOut(
        id=asked.id, turn=asked.turn, number=asked.number, followups=asked.followups, prompt=asked.prompt, question=asked.question, level=asked.level_id,
        how=asked.how, aim=asked.aim, budget=budget, draft=asked.draft,
    )


def _reply(each: Any) -> ReplyOut:
    asked = each.asked
    return ReplyOut(
        question=asked.followup.text, probes=list(asked.followup.probes), reply=asked.reply, seconds=asked.seconds, settled=each.settled, says=each.says,
        rating=each.rating.to_dict(),
    )

"""Write a story, as one text or in parts, or change one; bring stories in from a file. What was typed is never lost, and no tab overwrites another."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from greenroom.errors import GreenroomError
from greenroom.services import edit_story
from greenroom.services.edit_story import Form
from greenroom.services.import_stories import ENDINGS, MOST_BYTES, bring_in, came_in, too_large
from greenroom.services.preferences import preferences, standard
from greenroom.services.readable import Readable
from greenroom.services.view_rating import PARTS
from greenroom.web.errors import status_of
from greenroom.web.forms import Fields
from greenroom.web.render import page
from greenroom.web.uploads import upload

router = APIRouter()
LETTERS = {part: letter for letter, part in PARTS}


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says above the form: an error, or that the story was changed elsewhere."""

    problem: GreenroomError | None = None
    conflict: edit_story.Conflicted | None = None


@router.get("/stories/new")
def new(request: Request, rehearsal: str = "", form: str = "", draft: str = "", principle: str = "") -> HTMLResponse:
    """An empty form, or the answer of a finished rehearsal, or what was typed and not kept."""
    return _show(request, edit_story.begun(rehearsal[:60], form == "parts", draft[:100], principle[:60]))


@router.post("/stories/new")
def keep_new(request: Request, form: Fields) -> Response:
    """Keep a new story."""
    return _keep(request, _form(form, "", 0), form.get("do", ""))


@router.get("/stories/{which:uuid}/edit")
def edit(request: Request, which: UUID, draft: str = "") -> HTMLResponse:
    """The story in the form."""
    return _show(request, edit_story.opened(str(which), draft[:100]))


@router.post("/stories/{which:uuid}/edit")
def keep(request: Request, which: UUID, form: Fields) -> Response:
    """Keep what was changed, unless somebody else changed it meanwhile: then both are shown."""
    version = form.get("version", "")
    return _keep(request, _form(form, str(which), int(version) if version.isdigit() and len(version) < 10 else 0), form.get("do", ""))


@router.get("/stories/import")
def import_form(request: Request, copies: bool = False) -> HTMLResponse:
    """Choose a file; with `copies`, its stories come in beside those that are here with other words."""
    return _import(request, copies=copies)


@router.post("/stories/import")
async def import_file(request: Request, copies: bool = False) -> Response:
    """Keep the stories of the file, all of them or none."""
    try:
        raw, name = await upload(request, "file")
        return RedirectResponse(await run_in_threadpool(_bring_in, raw, name, copies), 303)
    except GreenroomError as problem:
        return _import(request, problem, copies)


def _bring_in(raw: bytes, name: str, copies: bool) -> str:
    """Where to go on."""
    came = bring_in(raw, name, datetime.now(UTC), copies)
    if len(came.stories) == 1 and not (came.empty or came.held or came.changed):
        return f"/stories/{came.stories[0].id}"
    came_in(came)
    return "/stories"


def _import(request: Request, problem: GreenroomError | None = None, copies: bool = False) -> HTMLResponse:
    status = status_of(problem) if problem else 200
    return page(
        request, "stories_import.html", status=status, here="stories", endings=ENDINGS, most=MOST_BYTES, large=too_large("The file"), problem=problem, copies=copies
    )


def _form(fields: dict[str, str], id: str, version: int) -> Form:
    parts = {key: fields.get(key, "") for key in edit_story.PARTS} if fields.get("form") == "parts" else None
    tags = tuple(name.removeprefix("p:") for name in fields if name.startswith("p:"))
    return Form(
        id, version, fields.get("title", ""), fields.get("text", ""), parts, tags, fields.get("framework", ""), fields.get("rehearsal", "")[:60],
        fields.get("draft", "")[:100],
    )


def _keep(request: Request, form: Form, what: str) -> Response:
    try:
        if what == "switch":
            return _show(request, edit_story.switched(form))
        if what == "discard":
            edit_story.discard(form)
            return RedirectResponse(f"/stories/{form.id}/edit" if form.id else "/stories/new", 303)
        if what == "bring":
            return _show(request, edit_story.brought(form))
        if what == "instead":
            return _show(request, edit_story.instead(form))
        done = edit_story.keep(form, what == "copy", datetime.now(UTC))
    except GreenroomError as problem:
        return _show(request, form, Said(problem=problem))
    if isinstance(done, edit_story.Conflicted):
        return _show(request, done.form, Said(conflict=done))
    return RedirectResponse(f"/stories/{done.id}" + ("#rate" if what == "rate" else ""), 303)


def _show(request: Request, form: Form, said: Said = Said()) -> HTMLResponse:
    kept = Readable()
    framework = edit_story.framework_of(form)
    status = 409 if said.conflict else status_of(said.problem) if said.problem else 200
    return page(
        request, "story_edit.html", status=status, here="stories", form=form, framework=framework, said=said, parts=edit_story.PARTS, letters=LETTERS,
        other=kept.read(lambda: edit_story.other_framework(form), None), level=kept.read(preferences, standard()).level,
        drafts=kept.every(lambda: edit_story.unkept(form)), own=kept.read(lambda: edit_story.own_draft(form), None), typed=request.method == "POST",
        page_name=edit_story.page_name(form.id), mine=kept.every(lambda: edit_story.takers(form)), told_as=kept.read(lambda: edit_story.told_as(form), ""),
    )

"""The form in which a story is written: opened, switched between one text and parts, kept; a conflict shows both, and drafts bring back what was not kept."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from greenroom.frameworks import Framework
from greenroom.frameworks import load as load_framework
from greenroom.services import drafts, my_stories, my_takes
from greenroom.services.cut_story import cut
from greenroom.services.drafts import Draft, NoDraft
from greenroom.services.preferences import preferences
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Story
from greenroom.stories.changes import Run, words_changed
from greenroom.stories.outline import PARTS as PARTS
from greenroom.stories.outline import joined, stories_in, told

PAGE = "story"
"""Drafts of a story are kept under this name and its id; of a new one under "story:new"."""


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form: of the story `id` read as `version` ("" and 0 for a new one), perhaps from a rehearsal; `draft` names the draft of its tab."""

    id: str
    version: int
    title: str
    text: str
    sections: dict[str, str] | None
    principles: tuple[str, ...]
    framework: str
    rehearsal: str = ""
    draft: str = ""

    @property
    def body(self) -> str:
        """All of its words."""
        return self.text if self.sections is None else joined(self.sections)


@dataclass(frozen=True, slots=True)
class Conflicted:
    """The story was changed elsewhere (or deleted: `kept` is None). The form holds what was typed, ready to be kept over what is there.

    `runs` go from what is kept to what was typed.
    """

    form: Form
    kept: Story | None
    runs: tuple[Run, ...]


def begun(rehearsal: str, in_parts: bool, draft: str, principle: str) -> Form:
    """A new story: empty, from a finished rehearsal, or from a draft. Raises NotThere, NoDraft, DatabaseProblem."""
    framework = preferences().framework
    tags = (principle,) if any(p.id == principle for p in framework.principles) else ()
    form = Form("", 0, "", "", {} if in_parts else None, tags, framework.id)
    if rehearsal:
        session = my_takes.finished(rehearsal)
        form = replace(form, text=session.answer, sections=None, framework=session.framework, rehearsal=rehearsal)
    return _with_draft(form, draft) if draft else form


def opened(id: str, draft: str = "") -> Form:
    """A story that is kept, or a draft of it. Raises NotThere, NoDraft, DatabaseProblem."""
    kept = my_stories.story(id)
    form = Form(kept.id, kept.version, kept.title, kept.text, kept.sections, tuple(kept.principles), my_stories.framework_of(kept))
    return _with_draft(form, draft) if draft else form


def switched(form: Form) -> Form:
    """One text cut into parts, or the parts as one text; no word is lost. Raises TooLong."""
    if form.sections is None:
        return replace(form, sections=cut(form.text) if form.text.strip() else {}, text="")
    return replace(form, sections=None, text=joined(form.sections))


def brought(form: Form) -> Form:
    """The form with an answer from the workbench: of a story it keeps the title and what it is told for. Raises NotThere, DatabaseProblem."""
    if not form.id:
        return form
    kept = opened(form.id)
    if kept.sections is None or not form.text.strip():
        return replace(kept, text=form.text, sections=None, version=form.version)
    return replace(kept, text="", sections=cut(form.text), version=form.version)


def instead(form: Form) -> Form:
    """The form with the principles of the framework preferred to choose from, none of them chosen yet. Raises DatabaseProblem."""
    return replace(form, framework=preferences().framework.id, principles=())


def keep(form: Form, as_new: bool, now: datetime) -> Story | Conflicted:
    """Keep it, with the take of the rehearsal that it came from, and forget the draft. Where it was changed meanwhile nothing is overwritten.

    Raises NothingWritten, TooLong, UnknownName, NotThere for the rehearsal, DatabaseProblem.
    """
    new = my_stories.written(form.title, form.text, form.sections, form.principles, form.framework)
    if form.rehearsal:
        my_takes.finished(form.rehearsal)
    try:
        kept = my_stories.keep_new(new, now) if as_new or not form.id else my_stories.keep_changed(form.id, form.version, new, now)
    except (Conflict, NotThere):
        return _conflict(form)
    if form.rehearsal:
        my_takes.keep_rehearsal(form.rehearsal, kept, now)
    if form.draft:
        drafts.forget_draft(page_name(form.id), form.draft)
    return kept


def takers(form: Form) -> list[Story]:
    """The stories of which the rehearsal in the form may be a take instead; none where it is from no rehearsal. Raises DatabaseProblem."""
    return my_stories.all_stories() if form.rehearsal and not form.id else []


def told_as(form: Form) -> str:
    """The story that was told last for the rehearsal's question, by its id; "" for none. Raises DatabaseProblem."""
    try:
        return my_takes.story_of(my_takes.finished(form.rehearsal).question) if form.rehearsal else ""
    except NotThere:
        return ""


def discard(form: Form) -> None:
    """Delete the draft that the form names. Raises DatabaseProblem."""
    drafts.forget_draft(page_name(form.id), form.draft)


def unkept(form: Form) -> list[Draft]:
    """What was typed in this form and not kept, here or in other tabs, the newest first; not the form's own. Raises DatabaseProblem."""
    held = [d for d in drafts.drafts(page_name(form.id)) if d.id != form.draft and d.text.strip()]
    if not held:
        return []
    kept = {_words(told(s.title, s.text, s.sections)) for s in my_stories.all_stories()}
    return [d for d in held if _words(d.text) not in kept]


def own_draft(form: Form) -> Draft | None:
    """The draft that the form's tab writes, where it is still kept. Raises DatabaseProblem."""
    return next((d for d in drafts.drafts(page_name(form.id)) if d.id == form.draft), None) if form.draft else None


def framework_of(form: Form) -> Framework:
    """The framework whose principles can be chosen."""
    return load_framework(form.framework) if form.framework else preferences().framework


def other_framework(form: Form) -> Framework | None:
    """The framework preferred, where the form offers the principles of another one. Raises DatabaseProblem."""
    preferred = preferences().framework
    return None if framework_of(form).id == preferred.id else preferred


def page_name(id: str) -> str:
    """The name under which drafts are kept."""
    return f"{PAGE}:{id or 'new'}"


def _words(text: str) -> str:
    return " ".join(text.split())


def _conflict(form: Form) -> Conflicted:
    try:
        kept = my_stories.story(form.id)
    except NotThere:
        return Conflicted(replace(form, id="", version=0), None, ())
    mine = told(form.title.strip(), form.text, form.sections)
    return Conflicted(replace(form, version=kept.version), kept, words_changed(told(kept.title, kept.text, kept.sections), mine))


def _with_draft(form: Form, name: str) -> Form:
    """The form filled from a draft, which holds the story as Markdown."""
    held = drafts.opened(page_name(form.id), name)
    found = stories_in(held.text)
    if not found:
        raise NoDraft("This draft holds no words.", "Go on with the form as it is.")
    one = found[0] if len(found) == 1 else None
    if one is None:
        return replace(form, text=held.text, sections=None, draft=held.id)
    return replace(form, title=one.title or form.title, text="" if one.sections else one.text, sections=one.sections, draft=held.id)

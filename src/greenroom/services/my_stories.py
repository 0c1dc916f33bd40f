"""A person's own stories: written, changed, tagged, deleted; no tab overwrites what another kept."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from greenroom.errors import GreenroomError, TooLong, UnknownName
from greenroom.frameworks import Principle
from greenroom.frameworks import load as load_framework
from greenroom.rating.result import Rating
from greenroom.services import drafts, rated
from greenroom.services.assess_answer import principles_shown
from greenroom.services.door import stores
from greenroom.services.preferences import preferences
from greenroom.services.read_answer import clean
from greenroom.services.search import of_stories
from greenroom.storage.records import Story as Story
from greenroom.stories.outline import PARTS as PARTS
from greenroom.stories.outline import joined, told
from greenroom.text.excerpt import head
from greenroom.text.judgeable import MOST_CHARACTERS

LONGEST_TITLE = 200
TITLE_FROM_WORDS = 60
"""Characters of the first words that make a title where none is given."""


class NothingWritten(GreenroomError):
    """A story without a word in it."""

    code = "nothing-written"


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it comes from a form or the API: `sections` for one in parts, `text` for one without."""

    title: str
    text: str
    sections: dict[str, str] | None
    principles: tuple[str, ...]
    framework: str

    def markdown(self) -> str:
        """As the person would read it in a file."""
        return told(self.title, self.text, self.sections)


def written(title: str, text: str, sections: Mapping[str, str] | None, principles: Iterable[str], framework: str = "") -> Written:
    """What is to be kept, cleaned; the framework preferred where none is named.

    Raises NothingWritten, TooLong for what could not be rated, UnknownName for a framework, principle or part that does not exist.
    """
    chosen = load_framework(framework[:60]) if framework else preferences().framework
    known = [p.id for p in chosen.principles]
    tags = tuple(dict.fromkeys(p for p in principles if p))
    for p in tags:
        if p not in known:
            raise UnknownName("principle", p[:60], known)
    parts = None if sections is None else {_part(k): clean(v).strip() for k, v in sections.items()}
    body = clean(text).strip() if parts is None else joined(parts)
    if not body:
        raise NothingWritten("There is no word in this story yet.", "Write what happened; the title alone cannot be kept.")
    if len(body) > MOST_CHARACTERS:
        raise TooLong(f"The story has {len(body):,} characters; one may have {MOST_CHARACTERS:,}, about twenty minutes of speech.", "Keep one event a story.")
    name = " ".join(clean(title).split())[:LONGEST_TITLE] or head(" ".join(body.split()), TITLE_FROM_WORDS)
    return Written(name, body, {k: parts[k] for k in PARTS if parts.get(k)} if parts is not None else None, tags, chosen.id)


def all_stories() -> list[Story]:
    """What was changed last first. Raises DatabaseProblem."""
    return stores().stories.list()


def story(id: str) -> Story:
    """Raises NotThere, DatabaseProblem."""
    return stores().stories.get(id)


def keep_new(new: Written, now: datetime) -> Story:
    """Keep a new story. Raises DatabaseProblem."""
    return stores().stories.create(new.title, new.text, new.sections, list(new.principles), now, framework=new.framework)


def keep_changed(id: str, version: int, new: Written, now: datetime) -> Story:
    """Change the story that was read as `version`. Raises Conflict where it was changed since (nothing is overwritten), NotThere, DatabaseProblem."""
    return stores().stories.update(id, version, new.title, new.text, new.sections, list(new.principles), now, new.framework)


def delete(id: str) -> None:
    """Delete a story with its takes and its drafts on the workbench; nothing happens where there is none. Raises DatabaseProblem."""
    stores().stories.delete(id)
    drafts.forget_pages(desk_of(id))
    rated.forget()


def desk_of(id: str) -> str:
    """The name under which drafts of a story are kept on the workbench."""
    return f"workbench:story:{id}"


def found(words: str) -> list[tuple[Story, tuple[str, ...]]]:
    """The stories that hold all of the words, the best first, each with words around the hit as `search.Hit` has them. Raises DatabaseProblem."""
    held = {s.id: s for s in all_stories()}
    return [(held[hit.id], hit.around) for hit in of_stories(list(held.values())).find(words)] if held else []


def framework_of(one: Story) -> str:
    """The id of the framework that a story is told in: the one preferred for as long as it is told for no principle. Raises DatabaseProblem."""
    return one.framework if one.principles else preferences().framework.id


def told_elsewhere(one: Story) -> str:
    """The title of the framework preferred where the story is told for principles of another one, else "". Raises DatabaseProblem."""
    preferred = preferences().framework
    return "" if framework_of(one) == preferred.id else preferred.title


def principle_names(one: Story) -> list[str]:
    """The principles of a story by name."""
    names = {p.id: p.name for p in load_framework(one.framework).principles}
    return [names.get(p, p) for p in one.principles]


def not_told_for(one: Story, rating: Rating) -> list[Principle]:
    """The principles that a rating of the story shows and that it is not told for; none where it shows nothing clearly, or was rated in another framework."""
    if rating.framework != framework_of(one):
        return []
    shown = principles_shown(rating)
    return [p for p in load_framework(rating.framework).principles if p.name in shown and p.id not in one.principles]


def tell_for(id: str, principles: Iterable[str], now: datetime) -> Story:
    """Tell a story for these principles too; those that it is told for stay. Raises UnknownName, NotThere, Conflict, DatabaseProblem."""
    one = story(id)
    new = written(one.title, one.text, one.sections, [*one.principles, *principles], framework_of(one))
    return one if list(new.principles) == one.principles else keep_changed(id, one.version, new, now)


def _part(name: str) -> str:
    if name not in PARTS:
        raise UnknownName("part", name[:60], list(PARTS))
    return name

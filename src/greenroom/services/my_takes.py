"""Takes: a story rated as it stands, a rehearsal kept with a story, takes over time, and two of them compared."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from greenroom.errors import GreenroomError
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import MockSession
from greenroom.services import past_mocks, rated
from greenroom.services.assess_answer import assess_answer
from greenroom.services.door import stores
from greenroom.services.my_stories import framework_of
from greenroom.services.preferences import levels_of
from greenroom.services.read_answer import clean
from greenroom.services.report_file import ReportFile, report_file
from greenroom.services.report_html import report_html
from greenroom.services.view_rating import RatingView, view
from greenroom.storage.errors import NotThere
from greenroom.storage.records import Story, Take
from greenroom.stories.changes import Moved, Run, scores_changed, votes_changed, words_changed

ANSWERS = "fit"
"""The criterion that asks whether the question is answered."""
MOST_SHOWN = 8
"""Takes side by side in the table of a story."""


class OneTake(GreenroomError):
    """A comparison that has not two takes."""

    code = "one-take"


@dataclass(frozen=True, slots=True)
class TakeLine:
    """A take in a list, numbered from the first; `vote` is 0 where it was not judged."""

    id: str
    number: int
    when: datetime
    question: str
    level: str
    vote: int
    word: str
    words: int
    seconds: float | None
    misses: tuple[str, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two takes, the earlier first."""

    before: TakeLine
    after: TakeLine
    scores: tuple[Moved, ...]
    votes: tuple[tuple[str, Moved, str, str], ...]
    runs: tuple[Run, ...]
    same_bar: bool


def rate_story(id: str, question: str, level: str, now: datetime) -> Take:
    """Rate a story as it stands and keep that as a take. Raises NotThere, UnknownName, TooLong, DatabaseProblem."""
    one = stores().stories.get(id)
    asked = " ".join(clean(question).split())[:500] or None
    framework = framework_of(one)
    at = load_framework(framework).level(level[:60])
    rating = assess_answer(one.text, asked, at.id, framework)
    return stores().takes.add(one.text, asked, at.id, framework, rating.to_dict(), one.id, None, None, now)


def keep_rehearsal(rehearsal: str, story: Story, now: datetime) -> Take:
    """Keep the answer of a finished rehearsal as a take of the story, with its replies; once, however often it is asked. Raises NotThere, DatabaseProblem."""
    session = finished(rehearsal)
    for each in stores().takes.list(story.id, rehearsal_id=rehearsal):
        return each
    rating = rated.answer(session)
    replies: list[dict[str, Any]] = [
        {"question": r.asked.followup.text, "reply": r.asked.reply, "seconds": r.asked.seconds, "settled": r.settled}
        for r in rated.replies(session) if r.asked.reply.strip()
    ]
    return stores().takes.add(
        session.answer, session.question, session.level, session.framework, rating.to_dict(), story.id, rehearsal, session.seconds, now, replies=replies or None
    )


def story_of(question: str) -> str:
    """The story that was told last for this question, by its id; "" for none. Raises DatabaseProblem."""
    return next((t.story_id for t in listed(None) if t.story_id and t.question == question), "")


def kept_with(rehearsal: str) -> list[Story]:
    """The stories with a take that was made from a rehearsal: it stays where that one is deleted. Raises DatabaseProblem."""
    ids = {t.story_id for t in stores().takes.list(None, rehearsal_id=rehearsal, brief=True)}
    return [s for s in stores().stories.list() if s.id in ids]


def finished(rehearsal: str) -> MockSession:
    """The session of a finished rehearsal. Raises NotThere, DatabaseProblem."""
    return MockSession.from_dict(past_mocks.finished(rehearsal).session)


def listed(story: str | None) -> list[Take]:
    """All takes, or those of a story, the newest first; of each rating only what lists show. Raises DatabaseProblem."""
    return stores().takes.list(story, brief=True)


def take(id: str) -> Take:
    """One take whole. Raises NotThere, DatabaseProblem."""
    return stores().takes.get(id)


def forget(id: str) -> None:
    """Delete a take; nothing happens where there is none. Raises DatabaseProblem."""
    stores().takes.delete(id)
    rated.forget()


def usual_level(story: str) -> str:
    """The level preferred, in the framework that the story is told in. Raises NotThere, DatabaseProblem."""
    return levels_of(framework_of(stores().stories.get(story)))[1]


def lines(story: str) -> list[TakeLine]:
    """The takes of a story, the newest first. Raises DatabaseProblem."""
    held = stores().takes.list(story, brief=True)
    return [line(t, len(held) - at) for at, t in enumerate(held)]


def line(take: Take, number: int) -> TakeLine:
    """One take for a list."""
    level = load_framework(take.framework).level(take.level)
    vote = take.rating.get("vote") or {}
    misses = tuple(m["criterion"] for m in (take.rating.get("missing") or {}).get(level.id, ()))
    why = (take.rating.get("why_not") or {}).get("message", "")
    return TakeLine(
        take.id, number, take.created.astimezone(), take.question or "", level.title, vote.get("value", 0), vote.get("word", "").capitalize(),
        len(take.text.split()), take.seconds, misses, why,
    )


def scores_over_time(story: str) -> list[tuple[str, list[int | None]]]:
    """Each criterion with its score in the last MOST_SHOWN takes, the oldest first (None: not rated there); for a table. Raises DatabaseProblem."""
    held = stores().takes.list(story, MOST_SHOWN)[::-1]
    rated = [_rated(t).get("criteria") or {} for t in held]
    return [(key, [scores.get(key, {}).get("score") for scores in rated]) for key in dict.fromkeys(k for scores in rated for k in scores)]


def take_view(story: str, take: str) -> tuple[TakeLine, RatingView]:
    """A take with its report, read afresh. Raises NotThere, DatabaseProblem."""
    held = _of(story, take)
    number = next(x.number for x in lines(story) if x.id == take)
    return line(held, number), view(rated.words(held.text, held.question, held.level, held.framework))


def as_file(story: str, take: str) -> ReportFile:
    """The report of a take as one self-contained HTML file. Raises NotThere, DatabaseProblem."""
    one, (said, seen) = stores().stories.get(story), take_view(story, take)
    html = report_html(seen.rating, of=f"take {said.number} of {one.title}, {said.when.day} {said.when:%B %Y}")
    return report_file(f"take-{said.number}", said.when, one.title, html)


def delete_take(story: str, take: str) -> None:
    """Delete one take; nothing happens where there is none. Raises NotThere for a take of another story, DatabaseProblem."""
    forget(_of(story, take).id)


def compare(story: str, first: str = "", second: str = "") -> Comparison:
    """What changed from the earlier to the later of two takes; the last two where none are named. Raises OneTake, NotThere, DatabaseProblem."""
    held = stores().takes.list(story)
    numbers = {t.id: len(held) - at for at, t in enumerate(held)}
    if len(held) < 2:
        raise OneTake("There is nothing to compare yet.", "A comparison takes two takes: rate the story again after you have changed it.")
    chosen = [_of(story, t) for t in (first or held[1].id, second or held[0].id)]
    before, after = sorted(chosen, key=lambda t: numbers[t.id])
    return compared(before, after, numbers[before.id], numbers[after.id])


def compared(before: Take, after: Take, first: int, second: int) -> Comparison:
    """What changed from one take to a later one; `first` and `second` are their numbers."""
    framework = load_framework(after.framework)
    words = {level.id: level.title for level in framework.levels}
    votes = votes_changed(before.rating, after.rating) if before.framework == after.framework else ()
    told = tuple((words[m.key], m, *(framework.votes[x].capitalize() for x in (m.before or 1, m.after or 1))) for m in votes if m.key in words)
    same = (before.level, before.framework) == (after.level, after.framework)
    return Comparison(
        line(before, first), line(after, second), scores_changed(_rated(before), _rated(after)), told,  # type: ignore[arg-type]
        words_changed(before.text, after.text), same,
    )


def _rated(take: Take) -> dict[str, Any]:
    """Its rating; without a question nothing is said of how well it answers one."""
    rating = take.rating
    return rating if take.question else {**rating, "criteria": {k: v for k, v in (rating.get("criteria") or {}).items() if k != ANSWERS}}


def _of(story: str, take: str) -> Take:
    held = stores().takes.get(take)
    if held.story_id != story:
        raise NotThere("take", take)
    return held

"""A mock that goes on, one step a call: begin, keep the draft, finish an answer or a reply, aloud or in writing."""
from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from greenroom.errors import GreenroomError
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import level_named
from greenroom.practice.mock import ANSWERING, DONE, REPLYING, MockSession
from greenroom.rating.timing import WORDS_PER_MINUTE
from greenroom.services import drafts, rated, rehearse, spoken
from greenroom.services.door import stores
from greenroom.services.keep_mock import ALOUD, HOW, LOOP, MEASURED, SHOWN, TIMED, WANTED, WRITING, create_mock, going_on, how, page_of, save_mock
from greenroom.services.past_mocks import Past, ReplyView, Report, past, report
from greenroom.services.preferences import preferences
from greenroom.services.read_answer import clean
from greenroom.services.view_rating import PARTS, SECTION_TITLES
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Rehearsal
from greenroom.text.judgeable import MOST_CHARACTERS, why_not

__all__ = [
    "ALOUD", "MOST_CHARACTERS", "WORDS_PER_MINUTE", "WRITING", "Asking", "MovedOn", "Past", "ReplyView", "Report", "TooEarly", "begin", "delete", "end", "finish",
    "interrupted", "keep_draft", "past", "report", "too_short", "wanted",
]

LONGEST_STEP = 7200.0
"""Seconds counted for one sitting at most; a page left open over night is no answer of eight hours."""
REPLY_SECONDS = 40
"""What a reply to a follow-up should take, spoken."""
TOO_SHORT = "too-short"
"""What text.judgeable says of an answer with fewer than its least number of words."""
_LOCK = Lock()


class MovedOn(GreenroomError):
    """A form that was sent after the mock had moved on, from another tab or twice."""

    code = "moved-on"

    def __init__(self) -> None:
        super().__init__("The mock has moved on since this page was opened, perhaps in another tab.", "Nothing was overwritten. Copy your words, then go on.")


class TooEarly(GreenroomError):
    """A mock that shall end before its question is answered."""

    code = "nothing-written"


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked now: the words, the mock's id, which turn it is (`turn` tells a stale form, `number` is 0 for the answer), and where in the mock one is.

    `draft` is the newest text; `draft_id` and `draft_number` say which draft that is ("" for none of a tab's). `how` is aloud or writing; `plan` is the
    level's budget by section: letter, title, seconds. `begun` says that something would be lost with it: words, an answer, a recording; `recorded`, that there
    is sound among it. `draft_seconds` is how long the draft took to write.
    """

    prompt: str
    id: str
    turn: str
    draft: str
    followup: int
    followups: int
    level: str
    aim: int
    number: int
    question: str
    level_id: str
    how: str
    draft_id: str
    draft_number: int
    plan: tuple[tuple[str, str, int], ...]
    loop: str
    begun: bool
    recorded: bool
    draft_seconds: float


def interrupted() -> Asking | None:
    """The mock that is going on, begun here or in the terminal, or None. Raises DatabaseProblem."""
    kept = _current()
    return _asking(kept) if kept else None


def begin(walkthrough: str, principle: str, question: str, level: str, rng: random.Random, now: datetime, wanted: str = "") -> Asking:
    """Begin a mock, to be answered aloud or in writing. One that is going on stays, and is given back instead.

    The level may be one of the framework preferred, under which a question of one's own is asked; a walkthrough's is asked at the level with the same bar.

    Raises UnknownName, NothingThere, DatabaseProblem.
    """
    with _LOCK:
        kept = _current()
        if kept is None:
            own, prefers = clean(question)[:500].strip(), preferences().framework
            held = level_named(prefers, level) if level else None
            at, under = (level, prefers.id if held else None) if own else (held.bar if held else level, None)
            session = rehearse.new_mock(walkthrough or None, principle or None, own or None, at or None, rng, under)
            kept = create_mock(stores(), session, now, beside={WANTED: wanted} if wanted else {})
        return _asking(kept)


def wanted() -> str:
    """How the person wanted to answer the last time: aloud or in writing. Raises DatabaseProblem."""
    last = next(iter(stores().rehearsals.list(limit=1)), None)
    return ALOUD if last and last.session.get(WANTED) == ALOUD else WRITING


def keep_draft(turn: str, text: str, seconds: float, now: datetime) -> None:
    """Keep what is typed so far. Raises MovedOn, DatabaseProblem."""
    kept, session = _at(turn)
    session.write(clean(text), _spent(session, seconds))
    _save(kept, session, now, {})


def finish(turn: str, text: str, seconds: float, now: datetime, answered: str = WRITING, measured: bool = False, draft: str = "") -> str | None:
    """Finish the answer or the reply (an empty reply passes). The id of the report where that was the last, else None.

    `answered` is aloud or writing; aloud, the recording says how long it took. `measured` says that `seconds` hold no thinking; `draft` is the draft of the
    tab, which goes once its text is kept. Raises MovedOn, TooLong (the draft stays as it was), DatabaseProblem.
    """
    kept, session = _at(turn)
    number = _number(session)
    recorded = spoken.turn(kept.id, number).seconds if answered == ALOUD else 0.0
    beside: dict[str, Any] = {HOW: {**kept.session.get(HOW, {}), str(number): answered if answered in {ALOUD, WRITING} else WRITING}}
    if number == 0:
        beside[TIMED] = MEASURED if recorded or (measured and not session.draft_seconds) else SHOWN
    session.give(clean(text), recorded or _spent(session, seconds), rated.rate)
    _save(kept, session, now, beside)
    rated.remember_reply(session)
    _forget(page_of(kept.id, number), draft, text)
    return kept.id if session.state == DONE else None


def end(turn: str, now: datetime) -> str:
    """End a mock before all follow-ups are answered: what was begun of a reply counts as that reply, the rest stays unanswered. The id of its report.

    Raises MovedOn, TooEarly where the question itself waits for its answer, TooLong, DatabaseProblem.
    """
    kept, session = _at(turn)
    number = _number(session)
    if number == 0:
        raise TooEarly("The question is not answered yet, so there is nothing to report on.", "Answer it first, or delete the rehearsal.")
    draft = _draft(kept, session, number)
    session.write(draft.text, max(draft.seconds, session.draft_seconds))
    session.finish()
    _save(kept, session, now, {HOW: {**kept.session.get(HOW, {}), str(number): WRITING}} if draft.text.strip() else {})
    _forget(page_of(kept.id, number), draft.id, draft.text)
    return kept.id


def too_short(asking: Asking, text: str) -> bool:
    """Whether this, as the answer to the first question, would end the mock at once, too short to judge. Follow-ups may be answered as briefly as one likes."""
    return asking.number == 0 and why_not(clean(text)) == TOO_SHORT


def delete(id: str) -> None:
    """Forget a mock, going on or finished, with its recordings and drafts; nothing happens where there is none. Raises DatabaseProblem."""
    stores().rehearsals.delete(id)
    drafts.forget_pages(page_of(id, 0)[:-1])
    rated.forget()


def _current() -> Rehearsal | None:
    return next(iter(going_on(stores())), None)


def _at(turn: str) -> tuple[Rehearsal, MockSession]:
    id, _, version = turn.partition(".")
    try:
        kept = stores().rehearsals.get(id)
    except NotThere:
        raise MovedOn() from None
    if str(kept.version) != version or kept.state == DONE:
        raise MovedOn()
    return kept, MockSession.from_dict(kept.session)


def _save(kept: Rehearsal, session: MockSession, now: datetime, beside: dict[str, Any]) -> None:
    try:
        save_mock(stores(), kept, session, now, beside)
    except (Conflict, NotThere):
        raise MovedOn() from None


def _forget(page: str, draft: str, text: str) -> None:
    """The draft of this tab, and those that say nothing else, have done their work; what another tab wrote stays to be found in the report."""
    for one in drafts.drafts(page):
        if one.id == draft or one.text.strip() in text:
            drafts.forget_draft(page, one.id)


def _spent(session: MockSession, seconds: float) -> float:
    return session.draft_seconds + max(0.0, min(seconds, LONGEST_STEP))


def _number(session: MockSession) -> int:
    return session.at + 1 if session.state == REPLYING else 0


def _asking(kept: Rehearsal) -> Asking:
    session = MockSession.from_dict(kept.session)
    level = load_framework(session.framework).level(session.level)
    number = _number(session)
    aim = level.total if session.state == ANSWERING else REPLY_SECONDS
    draft = _draft(kept, session, number)
    recorded = bool(stores().rehearsals.recorded(kept.id))
    plan = tuple((letter, SECTION_TITLES[letter], level.seconds[part]) for letter, part in PARTS if level.seconds.get(part))
    wanted = how(kept, number - 1) if number and how(kept, number - 1) else str(kept.session.get(WANTED, WRITING))
    return Asking(
        session.prompt, kept.id, f"{kept.id}.{kept.version}", draft.text, number, len(session.asked), level.title, aim, number, session.question, session.level,
        wanted, draft.id, draft.number, plan, str(kept.session.get(LOOP, "")), bool(number or draft.text.strip() or recorded), recorded, draft.seconds,
    )


def _draft(kept: Rehearsal, session: MockSession, number: int) -> drafts.Draft:
    """The newest text of a turn: what a tab kept, else what the form or the terminal kept, else the transcript; without an id where it is no draft of a tab."""
    newest = next(iter(drafts.drafts(page_of(kept.id, number))), None)
    if newest and (not session.draft or datetime.fromisoformat(newest.at) >= kept.updated):
        return newest
    if session.draft:
        return drafts.Draft("", 0, "", session.draft)
    transcript = spoken.turn(kept.id, number).transcript
    return drafts.Draft("", 0, "", transcript.text if transcript else "")

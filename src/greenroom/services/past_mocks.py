"""Finished mocks: in a list, and the report of each with the times of what was said aloud."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import DONE, MockSession, Replied
from greenroom.rating.timing import count_words
from greenroom.services import drafts, rated, recordings, spoken
from greenroom.services.assess_speech import Spoken
from greenroom.services.door import stores
from greenroom.services.keep_mock import ALOUD, LOOP, SHOWN, TIMED, how, page_of
from greenroom.services.marked import Marked, mark
from greenroom.services.report_file import ReportFile, report_file
from greenroom.services.report_html import Rehearsed, report_html
from greenroom.services.report_html import Replied as ReplyInFile
from greenroom.services.view_rating import RatingView, marks_of, view
from greenroom.services.view_speech import SpeechView, view_speech
from greenroom.storage.errors import NotThere
from greenroom.storage.records import Rehearsal
from greenroom.stories.bank import PASSES

NOT_JUDGED = "not enough to judge"


@dataclass(frozen=True, slots=True)
class Past:
    """A finished mock in a list; `when` is when it was finished, `vote` in words ("" where none is known), `passed` whether it is a hire.

    `walkthrough` is the one whose question it was, "" for another question.
    """

    id: str
    when: datetime
    question: str
    level: str
    words: int
    replies: int
    aloud: bool
    vote: str
    passed: bool
    walkthrough: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A follow-up with the reply and what was said of it; `turn` is where its recording lies, with that many stretches."""

    question: str
    probes: str
    text: str
    reply: Marked | None
    seconds: int
    settled: bool
    says: str
    turn: int
    stretches: tuple[int, ...]
    aloud: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A finished mock for its report. `thinking` says that its seconds hold the thinking too; `speech` is there where times were measured.

    `vote_before` is the vote that an earlier version of the engine gave, where it was another one ("" where not).
    """

    id: str
    when: datetime
    walkthrough: str
    loop: str
    aloud: bool
    seconds: int
    thinking: bool
    answer: RatingView
    speech: SpeechView | None
    spoken: Spoken | None
    stretches: tuple[int, ...]
    replies: tuple[ReplyView, ...]
    drafts: tuple[drafts.Draft, ...]
    vote_before: str

    @property
    def recorded(self) -> bool:
        """Whether anything of it can be heard."""
        return bool(self.stretches or any(r.stretches for r in self.replies))


def past(limit: int | None = None) -> list[Past]:
    """Finished mocks, the latest first. Raises DatabaseProblem."""
    return lines(stores().rehearsals.list(DONE, limit))


def lines(held: Sequence[Rehearsal]) -> list[Past]:
    """Finished mocks for a list, each with the vote of its report."""
    return [_line(kept, s) for kept, s in zip(held, rated.current(held), strict=True)]


def _line(kept: Rehearsal, s: MockSession) -> Past:
    framework = load_framework(s.framework)
    replies = sum(bool(a.reply.strip()) for a in s.asked)
    vote = NOT_JUDGED if s.vote == 0 else framework.votes[s.vote] if s.vote else ""
    title = framework.level(s.level).title
    when, aloud, passed = kept.updated.astimezone(), how(kept, 0) == ALOUD, (s.vote or 0) >= PASSES
    return Past(kept.id, when, s.question, title, count_words(s.answer), replies, aloud, vote, passed, s.walkthrough)


def report(id: str) -> Report:
    """The report of a finished mock. Raises NotThere, DatabaseProblem."""
    kept = finished(id)
    session = MockSession.from_dict(kept.session)
    recorded = spoken.turn(kept.id, 0) if how(kept, 0) == ALOUD else None
    heard = _heard(recorded, session) if recorded else None
    rating = heard.rating if heard else rated.answer(session)
    rated.in_step(kept, session, rating)
    measured = heard.report if heard else None
    replies = tuple(_reply(kept, number, each) for number, each in enumerate(rated.replies(session), 1))
    left = tuple(d for n in range(len(replies) + 1) for d in drafts.drafts(page_of(kept.id, n)))
    return Report(
        kept.id, kept.updated.astimezone(), session.walkthrough, kept.session.get(LOOP, ""), how(kept, 0) == ALOUD, round(session.seconds),
        kept.session.get(TIMED, SHOWN) == SHOWN, view(rating, measured),
        view_speech(measured, recorded) if measured and recorded else None, heard, _stretches(kept, 0), replies, left, _vote_before(kept, session),
    )


def as_file(id: str) -> ReportFile:
    """The report as one self-contained HTML file. Raises NotThere, DatabaseProblem."""
    held = report(id)
    replies = tuple(ReplyInFile(r.question, r.probes, r.text.strip(), r.seconds, r.settled, r.says) for r in held.replies)
    said = "said aloud" if held.aloud else "written"
    speech = held.speech
    beside = Rehearsed(f"{held.when.day} {held.when:%B %Y}", said, replies, f"{speech.times} {speech.differs}".strip() if speech else "", speech.pauses if speech else "")
    html = report_html(held.answer.rating, held.spoken.report if held.spoken else None, beside)
    return report_file("rehearsal", held.when, held.answer.rating.question or "", html)


def asked_in(id: str) -> MockSession:
    """The session of a finished mock, for asking its question again at its level. Raises NotThere, DatabaseProblem."""
    return MockSession.from_dict(finished(id).session)


def finished(id: str) -> Rehearsal:
    """A mock that is over. Raises NotThere, DatabaseProblem."""
    kept = stores().rehearsals.get(id)
    if kept.state != DONE:
        raise NotThere("finished rehearsal", id)
    return kept


def _heard(held: spoken.Turn, session: MockSession) -> Spoken | None:
    """The answer rated with its measured times; None where nothing tells its times."""
    transcript = spoken.words_of(held, session.answer)
    return rated.aloud(transcript, session, held.marks) if transcript else None


def _vote_before(kept: Rehearsal, session: MockSession) -> str:
    before = rated.earlier(kept, session)
    return "" if before is None else load_framework(session.framework).votes[before] if before else NOT_JUDGED


def _reply(kept: Rehearsal, number: int, each: Replied) -> ReplyView:
    text = each.asked.reply
    words = mark(text, marks_of(each.rating)) if text.strip() else None
    probes = ", ".join(each.asked.followup.probes)
    said = each.says if words else ""
    aloud = how(kept, number) == ALOUD
    return ReplyView(each.asked.followup.text, probes, text, words, round(each.asked.seconds), each.settled, said, number, _stretches(kept, number), aloud)


def _stretches(kept: Rehearsal, turn: int) -> tuple[int, ...]:
    return tuple(s.stretch for s in recordings.stretches(kept.id, turn))

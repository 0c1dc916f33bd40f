"""The answers of a loop side by side: the vote, each criterion, the time, the follow-ups, and what to mend first over all of them."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.practice.mock import DONE
from greenroom.rating.criteria import get as criterion_named
from greenroom.reader.reading import CRITERIA
from greenroom.services.loop import LoopView
from greenroom.services.past_mocks import Report, report
from greenroom.stories.bank import PASSES


@dataclass(frozen=True, slots=True)
class Column:
    """One answer: where its report is, and the figures that stand in its column; `why` instead of them where it could not be judged."""

    number: int
    rehearsal: str
    question: str
    principle: str
    vote: str
    value: int
    why: str
    scores: dict[str, int]
    seconds: int
    budget: int
    settled: int
    asked: int
    mend: str


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion with its score (0 to 3) in each column, None where that answer was not judged, and the lowest of them."""

    title: str
    about: str
    scores: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class LoopReport:
    """The columns, the criteria as rows, the weakest in sum first, and how many answers pass at the level."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    passed: int


def loop_report(loop: LoopView) -> LoopReport:
    """Rate the finished answers of a loop. Raises DatabaseProblem."""
    columns = tuple(_column(n, s.principle, report(s.rehearsal)) for n, s in enumerate(loop.steps, 1) if s.state == DONE)
    keys = [k for k in CRITERIA if any(k in c.scores for c in columns)]
    keys.sort(key=lambda k: sum(c.scores.get(k, 3) for c in columns))
    rows = tuple(Row(k.capitalize(), criterion_named(k).title, tuple(c.scores.get(k) for c in columns)) for k in keys)
    return LoopReport(columns, rows, sum(c.value >= PASSES for c in columns))


def _column(number: int, principle: str, held: Report) -> Column:
    rating = held.answer.rating
    asked = [r for r in held.replies if r.reply]
    if not rating.judged or rating.vote is None:
        why = rating.why_not.message if rating.why_not else ""
        return Column(number, held.id, rating.question or "", principle, "Not judged", 0, why, {}, 0, 0, 0, len(held.replies), "")
    mend = held.answer.mend[0].text if held.answer.mend else ""
    scores = {key: c.score for key, c in rating.criteria.items()}
    settled = sum(r.settled for r in asked)
    return Column(
        number, held.id, rating.question or "", principle, rating.vote.word.capitalize(), rating.vote.value, "", scores,
        rating.timing.seconds, rating.timing.budget, settled, len(held.replies), mend,
    )

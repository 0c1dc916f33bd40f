"""A rating as one self-contained HTML file, to send to a coach or to print."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

import jinja2
from markupsafe import Markup

from greenroom.frameworks import load
from greenroom.rating.result import Rating
from greenroom.rating.writeup import nothing_to_mend
from greenroom.reader.reading import SECTION_NAMES
from greenroom.services.assess_answer import shown_principles
from greenroom.services.assess_speech import SpeechReport, clock, hesitations_line, pauses_line, times_from
from greenroom.services.view_rating import blocks, criteria_rows, kind_title
from greenroom.services.vote_words import under_vote
from greenroom.text.excerpt import head, tail

LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks: their sign ("" for none) and the evidence kinds, in words."""

    text: str
    sign: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring sentences of one section."""

    letter: str
    name: str
    seconds: int
    budget: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Replied:
    """A follow-up that was asked: what it probed, the reply ("" where it was skipped), its seconds, and what was said of it."""

    question: str
    probes: str
    reply: str
    seconds: int
    settled: bool
    says: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal adds to a rating: when it was (in words), how it was answered, what was replied, and sentences about its times."""

    when: str
    how: str
    replies: tuple[Replied, ...]
    times: str = ""
    pauses: str = ""


def report_html(rating: Rating, speech: SpeechReport | None = None, rehearsed: Rehearsed | None = None, of: str = "") -> str:
    """The page, with measured times where there is a report of them, and the replies of a rehearsal where it is one's; `of` says what else was rated, and when.

    It loads nothing from anywhere, and everything that the person wrote is escaped.
    """
    environment = _environment()
    framework = load(rating.framework)
    css, _, _ = environment.loader.get_source(environment, "report.css") if environment.loader else ("", None, None)
    return environment.get_template("report.html").render(
        rating=rating, framework=framework, level=framework.level(rating.level), word=rating.vote.word if rating.vote else "",
        criteria=criteria_rows(rating) if rating.judged else (), under={x.id: under_vote(rating, x.id) for x in framework.levels} if rating.judged else {},
        nothing=rating.judged and nothing_to_mend(rating.mend_first[0]), groups=groups(rating, speech), css=Markup(css), shown_principles=shown_principles(rating),
        speech=speech, said=_said(speech, rehearsed) if speech else {}, clock=clock, rehearsed=rehearsed, of=of,
        rates={s.section: s.words_per_minute for s in speech.pace.sections} if speech else {},
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """The template, with the filters it uses, read once."""
    made = jinja2.Environment(loader=jinja2.PackageLoader("greenroom.services"), autoescape=True, undefined=jinja2.StrictUndefined)
    made.filters["short"] = partial(head, most=LONGEST_QUOTE)
    made.filters["tail"] = partial(tail, most=LONGEST_QUOTE)
    return made


def _said(speech: SpeechReport, rehearsed: Rehearsed | None) -> dict[str, str]:
    """Sentences about the times: a rehearsal's own, where it has them."""
    times = (rehearsed and rehearsed.times) or times_from(speech)
    pauses = (rehearsed and rehearsed.pauses) or f"{pauses_line(speech)}."
    return {"from": times, "pauses": pauses, "hesitations": hesitations_line(speech)}


def groups(rating: Rating, speech: SpeechReport | None = None) -> list[Group]:
    """The answer cut into runs of one section and one set of marks, for a page to show; seconds as measured where there is a report of them."""
    budgets = {s.section: s.budget for s in rating.timing.sections}
    return [
        Group(b.letter, SECTION_NAMES[b.letter].capitalize(), b.seconds, budgets[b.letter], runs(rating, b.start, b.end)) for b in blocks(rating, speech)
    ]


def runs(rating: Rating, start: int, end: int) -> tuple[Run, ...]:
    """`text[start:end]` in runs whose marks are the same; a minus wins over a plus."""
    edges = sorted({start, end, *(x for e in rating.evidence for x in (e.start, e.end) if start < x < end)})
    out = []
    for a, b in pairwise(edges):
        here = [e for e in rating.evidence if e.start <= a and e.end >= b]
        sign = "-" if any(e.sign == "-" for e in here) else "+" if here else ""
        out.append(Run(rating.text[a:b], sign, ", ".join(sorted({kind_title(e.kind) for e in here}))))
    return tuple(out)

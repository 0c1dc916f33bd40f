"""A rating arranged for a page: the answer with numbered notes, criteria lowest first, the votes side by side, times against the budget."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from greenroom.frameworks import load as load_framework
from greenroom.rating.criteria import get as criterion_named
from greenroom.rating.result import CriterionScore, Evidence, Gap, PartRating, Quote, Rating, Remark
from greenroom.rating.timing import count_words, seconds
from greenroom.rating.vote import ASKS
from greenroom.rating.writeup import nothing_to_mend
from greenroom.services.assess_answer import shown_principles
from greenroom.services.marked import Mark, Marked, mark
from greenroom.services.vote_words import aims_at, sentence, under_vote
from greenroom.speech.report import SpeechReport
from greenroom.text.excerpt import head, tail

SECTION_TITLES = {"S": "Situation", "T": "Task", "A": "Action", "R": "Result", "L": "Reflection", "O": "Other"}
"""As the pages call them. The letter in the box is the first of the name, but for the reflection: R is the result's."""
PARTS = (("S", "situation"), ("T", "task"), ("A", "action"), ("R", "result"), ("L", "reflection"))
KIND_TITLES = {
    "trade-off": "Trade-off", "metric-delta": "Measured change", "second-order": "Lasting effect", "we-action": "\u201cWe\u201d acted", "hand-off": "Hand-off",
    "specific-learning": "Specific lesson", "generic-learning": "Fits any story", "over-long-context": "Long way in",
}
"""Evidence kinds as the pages call them, where the kind's own name is a term of the codebook."""
WHY_IT_SINKS = {
    "we-action": "Who took this step does not show.", "hand-off": "The decisive part is passed on here.", "vague-action": "It names an activity, not what was done.",
    "unmeasured-result": "It has no figure.", "generic-learning": "It could end any story.", "blame": "The fault is put on others.",
    "over-long-context": "It delays the problem.",
}
"""Why a mark counts against the answer, where no remark says it of these words: a note that sinks is never without its reason."""
LONGEST_QUOTE = 140


@dataclass(frozen=True, slots=True)
class Place:
    """Words that a remark rests on: its sign ("" for neither), and whether something is missing right after them."""

    quote: str
    sign: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A remark with the words it rests on."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring sentences of one section: letter, name, where it begins and how long it takes (seconds), and the words."""

    letter: str
    title: str
    at: int
    seconds: int
    words: Marked


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring sentences of one section: where they stand in the text, the second at which they begin, and the seconds they take."""

    letter: str
    start: int
    end: int
    at: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion's row: `next` is the anchor to reach (None at the top score), `goal` its score, and `asked` whether the level asks for that."""

    title: str
    about: str
    score: int
    anchor: str
    next: str | None
    goal: int
    asked: bool
    close: str
    why: Said


@dataclass(frozen=True, slots=True)
class LevelVote:
    """The vote at one level; a line of what is to be said of it ("" for none), and the points below that: what that level still misses."""

    title: str
    asked: bool
    value: int
    word: str
    says: str
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Seconds of a section against its budget, with both as shares (0 to 100) of the longest."""

    letter: str
    title: str
    seconds: int
    budget: int | None
    share: int
    budget_share: int


@dataclass(frozen=True, slots=True)
class RatingView:
    """All that a report shows of one answer."""

    rating: Rating
    level: str
    shows: str
    sections: tuple[Section, ...]
    mend: tuple[Said, ...]
    criteria: tuple[Criterion, ...]
    votes: tuple[LevelVote, ...]
    bars: tuple[Bar, ...]
    followups: tuple[Said, ...]
    in_favour: tuple[Said, ...]
    against: tuple[Said, ...]
    words: int

    @property
    def titles(self) -> dict[str, str]:
        """Names of the sections by their letter."""
        return SECTION_TITLES


def view(rating: Rating, speech: SpeechReport | None = None) -> RatingView:
    """Arrange a rating, with the times and the parts of a report of the same text where there is one; a rating that is not judged has only the text."""
    level = load_framework(rating.framework).level(rating.level)
    if not rating.judged or rating.writeup is None:
        return RatingView(rating, level.title, "", (), (), (), (), (), (), (), (), count_words(rating.text))
    follow = tuple(Said(f.text + "\n" + ", ".join(f.probes), (Place(head(f.invited_by.quote, LONGEST_QUOTE), "", f.gap),)) for f in rating.followups)
    mends = tuple(said(r) for r in rating.mend_first if not nothing_to_mend(r))
    return RatingView(
        rating, level.title, shown_principles(rating), _sections(rating, speech), mends, criteria_rows(rating), _votes(rating), _bars(rating), follow,
        tuple(map(said, rating.writeup.in_favour)), tuple(map(said, rating.writeup.against)), rating.timing.words,
    )


def said(remark: Remark) -> Said:
    """A remark with at most two of its quotes, made short."""
    return Said(remark.text, tuple(_place(p) for p in remark.rests_on[:2]))


def marks_of(rating: Rating | PartRating) -> list[Mark]:
    """The evidence as marks whose notes say why: the remark that rests on it, told once for each kind; what sinks has its reason each time."""
    whys: dict[tuple[int, int, str], str] = {}
    remarks = [r for c in rating.criteria.values() for r in c.remarks]
    if isinstance(rating, Rating) and rating.writeup:
        remarks += [*rating.writeup.in_favour, *rating.writeup.against]
    for remark in remarks:
        for place in remark.rests_on:
            if isinstance(place, Evidence):
                whys.setdefault((place.start, place.end, place.kind), remark.text)
    out, told = [], set()
    for e in sorted(rating.evidence, key=lambda e: (e.end, e.start)):
        why = whys.get((e.start, e.end, e.kind), "")
        shown = "" if (e.kind, why) in told else why
        out.append(Mark(e.start, e.end, _sign(e), kind_title(e.kind), shown or WHY_IT_SINKS.get(e.kind, "")))
        told.add((e.kind, why))
    return out


def kind_title(kind: str) -> str:
    """An evidence kind in words."""
    return KIND_TITLES.get(kind) or kind.replace("-", " ").capitalize()


def quoted(e: Evidence) -> str:
    """A quote and what it is evidence of, in plain words."""
    return f"\u201c{e.quote}\u201d ({kind_title(e.kind).lower()})"


def signed(e: Evidence) -> str:
    """The same, with whether it carries or sinks."""
    return f"{'carries' if e.sign == '+' else 'sinks'}: {quoted(e)}"


def strip(seconds_by_part: dict[str, int]) -> tuple[Bar, ...]:
    """The budget of each part as lengths, for the strip at the head of a page."""
    total = sum(seconds_by_part.values()) or 1
    return tuple(Bar(letter, SECTION_TITLES[letter], seconds_by_part[part], None, _share(seconds_by_part[part], total), 0) for letter, part in PARTS)


def _sections(rating: Rating, speech: SpeechReport | None) -> tuple[Section, ...]:
    marks, out, number = marks_of(rating), [], 1
    for block in blocks(rating, speech):
        words = mark(rating.text, marks, block.start, block.end, number)
        number += len(words.notes)
        out.append(Section(block.letter, SECTION_TITLES[block.letter], block.at, block.seconds, words))
    return tuple(out)


def blocks(rating: Rating, speech: SpeechReport | None) -> Iterator[Block]:
    """Neighbouring sentences of one section: as read, or as the person tapped while speaking; measured times are those of the table of times."""
    sentences = iter(rating.sentences)
    if speech:
        for part in speech.parts:
            held = list(islice(sentences, part.sentences))
            yield Block(part.section, held[0].start, held[-1].end, round(part.start), round(part.seconds))
        return
    at = 0
    for letter, members in groupby(sentences, key=lambda s: s.section):
        held = list(members)
        took = seconds(count_words(rating.text[held[0].start : held[-1].end]))
        yield Block(letter, held[0].start, held[-1].end, at, took)
        at += took


def criteria_rows(rating: Rating) -> tuple[Criterion, ...]:
    """The criteria of a judged rating as rows, lowest first; without a question there is no row for whether it is answered."""
    scores = [c for c in rating.criteria.values() if c.key != "fit" or rating.question]
    asks = ASKS[load_framework(rating.framework).level(rating.level).bar]
    return tuple(criterion_row(c, asks.get(c.key, 0)) for c in sorted(scores, key=lambda c: c.score))


def criterion_row(c: CriterionScore, asked: int = 0) -> Criterion:
    """One criterion as a row; `asked` is the score that the level asks for."""
    known, goal = criterion_named(c.key), aims_at(c.score, asked)
    after = sentence(known.anchors[goal]) if c.next else None
    return Criterion(c.key.capitalize(), known.title, c.score, sentence(c.anchor), after, goal, goal == asked, _close(c), said(c.remarks[0]))


def _close(c: CriterionScore) -> str:
    if not c.between:
        return ""
    return f"Nearly a {c.between[1]}." if c.score == c.between[0] else f"Only just a {c.score}."


def _votes(rating: Rating) -> tuple[LevelVote, ...]:
    framework = load_framework(rating.framework)
    return tuple(
        LevelVote(
            x.title, x.id == rating.level, rating.votes[x.id], framework.votes[rating.votes[x.id]].capitalize(),
            under.says, under.points,
        )
        for x in framework.levels
        for under in [under_vote(rating, x.id)]
    )


def _bars(rating: Rating) -> tuple[Bar, ...]:
    longest = max([1, *(x for s in rating.timing.sections for x in (s.seconds, s.budget or 0))])
    return tuple(
        Bar(s.section, SECTION_TITLES[s.section], s.seconds, s.budget, _share(s.seconds, longest), _share(s.budget or 0, longest))
        for s in rating.timing.sections
        if s.budget or s.seconds
    )


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole)


def _place(place: Evidence | Quote | Gap) -> Place:
    if isinstance(place, Gap):
        return Place(tail(place.after.quote, LONGEST_QUOTE), "", True)
    return Place(head(place.quote, LONGEST_QUOTE), _sign(place) if isinstance(place, Evidence) else "", False)


def _sign(evidence: Evidence) -> str:
    return "sinks" if evidence.sign == "-" else "carries"

"""The result of a rating: typed and frozen. A remark without a quote cannot be built."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenroom.reader.reading import KINDS, NEGATIVE_KINDS


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer that show an evidence kind: half-open offsets in code points, and the words themselves."""

    kind: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no evidence kind {self.kind!r}")
        _check_quote(self.start, self.end, self.quote)

    @property
    def sign(self) -> str:
        return "-" if self.kind in NEGATIVE_KINDS else "+"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the answer that a remark rests on."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        _check_quote(self.start, self.end, self.quote)


@dataclass(frozen=True, slots=True)
class Gap:
    """Where something that is absent should stand: right after these words (`after` quotes them; `at` is the offset)."""

    at: int
    after: Quote

    def __post_init__(self) -> None:
        if self.at != self.after.end:
            raise ValueError("a gap stands right after the words that it names")


def _check_quote(start: int, end: int, quote: str) -> None:
    if start < 0 or end - start != len(quote) or not quote.strip():
        raise ValueError("a quote holds exactly the words between its offsets, and at least one")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about the answer, with the words or the gap that it rests on; never without."""

    text: str
    rests_on: tuple[Evidence | Quote | Gap, ...]

    def __post_init__(self) -> None:
        if not self.rests_on:
            raise ValueError("a remark needs the words it rests on")


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion: 0 to 3, the anchor reached, what the next anchor asks (None at 3), the evidence and why; `between` names a close call."""

    key: str
    score: int
    anchor: str
    next: str | None
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence with its section letter (S T A R L O) and how sure the reader is of it (0 to 1)."""

    start: int
    end: int
    section: str
    sure: float


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote at a level: 1 to 4 and the framework's words for it."""

    level: str
    value: int
    word: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What a level still misses: the criterion, the score it has and the score that the level asks for, in words."""

    criterion: str
    has: int
    needs: int
    text: str


@dataclass(frozen=True, slots=True)
class Followup:
    """A question that the answer invites: what it probes, and the words (or the gap) that invite it."""

    text: str
    probes: tuple[str, ...]
    invited_by: Quote
    gap: bool = False


@dataclass(frozen=True, slots=True)
class SectionTime:
    """Seconds of one section, and the level's budget for it (None for what has no budget)."""

    section: str
    name: str
    seconds: int
    budget: int | None


@dataclass(frozen=True, slots=True)
class Timing:
    """Speaking time in seconds, by section and in all: measured from a recording, or estimated at `words_per_minute`."""

    words: int
    words_per_minute: int
    seconds: int
    budget: int
    sections: tuple[SectionTime, ...]
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Writeup:
    """The interviewer's notes as read in a debrief."""

    in_favour: tuple[Remark, ...]
    against: tuple[Remark, ...]
    vote: str


@dataclass(frozen=True, slots=True)
class Engine:
    """What made the rating: versions of the code, of the weights and of the framework."""

    code: str
    weights: str
    framework: str
    schema: str

    @property
    def stamp(self) -> str:
        """All of them in one line: two ratings of the same words under one stamp are the same."""
        return f"{self.code}, weights {self.weights}, {self.framework}, schema {self.schema}"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why an input cannot be judged: a stable code, a sentence, and what to do."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Rating:
    """An answer rated against one question and one level. When `judged` is false only `why_not`, text, level and engine hold anything."""

    judged: bool
    why_not: WhyNot | None
    text: str
    question: str | None
    level: str
    framework: str
    sentences: tuple[RatedSentence, ...]
    criteria: dict[str, CriterionScore]
    evidence: tuple[Evidence, ...]
    vote: Vote | None
    votes: dict[str, int]
    reasons: tuple[Remark, ...]
    missing: dict[str, tuple[Missing, ...]]
    principles: tuple[str, ...]
    followups: tuple[Followup, ...]
    mend_first: tuple[Remark, ...]
    timing: Timing
    writeup: Writeup | None
    engine: Engine

    def to_dict(self) -> dict[str, Any]:
        """The rating as the published JSON Schema describes it."""
        from greenroom.rating.to_json import rating_to_dict

        return rating_to_dict(self)


@dataclass(frozen=True, slots=True)
class PartRating:
    """A sentence, a section or a reply on its own: the named criteria with scores and evidence; no vote."""

    judged: bool
    why_not: WhyNot | None
    text: str
    sentences: tuple[RatedSentence, ...]
    criteria: dict[str, CriterionScore]
    evidence: tuple[Evidence, ...]
    engine: Engine

    def to_dict(self) -> dict[str, Any]:
        from greenroom.rating.to_json import part_to_dict

        return part_to_dict(self)

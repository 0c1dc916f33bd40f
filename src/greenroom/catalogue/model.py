"""What a walkthrough and a pack hold. The published JSON Schemas are made from these models."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from greenroom.frameworks.load import PARTS as PARTS
from greenroom.reader.reading import CRITERIA, KINDS

LONGEST_ID = 60
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)]
CriterionKey = Annotated[str, Field(json_schema_extra={"enum": list(CRITERIA)})]
KindName = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
Seconds = Annotated[int, Field(ge=1, le=600)]


class Part(BaseModel):
    """Base of all: unknown keys are errors, so that a slip of the pen is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """Where a fact or figure comes from; `used_for` says which."""

    title: Text
    used_for: Text


class Pack(Part):
    """`pack.toml`: a set of walkthroughs in one language for one framework."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Id
    title: Text
    about: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    licence: Text
    framework: Id


class Head(Part):
    """`walkthrough.toml`: what the walkthrough is about and what it claims of itself."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Id
    title: Text
    status: Literal["draft", "ready"]
    question: Text
    principles: Annotated[tuple[Id, ...], Field(min_length=1, max_length=3)]
    level: Id = Field(description="the level at which the strong example is told")
    teaches: Annotated[tuple[CriterionKey, ...], Field(min_length=1)] = Field(description="criteria on which the strong example scores 2 or 3")
    also_answers: tuple[Id, ...] = Field(default=(), description="walkthroughs whose question this story answers too")
    trade: Text
    team: Text
    outcome: Literal["reached", "partly", "failed"]
    licence: Text
    lab: Id | None = None
    sources: tuple[Source, ...] = ()
    disputed: dict[str, Text] = Field(default={}, description="problem code, or code:detail, to the reason why the engine is wrong here")


class Mark(Part):
    """A marked phrase of a strong example and why it carries."""

    phrase: Text
    why: Text


class Section(Part):
    """One part of the worked story: how to tell it well, what carries, how to go about it, and how it commonly goes wrong."""

    strong: Text
    marks: tuple[Mark, ...]
    coaching: Text
    mistake: Text
    cost: Text


class Overview(Part):
    scenario: Text
    takeaways: Annotated[tuple[Text, ...], Field(min_length=2)]


class Followup(Part):
    """A question that follows, a weak reply and why it is weak, a strong reply and the line to remember."""

    question: Text
    probes: Annotated[tuple[CriterionKey, ...], Field(min_length=1, max_length=3)]
    weak: Text
    why_weak: Text
    strong: Text
    remember: Text


class Giveaway(Part):
    """A phrase of the weak answer that gives it away: `kind` is what a rater would mark it as, `criterion` what it costs."""

    phrase: Text
    criterion: CriterionKey
    kind: KindName | None = None
    why: Text


class Weak(Part):
    """`weak.toml`: a whole weak answer, what gives it away, and how the interviewer reads it."""

    answer: Text
    giveaways: Annotated[tuple[Giveaway, ...], Field(min_length=2, alias="giveaway")]
    thinks: Text
    leaning: Literal[1, 2]


class Option(Part):
    text: Text
    right: bool = False
    why: Text


class Quiz(Part):
    """A multiple-choice question. With `criterion` the engine can decide it: the right option rates highest, or lowest where `asks` is "worst"."""

    question: Text
    criterion: CriterionKey | None = None
    asks: Literal["best", "worst"] = "best"
    options: Annotated[tuple[Option, ...], Field(min_length=3, max_length=5, alias="option")]
    explanation: Text


class Lens(Part):
    """The same story told for another principle: `lead` replaces the situation; what to stress and what to leave small."""

    principle: Id
    lead: Text
    emphasise: Text
    downplay: Text


class LevelNotes(Part):
    """The same story at a level: what to put in front, what the bar is, how long to speak, and what that level would have learnt."""

    id: Id
    focus: Text
    bar: Text
    speak: Seconds
    seconds: dict[str, Seconds] | None = None
    reflection: Text


class FollowupsFile(Part):
    """`followups.toml`."""

    followup: Annotated[tuple[Followup, ...], Field(min_length=2, max_length=8)]


class QuizzesFile(Part):
    """`quizzes.toml`."""

    quiz: Annotated[tuple[Quiz, ...], Field(min_length=3, max_length=10)]


class LensesFile(Part):
    """`lenses.toml`."""

    lens: Annotated[tuple[Lens, ...], Field(min_length=2, max_length=6)]


class LevelsFile(Part):
    """`levels.toml`."""

    level: Annotated[tuple[LevelNotes, ...], Field(min_length=1)]


TOML_FILES: dict[str, type[Part]] = {
    "walkthrough.toml": Head, "levels.toml": LevelsFile, "followups.toml": FollowupsFile, "weak.toml": Weak, "quizzes.toml": QuizzesFile, "lenses.toml": LensesFile,
}
"""The structured files of a walkthrough and what each holds; `overview.md` and `sections.md` are prose."""


class Walkthrough(Part):
    """Everything of one walkthrough. Parts that are still to be written are None in a draft."""

    pack: Id
    framework: Id
    folder: str
    head: Head
    overview: Overview | None
    sections: dict[str, Section]
    levels: tuple[LevelNotes, ...]
    followups: tuple[Followup, ...]
    weak: Weak | None
    quizzes: tuple[Quiz, ...]
    lenses: tuple[Lens, ...]

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def story(self) -> str:
        """The strong example, whole, without its marks."""
        return "\n\n".join(plain(self.sections[part].strong) for part in PARTS if part in self.sections)


def plain(text: str) -> str:
    """The text without the signs of its marks."""
    return text.replace("\u00ab", "").replace("\u00bb", "")

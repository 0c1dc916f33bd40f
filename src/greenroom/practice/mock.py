"""Mock: one question, an answer against the clock, two to four follow-ups where the answer was thin, then the report."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from greenroom.assess import assess, assess_reply, checked
from greenroom.rating.criteria import get as criterion_named
from greenroom.rating.result import Followup, PartRating, Quote, Rating
from greenroom.rating.timing import count_words
from greenroom.text.judgeable import MOST_CHARACTERS
from greenroom.text.sentences import split

ANSWERING, REPLYING, DONE = "answering", "replying", "done"
ENOUGH = 2
"""Least score on every probed criterion for a reply that settles the doubt."""
Rate = Callable[[str, str, str, str], Rating]
"""Rates an answer: its text, its question, a level and a framework."""


@dataclass
class Asked:
    """A follow-up that was asked, with what was replied and how many seconds it took."""

    followup: Followup
    reply: str = ""
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        return {"followup": asdict(self.followup), "reply": self.reply, "seconds": self.seconds}

    @classmethod
    def from_dict(cls, held: dict[str, Any]) -> Asked:
        f = held["followup"]
        invited = Quote(**f["invited_by"])
        return cls(Followup(f["text"], tuple(f["probes"]), invited, f["gap"]), held["reply"], held["seconds"])


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply as rated: what the follow-up probed, and whether the reply settles it."""

    asked: Asked
    rating: PartRating
    settled: bool
    says: str


@dataclass
class MockSession:
    """A mock interview. `state` is answering, replying or done; `draft` is what is being typed, so that a crash loses nothing.

    `vote` is that of the answer, 1 to 4, 0 where it could not be judged, None where nobody noted it; `rated_by` names the engine that gave it, as
    `Engine.stamp` does. `aside` is a draft that was too long and was begun anew; it is kept until the new one is given.
    """

    question: str
    level: str
    framework: str = "amazon"
    walkthrough: str = ""
    state: str = ANSWERING
    draft: str = ""
    draft_seconds: float = 0.0
    answer: str = ""
    seconds: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    at: int = 0
    vote: int | None = None
    rated_by: str = ""
    aside: str = ""

    @property
    def prompt(self) -> str:
        """What is being asked now; empty when it is over."""
        if self.state == ANSWERING:
            return self.question
        return self.asked[self.at].followup.text if self.state == REPLYING else ""

    def write(self, text: str, seconds: float) -> None:
        """Keep what has been typed so far and the seconds it has taken."""
        self.draft, self.draft_seconds = text, seconds

    @property
    def words(self) -> int:
        """Words typed in it so far: answer, replies, and what is begun or set aside."""
        return sum(count_words(text) for text in (self.answer, self.draft, self.aside, *(a.reply for a in self.asked)))

    @property
    def too_long(self) -> bool:
        """Whether the draft has more characters than can be given."""
        return len(self.draft) > MOST_CHARACTERS

    def set_aside(self) -> None:
        """Begin the draft anew, with its time going on; what it was is kept aside."""
        self.aside, self.draft = self.draft, ""

    def take_back(self) -> None:
        """The draft that was set aside changes places with the one that was begun since."""
        self.aside, self.draft = self.draft, self.aside

    def give(self, text: str, seconds: float, rate: Rate = assess) -> None:
        """The answer, or the reply to the follow-up asked, is finished after `seconds`. The follow-ups come from the answer's rating.

        `rate` rates the answer, for callers that remember ratings. An answer that cannot be judged ends the mock without follow-ups; its report says why.
        Raises TooLong and leaves the draft as it was.
        """
        if self.state == ANSWERING:
            rating = rate(text, self.question, self.level, self.framework)
            self.answer, self.seconds = text, seconds
            self.vote, self.rated_by = rating.vote.value if rating.vote else 0, rating.engine.stamp
            self.asked = [Asked(f) for f in rating.followups]
            self.state = REPLYING if self.asked else DONE
        elif self.state == REPLYING:
            checked(text)  # the report could not be made otherwise
            self.asked[self.at].reply, self.asked[self.at].seconds = text, seconds
            self.at += 1
            self.state = REPLYING if self.at < len(self.asked) else DONE
        else:
            raise ValueError("the mock is over")
        self.write("", 0.0)
        self.aside = ""

    def finish(self) -> None:
        """End it before all follow-ups are answered. What was begun of a reply counts as that reply; the rest stays unanswered.

        Raises ValueError where no follow-up is being asked.
        """
        if self.state != REPLYING:
            raise ValueError("no follow-up is being asked")
        if self.draft.strip():
            self.give(self.draft, self.draft_seconds)
        self.state = DONE
        self.write("", 0.0)

    def rating(self) -> Rating:
        """The answer rated."""
        return assess(self.answer, self.question, self.level, self.framework)

    def replies(self) -> list[Replied]:
        """The replies given so far, each rated on what its follow-up probed."""
        return [replied(a, self.answer) for a in self.asked[: self.at]]

    def unanswered(self) -> list[Asked]:
        """The follow-ups that were not come to."""
        return self.asked[self.at :]

    def to_dict(self) -> dict[str, Any]:
        """Everything, for keeping. Of ratings only the vote with who gave it, for lists; they are made again from the text."""
        own = {k: getattr(self, k) for k in (*_KEPT, *_SINCE)}
        return {**own, "vote": self.vote, "asked": [a.to_dict() for a in self.asked], "version": 1}

    @classmethod
    def from_dict(cls, held: dict[str, Any]) -> MockSession:
        own = {**{k: held[k] for k in _KEPT}, **{k: held.get(k, "") for k in _SINCE}}
        return cls(**own, vote=held.get("vote"), asked=[Asked.from_dict(a) for a in held["asked"]])


def fitting(text: str) -> str:
    """The beginning of a text that can be given: up to the last sentence that fits, or the last word where that sentence ends in the first half."""
    if len(text) <= MOST_CHARACTERS:
        return text
    head = text[: MOST_CHARACTERS + 1]
    ends = [s.end for s in split(head)][:-1]  # the last one is cut through
    if ends and ends[-1] * 2 > MOST_CHARACTERS:
        return head[: ends[-1]]
    words = head.rsplit(None, 1)[0]
    return words if len(words) <= MOST_CHARACTERS else head[:MOST_CHARACTERS]


def replied(asked: Asked, answer: str) -> Replied:
    """A reply rated on what its follow-up probed, read after the answer."""
    rating = assess_reply(asked.reply, asked.followup.probes, answer, asked.followup.text)
    first = asked.followup.probes[0]
    if not rating.judged:
        return Replied(asked, rating, False, "There was not enough in the reply to judge.")
    score, criterion = rating.criteria[first], criterion_named(first)
    settled = score.score >= ENOUGH
    said = f"\u201c{criterion.title}\u201d, {score.score} of 3:"
    # an anchor tells what such replies are like, a remark what stands in this one: what is still open has to be true of these words
    return Replied(asked, rating, settled, f"{said} {score.anchor}." if settled else f"{said} {score.remarks[0].text} {criterion.mend[score.score]}")


_KEPT = ("question", "level", "framework", "walkthrough", "state", "draft", "draft_seconds", "answer", "seconds", "at")
_SINCE = ("rated_by", "aside")
"""Texts that mocks of earlier versions lack."""

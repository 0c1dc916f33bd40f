"""Rate one answer for a person."""
from __future__ import annotations

from greenroom.assess import assess
from greenroom.rating.result import Rating
from greenroom.services.read_answer import clean


def assess_answer(text: str, question: str | None = None, level: str = "sde2", framework: str = "amazon") -> Rating:
    """The rating of a text as a person gave it; control characters are made spaces first. Raises as `greenroom.assess.assess` does."""
    return assess(clean(text), question, level, framework)


def principles_shown(rating: Rating) -> tuple[str, ...]:
    """Names of the principles that the story shows, none where "none" comes first, in an answer to another question, and in one without substance."""
    beside = rating.question and rating.criteria and rating.criteria["fit"].score == 0
    if rating.principles[:1] in {(), ("none",)} or beside or (rating.vote is not None and rating.vote.value == 1):
        return ()
    return tuple(name for name in rating.principles if name != "none")


def shown_principles(rating: Rating) -> str:
    """The principles that the story shows, in words."""
    return " and ".join(principles_shown(rating)) or "no principle clearly"

"""Rate one answer for a person."""
from __future__ import annotations

from greenroom.assess import assess
from greenroom.rating.result import Rating
from greenroom.services.read_answer import clean


def assess_answer(text: str, question: str | None = None, level: str = "sde2", framework: str = "amazon") -> Rating:
    """The rating of a text as a person gave it; control characters are made spaces first. Raises as `greenroom.assess.assess` does."""
    return assess(clean(text), question, level, framework)


def shown_principles(rating: Rating) -> str:
    """The principles that the story shows, in words: none clearly where "none" comes first, in an answer to another question, and in one without substance."""
    beside = rating.question and rating.criteria and rating.criteria["fit"].score == 0
    if not rating.principles or rating.principles[0] == "none" or beside or (rating.vote is not None and rating.vote.value == 1):
        return "no principle clearly"
    return " and ".join(name for name in rating.principles if name != "none")

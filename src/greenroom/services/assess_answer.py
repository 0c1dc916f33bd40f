"""Rate one answer for a person."""
from __future__ import annotations

from greenroom.assess import assess
from greenroom.rating.result import Rating
from greenroom.services.read_answer import clean


def assess_answer(text: str, question: str | None = None, level: str = "sde2", framework: str = "amazon") -> Rating:
    """The rating of a text as a person gave it; control characters are made spaces first. Raises as `greenroom.assess.assess` does."""
    return assess(clean(text), question, level, framework)

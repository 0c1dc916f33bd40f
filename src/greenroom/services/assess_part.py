"""Rate a sentence or a section for a person."""
from __future__ import annotations

from collections.abc import Iterable

from greenroom.assess import assess_part as assess
from greenroom.rating.result import PartRating
from greenroom.services.read_answer import clean


def assess_part(text: str, section: str | None = None, criteria: Iterable[str] = (), question: str | None = None) -> PartRating:
    """The rating of a part as a person gave it; control characters are made spaces first. Raises as `greenroom.assess.assess_part` does."""
    return assess(clean(text), section, criteria, question)

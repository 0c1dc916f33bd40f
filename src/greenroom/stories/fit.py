"""Which of one's stories answers a question: each rated against it, the best fit first."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenroom.assess import assess
from greenroom.stories.bank import Story
from greenroom.text.judgeable import MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Fitting:
    """A story against a question: `fit`, 0 to 3, the anchor that it reaches, and the vote (1 to 4); None where the story is not enough to judge."""

    story: str
    title: str
    fit: int | None
    anchor: str
    vote: int | None
    word: str


def fitting(question: str, stories: Sequence[Story], level: str, framework: str) -> tuple[Fitting, ...]:
    """The stories by how well they answer the question, then by vote. Raises UnknownName for a level or framework that does not exist."""
    found = [_one(s, question, level, framework) for s in stories]
    return tuple(sorted(found, key=lambda f: (-(-1 if f.fit is None else f.fit), -(f.vote or 0), f.title)))


def _one(story: Story, question: str, level: str, framework: str) -> Fitting:
    fit, anchor, vote, word = _read(story.text[:MOST_CHARACTERS], question, level, framework)
    return Fitting(story.id, story.title, fit, anchor, vote, word)


@lru_cache(maxsize=256)
def _read(text: str, question: str, level: str, framework: str) -> tuple[int | None, str, int | None, str]:
    rating = assess(text, question, level, framework)
    if not rating.judged or rating.vote is None:
        return None, rating.why_not.message if rating.why_not else "", None, ""
    fit = rating.criteria["fit"]
    return fit.score, fit.anchor, rating.vote.value, rating.vote.word

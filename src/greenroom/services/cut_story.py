"""A story written as one text, cut into its parts: by its own headings, else as the engine reads its sentences. No word is lost, and none changes its place."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from greenroom.rating.result import RatedSentence
from greenroom.services.assess_answer import assess_answer
from greenroom.services.preferences import preferences
from greenroom.services.view_rating import PARTS as LETTERS
from greenroom.stories.outline import stories_in


def cut(text: str) -> dict[str, str]:
    """The words by part, in the order in which they stand. What belongs to no part stays with what stands before it. Raises TooLong."""
    found = stories_in(text)
    if len(found) == 1 and found[0].sections:
        return found[0].sections
    rating = assess_answer(text, None, preferences().level.id, preferences().framework.id)
    if not rating.judged:
        return {"situation": text}
    borders = [0, *(s.start for s in rating.sentences[1:]), len(rating.text)]
    parts: dict[str, str] = {}
    for part, members in groupby(enumerate(in_order(rating.sentences)), key=lambda pair: pair[1]):
        at = [number for number, _ in members]
        parts[LETTERS[part][1]] = rating.text[borders[at[0]] : borders[at[-1] + 1]].strip()
    return parts


def in_order(sentences: Sequence[RatedSentence]) -> list[int]:
    """For each sentence the number of its part, never falling: of all such cuts the one that agrees best with what was read, the surest sentences first.

    Of equals the one that begins a part later.
    """
    held: list[tuple[float, list[int]]] = [(0.0, [])] * len(LETTERS)  # by the part of the last sentence: how sure the cut is, and the parts up to it
    for one in sentences:
        fresh: list[tuple[float, list[int]]] = []
        for part, (letter, _) in enumerate(LETTERS):
            sure, before = max(held[: part + 1], key=lambda pair: pair[0])
            fresh.append((sure + (one.sure if one.section == letter else 0.0), [*before, part]))
        held = fresh
    return max(held, key=lambda pair: pair[0])[1]

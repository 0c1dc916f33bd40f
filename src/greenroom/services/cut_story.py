"""A story written as one text, cut into its parts: by its own headings, else as the engine reads its sentences. No word is lost."""
from __future__ import annotations

from itertools import groupby

from greenroom.services.assess_answer import assess_answer
from greenroom.services.preferences import preferences
from greenroom.services.view_rating import PARTS as LETTERS
from greenroom.stories.outline import PARTS, stories_in

_PART = dict(LETTERS)


def cut(text: str) -> dict[str, str]:
    """The words by part. What belongs to no part stays with what stands before it. Raises TooLong."""
    found = stories_in(text)
    if len(found) == 1 and found[0].sections:
        return found[0].sections
    rating = assess_answer(text, None, preferences().level.id, preferences().framework.id)
    if not rating.judged:
        return {"situation": text}
    parts: dict[str, list[str]] = {}
    at, read = "situation", list(rating.sentences)
    for letter, members in groupby(read, key=lambda s: s.section):
        block = list(members)
        at = _PART.get(letter, at)
        last = read.index(block[-1]) + 1
        end = read[last].start if last < len(read) else len(rating.text)
        start = 0 if block[0] is read[0] else block[0].start
        parts.setdefault(at, []).append(rating.text[start:end].strip())
    return {key: "\n\n".join(parts[key]) for key in PARTS if key in parts}

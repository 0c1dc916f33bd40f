"""Speaking time by section against the level's budget: estimated at a steady rate, where nobody measured it."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from greenroom.frameworks import Level
from greenroom.rating.result import RatedSentence, SectionTime, Timing
from greenroom.reader.reading import SECTION_NAMES, Reading

WORDS_PER_MINUTE = 150
"""A usual rate of conversational English; the walkthroughs are timed by the same rate (product.md)."""
Measure = Callable[[Sequence[RatedSentence], Level], Timing]
"""Gives the measured times of an answer, once it is known which section each sentence belongs to."""
_IN_A_WORD = re.compile(r"\w")


def count_words(text: str) -> int:
    return sum(_IN_A_WORD.search(chunk) is not None for chunk in text.split())


def seconds(words: int) -> int:
    return round(words * 60 / WORDS_PER_MINUTE)


def time_sections(reading: Reading, level: Level) -> Timing:
    """Seconds per section of the answer as read, in the order S T A R L O."""
    words = dict.fromkeys(SECTION_NAMES, 0)
    for sentence in reading.sentences:
        words[sentence.section] += count_words(sentence.span.of(reading.text))
    sections = tuple(SectionTime(letter, name, seconds(words[letter]), level.seconds.get(name)) for letter, name in SECTION_NAMES.items())
    total = sum(words.values())
    return Timing(total, WORDS_PER_MINUTE, seconds(total), level.total, sections)

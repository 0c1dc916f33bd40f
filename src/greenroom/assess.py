"""The calls that everything else stands on: rate an answer, a part of one, or a reply to a follow-up."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from greenroom.errors import TooLong, UnknownName
from greenroom.frameworks import load as load_framework
from greenroom.rating.result import PartRating, Rating
from greenroom.reader.reading import SECTION_NAMES
from greenroom.text.judgeable import MOST_CHARACTERS

if TYPE_CHECKING:
    from greenroom.rating.timing import Measure


def assess(text: str, question: str | None = None, level: str = "sde2", framework: str = "amazon", measure: Measure | None = None) -> Rating:
    """Rate an answer against a question and a level.

    Offsets in the result are code points into `text`. `level` is an id, title or other name of a level of `framework`. The same arguments
    give the same result, whatever was rated before. When there is not enough to judge, `judged` is False and `why_not` says why.
    `measure` gives the measured times of a spoken answer; without it they are estimated. It moves no score.
    Raises UnknownName for a level or framework that does not exist and TooLong for more than MOST_CHARACTERS characters.
    """
    from greenroom.rating.whole import rate

    chosen = load_framework(framework)
    return rate(checked(text), _question(question), chosen.level(level), chosen, measure)


def assess_part(text: str, section: str | None = None, criteria: Iterable[str] = (), question: str | None = None) -> PartRating:
    """Rate a sentence or a section on its own on the named criteria (all that a part can show when none is named); no vote.

    `section`, a letter of S T A R L O or its name, says what the part is meant as; without it the reader decides for each sentence.
    Raises UnknownName for a criterion or section that does not exist, TooLong as `assess` does.
    """
    from greenroom.rating.part import rate_part

    return rate_part(checked(text), _section(section), tuple(criteria), _question(question))


def assess_reply(reply: str, probe: Iterable[str], answer: str, question: str | None = None) -> PartRating:
    """Rate a reply to a follow-up on the criteria that the follow-up probes (`Followup.probes`); no vote.

    The reply is read after `answer`, so that "that" and "it" have something to refer to; offsets and evidence are the reply's alone.
    """
    from greenroom.rating.part import rate_reply

    return rate_reply(checked(reply), tuple(probe), checked(answer), _question(question))


def checked(text: str) -> str:
    """The text as it is rated: halves of characters made whole. Raises TooLong, TypeError."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if len(text) > MOST_CHARACTERS and text.strip():
        raise TooLong(f"The text has {len(text):,} characters; an answer may have {MOST_CHARACTERS:,}.", "Give the answer alone, without the rest of the document.")
    return text.encode("utf-8", "replace").decode("utf-8")


def _question(question: str | None) -> str | None:
    return " ".join(question.encode("utf-8", "replace").decode("utf-8").split())[:500] or None if question else None


def _section(section: str | None) -> str | None:
    if section is None:
        return None
    for letter, name in SECTION_NAMES.items():
        if section.strip().casefold() in {letter.casefold(), name}:
            return letter
    raise UnknownName("section", section, list(SECTION_NAMES.values()))

"""What stands under a vote: what the answer still misses where it does not pass, what would make a pass surer, or what holds it down where nothing is missing."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenroom.frameworks import Framework
from greenroom.frameworks import load as load_framework
from greenroom.rating.criteria import load_all
from greenroom.rating.result import Rating
from greenroom.rating.vote import ASKS
from greenroom.rating.writeup import PASS_BELOW, UNDER_TIME
from greenroom.reader.reading import CRITERIA

NOTHING_MISSED = "misses nothing"
SURER = "It passes, and would be surer with more on:"
DOUBT = "Nothing is missing outright, but a doubt remains about:"


@dataclass(frozen=True, slots=True)
class UnderVote:
    """A line ("" for none) and the points below it."""

    says: str
    points: tuple[str, ...]


def under_vote(rating: Rating, level_id: str) -> UnderVote:
    """What is said under the vote of a judged rating at one of its framework's levels."""
    level = load_framework(rating.framework).level(level_id)
    passes = rating.votes[level.id] > PASS_BELOW
    lacks = tuple(f"{m.criterion.capitalize()}: has {m.has}, asks {m.needs}" for m in rating.missing[level.id])
    if passes:
        return UnderVote(SURER, lacks) if lacks else UnderVote("", (NOTHING_MISSED,))
    short = (f"Too short: {rating.timing.seconds} of {level.total} seconds",) if rating.timing.seconds < UNDER_TIME * level.total else ()
    if lacks or short:
        return UnderVote("", (*short, *lacks))
    return UnderVote(DOUBT, tuple(f"{key.capitalize()}: has {rating.criteria[key].score}" for key in weakest(rating, level.bar)))


def weakest(rating: Rating, bar: str) -> tuple[str, ...]:
    """The two lowest of the criteria that a bar asks for."""
    return tuple(sorted(ASKS[bar], key=lambda key: (rating.criteria[key].score, CRITERIA.index(key)))[:2])


def aims_at(score: int, asked: int) -> int:
    """The score whose anchor is shown as the next one to reach: what the level asks, and never an anchor that is itself weak."""
    return max(score + 1, asked, 2)


def sentence(text: str) -> str:
    """An anchor as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", ")")) else ".")


def for_a_script(framework: Framework) -> dict[str, Any]:
    """What the workbench's script needs to say the same: levels with their seconds and what they ask, anchors as sentences, and the words."""
    return {
        "levels": [{"id": x.id, "title": x.title, "seconds": x.total, "asks": ASKS[x.bar]} for x in framework.levels],
        "anchors": {key: [sentence(anchor) for anchor in c.anchors] for key, c in load_all().items()},
        "passes": PASS_BELOW + 1, "short": UNDER_TIME, "says": {"nothing": NOTHING_MISSED, "surer": SURER, "doubt": DOUBT},
    }

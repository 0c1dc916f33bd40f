"""The vote at each level, and what each level still misses."""
from __future__ import annotations

from greenroom.frameworks import BARS, Framework, Level
from greenroom.rating.criterion import Score
from greenroom.rating.result import Missing
from greenroom.reader.reading import Reading

ASKS: dict[str, dict[str, int]] = {
    "sde1": {"fit": 2, "context": 1, "ownership": 1, "agency": 2, "depth": 2, "metric": 1},
    "sde2": {"fit": 2, "context": 2, "ownership": 2, "agency": 2, "depth": 2, "judgement": 2, "metric": 2, "impact": 1, "reflection": 2},
    "senior": {"fit": 2, "context": 2, "ownership": 3, "agency": 2, "depth": 2, "judgement": 3, "metric": 2, "impact": 2, "lasting": 2, "reflection": 3},
    "manager": {"fit": 2, "context": 2, "ownership": 3, "agency": 2, "depth": 2, "judgement": 3, "metric": 2, "impact": 2, "lasting": 3, "reflection": 3},
}
"""What each canonical bar asks of the criteria (codebook, part 4): the least score that leaves no doubt on that point."""
OFF_QUESTION_MAX = 2
"""An answer that does not address the question cannot get more than this (codebook, part 4)."""


def cast(reading: Reading, scores: dict[str, Score]) -> dict[str, int]:
    """The vote, 1 to 4, at each canonical bar; never higher at a higher bar."""
    votes: dict[str, int] = {}
    ceiling = OFF_QUESTION_MAX if reading.question and scores["fit"].value == 0 else 4
    for bar in BARS:
        expected = round(sum(reading.votes[bar]), 2)
        ceiling = votes[bar] = min(1 + int(expected + 0.5), ceiling)
    return votes


def missing(level: Level, scores: dict[str, Score], mends: dict[str, tuple[str, str, str]]) -> tuple[Missing, ...]:
    """What the answer still misses for this level, the question first where it is not answered, then the widest gap."""
    out = [
        Missing(key, scores[key].value, needs, mends[key][scores[key].value])
        for key, needs in ASKS[level.bar].items()
        if scores[key].value < needs
    ]
    return tuple(sorted(out, key=lambda m: (m.criterion != "fit", m.has - m.needs, list(ASKS[level.bar]).index(m.criterion))))


def by_level(framework: Framework, votes: dict[str, int]) -> dict[str, int]:
    """The votes under the framework's own level ids."""
    return {level.id: votes[level.bar] for level in framework.levels}

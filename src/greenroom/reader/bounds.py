"""What an anchor of the codebook rules out, whatever the heads make of the whole."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from greenroom.reader.heads import RawReading
from greenroom.reader.numeric import Array
from greenroom.reader.reading import CRITERIA, DECIMALS, KINDS, SECTIONS

AFTERWARDS = "RL"
"""Sections that tell what came of it; elsewhere what did not work is an obstacle."""
LIKELY = 0.5
"""Probability from which a sentence is taken for a hand-off here."""


def told_in(out: RawReading, letters: str) -> NDArray[np.bool_]:
    """For each sentence whether its likeliest section is one of these."""
    return np.isin(out.sections.argmax(1), [SECTIONS.index(letter) for letter in letters])


def without_unmet(out: RawReading, unmet: Sequence[bool]) -> list[int]:
    """The read sentences but those that tell a result which did not come (`unmet`, one a sentence) where results are told."""
    return [int(i) for i in np.flatnonzero(~(told_in(out, AFTERWARDS) & np.asarray(unmet, dtype=bool)))]


def unraised(criteria: Array, without: Array) -> Array:
    """The criteria (10 x 3) of a reading in which a result that did not come raises none of those that rest on results, `without` being those of a reading without
    it: it is an outcome in words (`metric` 1) and no more."""
    lower = criteria.copy()
    for key in ("metric", "impact", "lasting"):
        i = CRITERIA.index(key)
        lower[i] = np.minimum(criteria[i], without[i])
    metric = CRITERIA.index("metric")
    lower[metric, 0] = criteria[metric, 0]
    return lower


def not_to_the_end(out: RawReading) -> Array:
    """The criteria (10 x 3), in which `ownership` does not reach 3 where an act is likely handed off: 3 is followed through to the end, a hand-off is what was not."""
    given = np.round(out.kinds[:, KINDS.index("hand-off")], DECIMALS) >= LIKELY
    if not (given & told_in(out, "A")).any():
        return out.criteria
    lower = out.criteria.copy()
    lower[CRITERIA.index("ownership"), 2] = 0
    return lower

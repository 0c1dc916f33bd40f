"""What an anchor of the codebook rules out, whatever the heads make of the whole."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from greenroom.reader.heads import RawReading
from greenroom.reader.numeric import Array
from greenroom.reader.reading import CRITERIA, DECIMALS, KINDS, SECTIONS

AFTERWARDS = "RL"
"""Sections that tell what came of it; elsewhere what did not work is an obstacle."""
LIKELY = 0.5
"""Probability from which a sentence is taken for a hand-off here."""


def unmet_results(out: RawReading, unmet: Sequence[bool]) -> list[int]:
    """The read sentences that tell a result which did not come (`unmet`, one a sentence) where results are told."""
    return [i for i, told in enumerate(unmet) if told and SECTIONS[int(out.sections[i].argmax())] in AFTERWARDS]


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
    kind, action = KINDS.index("hand-off"), SECTIONS.index("A")
    given = (np.round(out.kinds[:, kind], DECIMALS) >= LIKELY) & (out.sections.argmax(1) == action)
    if not given.any():
        return out.criteria
    lower = out.criteria.copy()
    lower[CRITERIA.index("ownership"), 2] = 0
    return lower

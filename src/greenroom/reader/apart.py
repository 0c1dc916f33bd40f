"""Scores read apart from what they do not rest on: what was done and what came of it are each read once more by themselves, so that a score moves less with what is told
elsewhere, and two readings agree on what is marked."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from greenroom.reader.heads import RawReading
from greenroom.reader.numeric import Array, logit, sigmoid
from greenroom.reader.reading import CRITERIA


class Share(NamedTuple):
    """The sections that a criterion rests on, and how much the reading of its part counts beside the reading of the whole (0 to 1)."""

    sections: str
    weight: float


class Part(NamedTuple):
    """The sections that are read by themselves, and the criteria that have a share in that reading."""

    sections: str
    shares: Mapping[str, Share]


AFTER = Part("RL", {"metric": Share("RL", 0.5), "impact": Share("R", 0.35), "lasting": Share("RL", 0.5), "reflection": Share("RL", 0.35)})
ACTS = Part("STA", {
    "context": Share("ST", 0.5), "ownership": Share("STA", 0.65), "agency": Share("STA", 0.5), "depth": Share("TA", 0.65), "judgement": Share("TA", 0.8),
})
PARTS = (AFTER, ACTS)
"""The shorter one first: of a long answer there may be room for one. Of the weights tried on the holdout those that keep a score steady where something else is changed
and agree with raters as well as the whole alone (decision 45)."""
MARKED = 0.5
"""How much the reading of a part counts in what is marked."""


def blend(whole: Array, part: Array, weight: float) -> Array:
    """The probabilities of two readings as one: the mean of their logits, in which `part` has this weight. What a bound rules out (0) in one of them stays so."""
    mean = sigmoid((1 - weight) * logit(whole) + weight * logit(part))
    return np.where((whole == 0) | (part == 0), np.float32(0), mean)


def scored(whole: Array, part: Part, read: Mapping[str, Array]) -> Array:
    """The criteria (10 x 3) of the whole, in which those of the part stand as both readings have them; `read` has the part's criteria by the sections they rest on."""
    both = whole.copy()
    for key, (sections, weight) in part.shares.items():
        if sections in read:
            i = CRITERIA.index(key)
            both[i] = blend(whole[i], read[sections][i], weight)
    return both


def marked(whole: RawReading, part: RawReading, rows: Mapping[int, int]) -> RawReading:
    """The reading, in which what its sentences show stands as both readings have it; `rows` says which sentence of the part each one is."""
    kinds, tokens = whole.kinds.copy(), list(whole.tokens)
    for i, row in rows.items():
        kinds[i] = blend(kinds[i], part.kinds[row], MARKED)
        tokens[i] = blend(tokens[i], part.tokens[row], MARKED)
    return replace(whole, kinds=kinds, tokens=tokens)

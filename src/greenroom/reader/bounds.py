"""What an anchor of the codebook rules out, whatever the heads make of the whole."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from greenroom.reader.heads import RawReading
from greenroom.reader.numeric import Array
from greenroom.reader.reading import CRITERIA, DECIMALS, KINDS, SECTIONS

AFTERWARDS = "RL"
"""Sections that tell what came of it; elsewhere what did not work is an obstacle."""
LIKELY = 0.5
"""Probability from which a sentence is taken for a hand-off here."""
HANDED_OFF = 1.0
"""How far (in logits) a likely hand-off among the actions speaks against `ownership`: on the holdout it agrees by 0.879 where it did by 0.857, in people's manner by
0.724 (0.718)."""
DOUBT = 1.0
"""How far (in logits, for an answer of which nothing is read) what is left unread speaks against what is in doubt."""


def told_in(out: RawReading, letters: str) -> NDArray[np.bool_]:
    """For each sentence whether its likeliest section is one of these."""
    return np.isin(out.sections.argmax(1), [SECTIONS.index(letter) for letter in letters])


def doubted(out: RawReading, share: float) -> RawReading:
    """The reading of an answer of which this share of the words tells nothing and is left unread: what is sure stays, what is close goes to the lower step, so that
    nothing is gained where what was strewn in is not found to the last word."""
    if not share:
        return out
    return replace(out, criteria=_less(out.criteria, DOUBT * share), votes=_less(out.votes, DOUBT * share))


def _less(p: Array, by: float) -> Array:
    odds = p / np.maximum(1 - p, np.float32(1e-6)) * np.float32(np.exp(-by))
    return np.asarray(odds / (1 + odds), dtype=np.float32)


RESTS_ON_RESULTS, RESTS_ON_ACTS = ("metric", "impact", "lasting"), ("ownership", "agency", "depth")


def unearned(out: RawReading, unmet: Sequence[bool], watched: Sequence[bool]) -> dict[int, tuple[str, ...]]:
    """The read sentences that earn nothing, each with the criteria that it must not raise: a result that did not come, told where results are (`unmet`, one a sentence),
    and others' act that the speaker only watched (`watched`)."""
    came_of_it = told_in(out, AFTERWARDS)
    keys = ((RESTS_ON_RESULTS if unmet[i] and came_of_it[i] else ()) + (RESTS_ON_ACTS if watched[i] else ()) for i in range(len(unmet)))
    return {i: given for i, given in enumerate(keys) if given}


def unraised(criteria: Array, without: Array, keys: Collection[str]) -> Array:
    """The criteria (10 x 3) of a reading in which what earns nothing raises none of `keys`, `without` being those of a reading without it; a result that did not come
    is an outcome in words (`metric` 1) and no more."""
    lower = criteria.copy()
    for key in keys:
        i = CRITERIA.index(key)
        lower[i] = np.minimum(criteria[i], without[i])
    return still_told(lower, criteria)


def still_told(criteria: Array, whole: Array) -> Array:
    """The criteria (10 x 3) of an answer with a result that did not come, read without it: it is an outcome in words all the same, as in the reading of the `whole`."""
    told, metric = criteria.copy(), CRITERIA.index("metric")
    told[metric, 0] = max(criteria[metric, 0], whole[metric, 0])
    return told


def not_to_the_end(out: RawReading) -> Array:
    """The criteria (10 x 3), in which `ownership` does not reach 3 where an act is likely handed off (3 is followed through to the end, a hand-off is what was not), and
    what is in doubt of it goes down: an act handed off is what 0 and 1 are given for."""
    given = np.round(out.kinds[:, KINDS.index("hand-off")], DECIMALS) >= LIKELY
    if not (given & told_in(out, "A")).any():
        return out.criteria
    lower, ownership = out.criteria.copy(), CRITERIA.index("ownership")
    lower[ownership] = _less(lower[ownership], HANDED_OFF)
    lower[ownership, 2] = 0
    return lower

"""Sentences that have nothing to do with the story around them, found before the answer is read, from the encoder's lower half."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from greenroom.reader.numeric import Array, Params, gelu, linear

LEAST = 5
"""Sentences from which one can be told to be beside the story."""
FEW = 3
"""Words from which a sentence can be; fewer are a heading, or hang on what stands beside them."""
SEVERAL = 2
"""Sentences that must likely be strewn in, one of them surely, before any is taken to be by this: of 556 held-out answers in which nothing is, four have as many that
look so; of the same padded by a quarter 98.8 in 100."""
MOST = 0.5
"""Share of the sentences that can be strewn in; where it seems to be more, nothing says which of them are the story."""
DECIMALS = 2
NEVER = -100.0


def found(p: Params, vectors: Array, cues: Array, lengths: Array, known: int = 0) -> tuple[list[int], list[int]]:
    """Which of n sentences are strewn in, surely and doubtfully: `vectors` n x 384 are their mean states after the lower half, `cues` n x cues (text.cues), `lengths` n
    numbers of words; `known` how many sentences are left out of these because they tell nothing by their words alone (text.around).

    Whoever strews in several sentences strews in more: beside one that surely is and another that likely is, those that may be are in doubt.
    """
    if len(vectors) < LEAST:
        return [], []
    score = np.round(linear(p, "strewn.score", gelu(linear(p, "strewn.hidden", features(vectors, cues, lengths))))[:, 0], DECIMALS)
    score[lengths < FEW] = NEVER
    surely, likely, possibly = p["strewn.borders"]
    sure, several = np.flatnonzero(score >= surely), int((score >= likely).sum())
    if not len(sure) or several + known < SEVERAL or several > MOST * len(vectors):
        return [], []
    doubtful = (score < surely) & (score >= possibly) if several >= SEVERAL else np.zeros(len(score), dtype=bool)
    return [int(i) for i in sure], [int(i) for i in np.flatnonzero(doubtful)]


def features(vectors: Array, cues: Array, lengths: Array) -> Array:
    """What a sentence is told by (n x numbers): itself, its neighbours, the rest of the answer, how near it is to them, its cues and length."""
    v = _unit(vectors)
    words = np.maximum(lengths, 1)[:, None]
    rest = _unit((v * words).sum(0, keepdims=True) - v * words)
    edge = np.zeros((1, v.shape[1]), dtype=np.float32)
    beside = (np.concatenate([edge, v[:-1]]) + np.concatenate([v[1:], edge])) / 2
    near = v @ v.T
    np.fill_diagonal(near, -1)
    nearest = -np.sort(-near, axis=1)
    facts = [(v * rest).sum(1), (v * beside).sum(1), nearest[:, 0], nearest[:, 1], nearest[:, 3], np.log(words[:, 0] + 1), np.full(len(v), np.log(len(v)))]
    return np.concatenate([v * 8, rest * 6, beside * 6, v * rest * 100, np.stack(facts, 1), cues], axis=1).astype(np.float32)


def _unit(x: Array) -> Array:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def means(states: Sequence[Array]) -> Array:
    """The mean state of each sentence (n x 384) from those of its tokens."""
    return np.stack([t.mean(0) for t in states])

"""Does the story answer the question? The question, read by itself, is held against each sentence, against all that is told, and against the principles shown.

The story is read without the question: one reading serves any number of questions, and no other score can depend on how the question is worded.
The twin of `Match` in `training/model.py`.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from greenroom.reader.numeric import Array, Params, gelu, linear, ordered, sigmoid, softmax

LEAST = 0.01
"""Keeps a sum over an answer that tells nothing away from zero."""


@dataclass(frozen=True)
class Story:
    """What a reading leaves for questions to be put to: `vectors` n x 384 of the sentences, `told` n (1 - probability of section O), `principles` 17
    probabilities, `seen` and `known` what the heads saw of the whole (48 and 40)."""

    vectors: Array
    told: Array
    principles: Array
    seen: Array
    known: Array


def fits(p: Params, asked: Array, story: Story) -> Array:
    """K x 3 probabilities that `fit` is at least 1, 2, 3, for K questions as vectors (K x 384; zeros where no question was given)."""
    q, s, told = _level(asked), _level(story.vectors), story.told
    ask, tell = linear(p, "match.ask_each", q), linear(p, "match.tell_each", s)
    heed = softmax(ask @ tell.T / np.float32(np.sqrt(ask.shape[1])) + np.log(told + LEAST)[None], 1)
    whole = _level((s * told[:, None]).sum(0) / (told.sum() + LEAST))
    pairs = np.concatenate([
        ask * (heed @ tell), linear(p, "match.ask_all", q) * linear(p, "match.tell_all", whole),
        linear(p, "match.ask_shown", q) * linear(p, "match.tell_shown", story.principles),
    ], axis=1)
    about = np.tile(np.concatenate([story.seen, story.known]), (len(q), 1))
    inner = gelu(linear(p, "match.hidden", np.concatenate([about, pairs, gelu(linear(p, "match.asked", q))], axis=1)))
    score = linear(p, "match.score", inner) + linear(p, "match.direct", pairs)
    return sigmoid(score - ordered(p["steps"][0])[None])


def _level(x: Array) -> Array:
    """Mean 0 and deviation 1 over the last axis."""
    return np.asarray((x - x.mean(-1, keepdims=True)) / (x.std(-1, keepdims=True) + np.float32(1e-3)), dtype=np.float32)

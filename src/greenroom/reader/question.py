"""Does the story answer the question? The question, read by itself, is held against each sentence, against all that is told, against the principles
and themes shown, and each of its words against the story's word that comes nearest (late interaction: Khattab and Zaharia 2020).

The story is read without the question: one reading serves any number of questions, and no other score can depend on how the question is worded.
Which principle is named first leans on the question as well (`expected_by`): that is no score.
The twin of `Match` in `training/model.py`.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from greenroom.reader.numeric import Array, Params, gelu, linear, ordered, sigmoid, softmax

LEAST = 0.01
"""Keeps a sum over an answer that tells nothing away from zero."""


LEANS = np.float32(0.5)
"""How much of what the question leads one to expect counts for the principle: of 0 to 1.3 the best on the holdout, by a little."""
_ONE = np.ones(1, dtype=np.float32)


@dataclass(frozen=True)
class Story:
    """What a reading leaves for questions to be put to: `vectors` n x 384 of the sentences, `told` n (1 - probability of section O), `tokens` one array a
    sentence (tokens x 384), `principles` 17 probabilities, `themes` 60 that it shows what questions ask for, `seen` and `known` what the heads saw
    of the whole (48 and 40)."""

    vectors: Array
    told: Array
    tokens: Sequence[Array]
    principles: Array
    themes: Array
    seen: Array
    known: Array


def fits(p: Params, questions: Sequence[Array], story: Story) -> Array:
    """K x 3 probabilities that `fit` is at least 1, 2, 3, for K questions as the states of their tokens (tokens x 384; no token where no question was given)."""
    asked = np.stack([words.mean(0) if len(words) else np.zeros(story.vectors.shape[1], dtype=np.float32) for words in questions])
    q, s, told = level(asked), level(story.vectors), story.told
    ask, tell = linear(p, "match.ask_each", q), linear(p, "match.tell_each", s)
    heed = softmax(ask @ tell.T / np.float32(np.sqrt(ask.shape[1])) + np.log(told + LEAST)[None], 1)
    whole = level((s * told[:, None]).sum(0) / (told.sum() + LEAST))
    pairs = np.concatenate([
        ask * (heed @ tell), linear(p, "match.ask_all", q) * linear(p, "match.tell_all", whole),
        linear(p, "match.ask_shown", q) * linear(p, "match.tell_shown", story.principles),
        _points(p, questions, story),
    ], axis=1)
    about = np.tile(np.concatenate([story.seen, story.known]), (len(q), 1))
    met = _met(sigmoid(linear(p, "match.ask_themes", q)), story.themes)
    inner = gelu(linear(p, "match.hidden", np.concatenate([about, pairs, gelu(linear(p, "match.asked", q))], axis=1)) + met @ p["match.themed_hidden.weight"].T)
    score: Array = np.asarray(linear(p, "match.score", inner) + linear(p, "match.direct", pairs) + met @ p["match.themed.weight"].T, dtype=np.float32)
    return sigmoid(p.get("match.slope", _ONE) * (score - ordered(p["steps"][0])[None]) + p["match.shift"])


def _met(asked: Array, shown: Array) -> Array:
    """How far what each question asks for is shown (K x themes, themes): sum and largest of what is met, sum of what is not, the most that is asked for."""
    both = asked * shown
    return np.asarray(np.stack([both.sum(1), both.max(1), (asked - both).sum(1), asked.max(1)], 1), dtype=np.float32)


def expected_by(p: Params, asked: Array) -> Array:
    """What the question (states of its tokens) adds to the logits of the 17 principles; nothing where none was given."""
    words = asked.mean(0) if len(asked) else np.zeros(asked.shape[1], dtype=np.float32)
    return np.asarray(LEANS * (p["asked_for.weight"] @ level(words)), dtype=np.float32)


def _points(p: Params, questions: Sequence[Array], story: Story) -> Array:
    """For each question a few means over its words of how near the story comes to them, each with weights of its own."""
    there = _unit(linear(p, "match.tell_token", np.concatenate(list(story.tokens))))
    said = np.repeat(story.told, [len(t) for t in story.tokens])
    out = np.zeros((len(questions), len(p["match.heed_token.bias"])), dtype=np.float32)
    for row, words in zip(out, questions, strict=True):
        if len(words):
            near = (_unit(linear(p, "match.ask_token", words)) @ there.T + said - 1).max(1)
            row[:] = near @ softmax(linear(p, "match.heed_token", words), 0)
    return out


def _unit(x: Array) -> Array:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def level(x: Array) -> Array:
    """Mean 0 and deviation 1 over the last axis."""
    return np.asarray((x - x.mean(-1, keepdims=True)) / (x.std(-1, keepdims=True) + np.float32(1e-3)), dtype=np.float32)

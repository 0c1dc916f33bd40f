"""Does the story answer the question? What the question asks for, held against what the story shows.

The heads read question and answer together, and alone they look too little at the question: a good story passed under any. This part reads the
question by itself and compares: both as vectors of the encoder (a low-rank product), and both as principles (which principle the question
sounds like, and which the story shows). It was fitted on answers rated under several questions (training/fit_question.py).
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from greenroom.reader.heads import Array, sigmoid


@dataclass(frozen=True)
class Compared:
    """The fitted numbers: means and scales of story and question vectors, the two projections (rank x 384), principles against principles (16 x 16),
    the weights of both comparisons, a bias from the question; and `shift`, `floor`, `slope`: what is added to the joint reading's logits so that its mean is the
    raters', and from which match downwards, and how steeply, a story is marked down as one of another question. Above the floor a match says nothing."""

    story_mean: Array
    story_scale: Array
    asked_mean: Array
    asked_scale: Array
    story: Array
    story_bias: Array
    asked: Array
    asked_bias: Array
    principles: Array
    weights: Array
    bias: Array
    shift: Array
    floor: Array
    slope: Array

    def steps(self, joint: Array, story: Array, shows: Array, asked: Array, sounds: Array) -> Array:
        """`fit` at least 1, 2, 3: from the joint reading's probabilities, story and question vectors (384), and their principles (without "none", any scale)."""
        s = (story - self.story_mean) / self.story_scale
        q = (asked - self.asked_mean) / self.asked_scale
        product = float((self.story @ s + self.story_bias) @ (self.asked @ q + self.asked_bias))
        shared = float(np.sqrt(_share(sounds)) @ self.principles @ np.sqrt(_share(shows)))
        match = self.weights[0] * product + self.weights[1] * shared + float(self.bias[:-1] @ q + self.bias[-1])
        held = np.clip(joint, 0.005, 0.995)
        logits = np.log(held / (1 - held)) + self.shift - self.slope * max(0.0, float(self.floor) - match)
        return np.asarray(np.minimum.accumulate(sigmoid(logits.astype(np.float32))), dtype=np.float32)


def _share(found: Array) -> Array:
    """Probabilities made to add up to one."""
    return np.asarray(found / max(1e-3, float(found.sum())), dtype=np.float32)

"""The heads of the reader in numpy: from hidden states of the encoder to probabilities. The twin of `training/model.py`."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from greenroom.reader.numeric import Array, Params, gelu, linear, ordered, sigmoid, softmax, softplus
from greenroom.reader.question import LEAST, Story, expected_by, fits, level
from greenroom.reader.reading import CRITERIA, SECTIONS

OTHER = SECTIONS.index("O")


@dataclass(frozen=True)
class RawReading:
    """Unrounded outputs: `sections` n x 6 and `kinds` n x 15 probabilities, `tokens` one array per sentence (tokens x 15),
    `criteria` 10 x 3 and `votes` 4 x 3 probabilities of reaching each step, `principles` 17 probabilities, `judged` one;
    `story` what other questions can be put to."""

    sections: Array
    kinds: Array
    tokens: list[Array]
    criteria: Array
    votes: Array
    principles: Array
    judged: float
    story: Story


def run(p: Params, vectors: Array, tokens: list[Array], first: Array, asked: Array, cues: Array, lengths: Array) -> RawReading:
    """All heads for one answer.

    `vectors` n x 384 are the sentences' mean hidden states, `tokens` the hidden states of each sentence's tokens, `first` the hidden state of the
    first token, `asked` the states of the question's tokens (tokens x 384; none where none was given), `cues` n x cues (text.cues), `lengths` n numbers of words.
    What is said around the story (section O) counts for nothing in the criteria, the vote and the principle. The question moves `fit`, through it the vote,
    and which principle is named first.
    """
    unit = np.concatenate([vectors, cues], axis=1)
    edge = np.zeros((1, unit.shape[1]), dtype=np.float32)
    padded = np.concatenate([edge, unit, edge])
    near = np.tanh(linear(p, "near", np.concatenate([padded[:-2], unit, padded[2:]], axis=1)))
    both = np.concatenate([unit, near], axis=1).astype(np.float32)
    sections = softmax(linear(p, "section", both), 1)
    kinds = sigmoid(linear(p, "kind", both))
    view = gelu(linear(p, "view", both))
    told = (1 - sections[:, OTHER])[:, None]
    heed = softmax(linear(p, "look", np.concatenate([view, sections, kinds], axis=1)) + np.log(told + LEAST), 0)
    seen = heed.T @ view
    marks, said = kinds * told, cues * told
    facts = np.concatenate([
        marks.max(0), np.log1p(marks.sum(0)), sections.mean(0), np.log1p(sections.sum(0)), said.sum(0) / (told.sum() + LEAST), said.max(0), _shape(told[:, 0], lengths),
    ]).astype(np.float32)
    known = gelu(linear(p, "facts", facts))
    middle = np.asarray((vectors * told).sum(0) / (told.sum() + LEAST), dtype=np.float32)
    shown = linear(p, "principle", np.concatenate([seen[-1], middle, first]))
    principles = softmax(shown + expected_by(p, asked), 0)
    turns = np.logaddexp.reduce(linear(p, "theme_each", both) + np.log(told + LEAST), axis=0)
    themes = sigmoid(turns + linear(p, "theme_whole", level(middle)))
    story = Story(vectors, told[:, 0], tokens, softmax(shown, 0), themes, seen[0], known)
    criteria = np.concatenate([fits(p, [asked], story), _criteria(p, seen, known)])
    return RawReading(
        sections, kinds, [sigmoid(linear(p, "token", t)) for t in tokens], criteria, _votes(p, seen[-2], criteria.sum(1)), principles,
        float(sigmoid(linear(p, "judged", np.concatenate([first, facts])))[0]), story,
    )


def _shape(told: Array, lengths: Array) -> Array:
    """Length of what is told in three numbers: words, sentences, words a sentence, each scaled to about -1..1."""
    words, sentences = float((told * lengths).sum()) + 1, float(told.sum()) + LEAST
    return np.asarray([np.log(words) - 5.0, np.log(sentences) - 2.5, min(words / sentences, 60) / 20 - 1], dtype=np.float32)


def _criteria(p: Params, seen: Array, known: Array) -> Array:
    """All but `fit`, which needs the question."""
    rows = []
    for i in range(1, len(CRITERIA)):
        y = linear(p, f"score.{i - 1}", gelu(linear(p, f"hidden.{i - 1}", np.concatenate([seen[i], known]))))
        rows.append(sigmoid(y - ordered(p["steps"][i])))
    return np.stack(rows)


def _votes(p: Params, seen: Array, expected: Array) -> Array:
    hidden = gelu(linear(p, "vote_hidden", np.concatenate([seen, expected])))
    y = linear(p, "vote_linear", expected - np.float32(1.5)) + linear(p, "vote_score", hidden)
    fall = np.concatenate([np.zeros(1, dtype=np.float32), np.cumsum(softplus(linear(p, "vote_drop", expected)))])
    return sigmoid(y - fall[:, None] - ordered(p["vote_steps"])[None])

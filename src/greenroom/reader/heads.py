"""The heads of the reader in numpy: from hidden states of the encoder to probabilities. The twin of `training/model.py`."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from greenroom.reader.numeric import Array, Params, gelu, linear, ordered, sigmoid, softmax, softplus
from greenroom.reader.question import LEAST, Story, expected_by, fits, level
from greenroom.reader.reading import CRITERIA, SECTIONS

OTHER = SECTIONS.index("O")
RESTS_ON = {"ownership": "TAR", "judgement": "TA", "lasting": "RL"}
"""Sections on which half of a criterion's score rests, the other half on all that is told: what is said elsewhere moves it less (decision 40). The votes rest on all
that is told, as they were fitted."""
FAINT = 0.03
"""What a sentence of another section counts there."""


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
    told = 1 - sections[:, OTHER]
    look = linear(p, "look", np.concatenate([view, sections, kinds], axis=1))
    seen = _seen(view, look, told + LEAST)
    facts = _facts(sections, kinds, cues, told, lengths)
    known = gelu(linear(p, "facts", facts))
    middle = np.asarray((vectors * told[:, None]).sum(0) / (told.sum() + LEAST), dtype=np.float32)
    shown = linear(p, "principle", np.concatenate([seen[-1], middle, first]))
    principles = softmax(shown + expected_by(p, asked), 0)
    turns = np.logaddexp.reduce(linear(p, "theme_each", both) + np.log(told + LEAST)[:, None], axis=0)
    themes = sigmoid(turns + linear(p, "theme_whole", level(middle)))
    story = Story(vectors, told, tokens, softmax(shown, 0), themes, seen[0], known)
    fit, reached = fits(p, [asked], story), np.stack([_reached(p, i, seen[i], known) for i in range(1, len(CRITERIA))])
    votes = _votes(p, seen[-2], np.concatenate([fit, sigmoid(reached)]).sum(1))
    for key, letters in RESTS_ON.items():
        i, part = CRITERIA.index(key), sections[:, [SECTIONS.index(letter) for letter in letters]].sum(1)
        nearer = _reached(p, i, _seen(view, look[:, i : i + 1], part + FAINT)[0], gelu(linear(p, "facts", _facts(sections, kinds, cues, part, lengths))))
        reached[i - 1] = (reached[i - 1] + nearer) / 2
    criteria = np.concatenate([fit, sigmoid(reached)])
    return RawReading(
        sections, kinds, [sigmoid(linear(p, "token", t)) for t in tokens], criteria, votes, principles,
        float(sigmoid(linear(p, "judged", np.concatenate([first, facts])))[0]), story,
    )


def _seen(view: Array, look: Array, counts: Array) -> Array:
    """What each of the readers of the sentences sees of them, as far as each sentence counts."""
    return softmax(look + np.log(counts)[:, None], 0).T @ view


def _facts(sections: Array, kinds: Array, cues: Array, told: Array, lengths: Array) -> Array:
    """What was found in the sentences, as far as each is told, as numbers."""
    marks, said = kinds * told[:, None], cues * told[:, None]
    found = [marks.max(0), np.log1p(marks.sum(0)), sections.mean(0), np.log1p(sections.sum(0)), said.sum(0) / (told.sum() + LEAST), said.max(0), _shape(told, lengths)]
    return np.concatenate(found).astype(np.float32)


def _shape(told: Array, lengths: Array) -> Array:
    """Length of what is told in three numbers: words, sentences, words a sentence, each scaled to about -1..1."""
    words, sentences = float((told * lengths).sum()) + 1, float(told.sum()) + LEAST
    return np.asarray([np.log(words) - 5.0, np.log(sentences) - 2.5, min(words / sentences, 60) / 20 - 1], dtype=np.float32)


def _reached(p: Params, i: int, seen: Array, known: Array) -> Array:
    """Three logits, of reaching each step of the criterion of that number; not of `fit`, which needs the question."""
    y = linear(p, f"score.{i - 1}", gelu(linear(p, f"hidden.{i - 1}", np.concatenate([seen, known]))))
    return np.asarray(y - ordered(p["steps"][i]))


def _votes(p: Params, seen: Array, expected: Array) -> Array:
    hidden = gelu(linear(p, "vote_hidden", np.concatenate([seen, expected])))
    y = linear(p, "vote_linear", expected - np.float32(1.5)) + linear(p, "vote_score", hidden)
    fall = np.concatenate([np.zeros(1, dtype=np.float32), np.cumsum(softplus(linear(p, "vote_drop", expected)))])
    return sigmoid(y - fall[:, None] - ordered(p["vote_steps"])[None])

"""Inputs that nobody should judge, for the reader's `judged` head: written non-answers, and answers broken past reading."""
from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from data import Example

from greenroom.reader.prepare import prepare

NONANSWERS = Path(__file__).parent / "corpus" / "nonanswers.jsonl"


HELD = 8
"""Each so-many-th written non-answer is held out."""


def written():
    """The written non-answers' texts: those to fit, and those held out."""
    texts = [json.loads(line)["text"] for line in NONANSWERS.open(encoding="utf-8")]
    return [t for i, t in enumerate(texts) if i % HELD], texts[::HELD]


def broken(row, rng):
    """The words of an answer shuffled, or its content words alone."""
    words = row["text"].split()
    if rng.random() < 0.6:
        rng.shuffle(words)
    else:
        words = [w.strip(".,;:!?()") for w in words if len(w) > 5]
        rng.shuffle(words)
        words = words[: rng.randint(15, 90)]
    return " ".join(words)


def negatives(rows, tokenizer, seed, share=0.05):
    """Unrated examples with `judged` 0: all written non-answers, and a share of the rows broken."""
    rng = random.Random(seed)
    texts = written()[0]
    texts += [broken(r, rng) for r in rng.sample(rows, int(share * len(rows)))]
    out = []
    for i, text in enumerate(texts):
        ready = prepare(text, tokenizer)
        out.append(Example(f"negative-{i}", ready.windows, torch.tensor(ready.cues), torch.tensor(ready.lengths), 1, None, None, None, None, None, None, 0.0))
    return out

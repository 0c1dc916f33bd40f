"""Rated answers made ready for training: windows of tokens, sentence ranges, cues and targets."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import torch

from greenroom.reader.prepare import prepare
from greenroom.reader.reading import BARS as LEVELS
from greenroom.reader.reading import CRITERIA, KINDS, SECTIONS
from greenroom.reader.windows import Windows
from greenroom.text.sentences import split

PRINCIPLES = [
    "Customer Obsession", "Ownership", "Invent and Simplify", "Are Right, A Lot", "Learn and Be Curious", "Hire and Develop the Best",
    "Insist on the Highest Standards", "Think Big", "Bias for Action", "Frugality", "Earn Trust", "Dive Deep", "Have Backbone, Disagree and Commit",
    "Deliver Results", "Strive to be Earth's Best Employer", "Success and Scale Bring Broad Responsibility", "none",
]
ODD_QUESTIONS = Path(__file__).parent / "corpus" / "oddquestions.json"
_PUNCTUATION = re.compile(r"[.,;:!?()\"\u2014\u2013-]")


@dataclass
class Example:
    """One answer with its targets; a target is None where it is not rated (an input that nobody should judge)."""

    id: str
    windows: Windows
    cues: torch.Tensor            # sentences x cues
    lengths: torch.Tensor         # words of each sentence
    level: int
    sections: torch.Tensor | None
    kinds: torch.Tensor | None    # sentences x kinds, 0 or 1
    token_kinds: list | None      # per window: tokens x kinds
    criteria: torch.Tensor | None
    votes: list | None            # the vote at each level, 1 to 4; None where it was not asked
    principles: torch.Tensor | None
    judged: float
    part: bool = False            # a few sentences alone: only what the sentences say is a target
    fit_only: tuple | None = None  # probabilities of fit at least 1, 2, 3 where only the question was exchanged


def load(*paths):
    return [json.loads(line) for path in paths for line in Path(path).open(encoding="utf-8") if line.strip()]


def spans_of(row):
    """The product's own sentences with the rater's labels: the label of the rated sentence that covers most of each."""
    ours = split(row["text"])
    rated = row["sentences"]
    letters = row["raters"][0]["sections"]
    out = []
    for span in ours:
        cover = [max(0, min(b, span.end) - max(a, span.start)) for a, b in rated]
        out.append(letters[cover.index(max(cover))])
    return ours, out


def bare(text):
    return _PUNCTUATION.sub(" ", text)


def example(row, tokenizer, rng=None):
    """An Example of a row; with `rng` it may lose its question or its punctuation."""
    sentences, letters = spans_of(row)
    question, seen = row.get("question") or "", str
    if rng is not None:
        if rng.random() < 0.08:
            question = ""
        if rng.random() < 0.12:
            seen = bare
    ready = prepare(row["text"], question, tokenizer, seen)
    windows = ready.windows
    sentences, letters = [sentences[i] for i in ready.rows], [letters[i] for i in ready.rows]
    rater = row["raters"][0]
    kinds = torch.zeros(len(sentences), len(KINDS))
    token_kinds = [torch.zeros(len(w.ids), len(KINDS)) for w in windows.parts]
    for mark in rater["evidence"]:
        k = KINDS.index(mark["kind"])
        for i, s in enumerate(sentences):
            if min(s.end, mark["end"]) - max(s.start, mark["start"]) > 3:
                kinds[i, k] = 1
        for w, window in enumerate(windows.parts):
            for t, (a, b) in enumerate(window.offsets):
                if b > a and a < mark["end"] and b > mark["start"]:
                    token_kinds[w][t, k] = 1
    principles = torch.zeros(len(PRINCIPLES))
    for weight, name in zip((0.65, 0.35), rater["principles"], strict=False):
        principles[PRINCIPLES.index(name)] += weight
    return Example(
        row["id"], windows, torch.tensor(ready.cues), torch.tensor(ready.lengths), LEVELS.index(row["level"]),
        torch.tensor([SECTIONS.index(x) for x in letters]), kinds, token_kinds,
        torch.tensor([rater["criteria"][c] for c in CRITERIA]), votes_of(row, rater), principles, 1.0,
    )


def votes_of(row, rater):
    """The vote at each level, where a rater gave it; every answer has the vote at the level that it was asked at."""
    votes = [rater.get("votes", {}).get(level) for level in LEVELS]
    votes[LEVELS.index(row["level"])] = rater["vote"]
    return votes


EXCHANGED = (0.45, 0.12, 0.03)
"""Fit at least 1, 2, 3 of an answer under a question drawn at random: what the raters gave to the planned pairs, a little softened."""


def exchanged(rows, tokenizer, rng, share):
    """A share of the well-fitting answers under questions drawn from others; only their fit is a target. A bare topic fits nearly any story."""
    fitting = [r for r in rows if r["raters"][0]["criteria"]["fit"] >= 2]
    out = []
    for row in rng.sample(fitting, int(share * len(rows))):
        other = rng.choice(rows)
        if len(other["question"].split()) < 6 or other["question"] == row["question"] or other["raters"][0]["principles"][0] == row["raters"][0]["principles"][0]:
            continue
        e = example({**row, "question": other["question"]}, tokenizer)
        e.fit_only = EXCHANGED
        out.append(e)
    return out


def paired(asked, tokenizer, rng, count):
    """Up to `count` of the (row, question, fit) triples, as many that fit (2 or 3) as that do not where there are enough; only the fit is a target."""
    fitting, others = [a for a in asked if a[2] >= 2], [a for a in asked if a[2] < 2]
    half = min(len(fitting), count // 2)
    out = []
    for row, question, fit in rng.sample(fitting, half) + rng.sample(others, min(len(others), max(half, count // 3))):
        e = example({**row, "question": question}, tokenizer)
        e.fit_only = tuple(0.97 if fit >= step else 0.03 for step in (1, 2, 3))
        out.append(e)
    return out


ODD = (0.05, 0.02, 0.01)
"""Fit at least 1, 2, 3 under a question that no story answers."""


def odd(rows, tokenizer, rng, share):
    """A share of the answers under questions that are nonsense or ask for no event; only their fit is a target."""
    questions = [q["question"] for q in json.loads(ODD_QUESTIONS.read_text(encoding="utf-8"))]
    out = []
    for row in rng.sample(rows, int(share * len(rows))):
        e = example({**row, "question": rng.choice(questions)}, tokenizer)
        e.fit_only = ODD
        out.append(e)
    return out


def parts(rows, tokenizer, rng, share):
    """Runs of one to three sentences out of a share of the answers, read alone: no place in the answer, no neighbours to lean on."""
    out = []
    for row in rng.sample(rows, int(share * len(rows))):
        rater, spans = row["raters"][0], row["sentences"]
        first = rng.randrange(len(spans))
        last = min(len(spans), first + rng.choice((1, 1, 2, 3)))
        start, end = spans[first][0], spans[last - 1][1]
        marks = [{**e, "start": e["start"] - start, "end": e["end"] - start} for e in rater["evidence"] if start <= e["start"] and e["end"] <= end]
        piece = {
            **row, "question": "", "text": row["text"][start:end], "sentences": [[a - start, b - start] for a, b in spans[first:last]],
            "raters": [{**rater, "sections": rater["sections"][first:last], "evidence": marks}],
        }
        e = example(piece, tokenizer)
        e.part = True
        out.append(e)
    return out

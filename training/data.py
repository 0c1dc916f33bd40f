"""Rated answers made ready for training: windows of tokens, sentence ranges, cues and targets."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import torch
from themes import TURN, of_question, of_sentences, of_story, paraphrases

from greenroom.reader.prepare import prepare, question_ids
from greenroom.reader.reading import BARS as LEVELS
from greenroom.reader.reading import CRITERIA, KINDS, SECTIONS
from greenroom.reader.windows import Windows
from greenroom.text import sentences as _sentences

PRINCIPLES = [
    "Customer Obsession", "Ownership", "Invent and Simplify", "Are Right, A Lot", "Learn and Be Curious", "Hire and Develop the Best",
    "Insist on the Highest Standards", "Think Big", "Bias for Action", "Frugality", "Earn Trust", "Dive Deep", "Have Backbone, Disagree and Commit",
    "Deliver Results", "Strive to be Earth's Best Employer", "Success and Scale Bring Broad Responsibility", "none",
]
REWORDED = 0.5
"""Share of the questions that are put in other words in training, where others are known."""
ODD_QUESTIONS = Path(__file__).parent / "corpus" / "oddquestions.json"
_PUNCTUATION = re.compile(r"[.,;:!?()\"\u2014\u2013-]")


split = lru_cache(maxsize=16)(_sentences.split)
"""The sentences of a text; each answer's are asked for several times running."""


@dataclass
class Ask:
    """A question put to an answer: its window of token numbers (empty where no question was given), probabilities of fit at least 1, 2, 3, a weight, and the themes that
    it asks for, where they are known (themes.py)."""

    ids: list
    fit: tuple
    weight: float
    themes: torch.Tensor | None = None


@dataclass
class Example:
    """One answer with its targets; a target is None where it is not rated (an input that nobody should judge)."""

    id: str
    windows: Windows
    cues: torch.Tensor            # sentences x cues
    lengths: torch.Tensor         # words of each sentence
    level: int
    sections: torch.Tensor | None  # sentences x sections: share of the raters
    kinds: torch.Tensor | None    # sentences x kinds: 1 where any rater marked
    token_kinds: list | None      # per window: tokens x kinds
    criteria: torch.Tensor | None  # criteria x 3: share of the raters who gave at least 1, 2, 3
    votes: list | None            # for each level, shares who gave at least 2, 3, 4; None where it was not asked
    principles: torch.Tensor | None
    judged: float
    part: bool = False            # a few sentences alone: only what the sentences say is a target
    raters: int = 1
    asks: tuple = ()              # its own question first (empty tokens: none was given), then others
    themes: torch.Tensor | None = None  # that the story shows, where it is labelled
    turns: tuple | None = None    # by sentence, with how much each counts (themes.py)
    family: str = ""              # what it is a version of, where it has versions


def load(*paths):
    return [json.loads(line) for path in paths for line in Path(path).open(encoding="utf-8") if line.strip()]


def spans_of(row, rater=0):
    """The product's own sentences with a rater's labels: the label of the rated sentence that covers most of each."""
    ours = split(row["text"])
    rated = row["sentences"]
    letters = row["raters"][rater]["sections"]
    out = []
    for span in ours:
        cover = [max(0, min(b, span.end) - max(a, span.start)) for a, b in rated]
        out.append(letters[cover.index(max(cover))])
    return ours, out


def bare(text):
    return _PUNCTUATION.sub(" ", text)


def example(row, tokenizer, rng=None, asked=()):
    """An Example of a row; with `rng` it may lose its question or its punctuation. `asked` are (question, probabilities of fit, weight) besides its own."""
    question, seen = row.get("question") or "", str
    if rng is not None:
        question = "" if rng.random() < 0.05 else worded(question, rng)
        if rng.random() < 0.12:
            seen = bare
    ready = prepare(row["text"], tokenizer, seen)
    windows, raters = ready.windows, row["raters"]
    ours = split(row["text"])
    sections = torch.zeros(len(ready.rows), len(SECTIONS))
    for n in range(len(raters)):
        letters = spans_of(row, n)[1]
        for place, i in enumerate(ready.rows):
            sections[place, SECTIONS.index(letters[i])] += 1 / len(raters)
    sentences = [ours[i] for i in ready.rows]
    kinds, token_kinds = marked(sentences, windows, [[e for e in r["evidence"] if not e["kind"].startswith(TURN)] for r in raters])
    principles = torch.zeros(len(PRINCIPLES))
    for rater in raters:
        for weight, name in zip((0.65, 0.35), rater["principles"], strict=False):
            principles[PRINCIPLES.index(name)] += weight / len(raters)
    criteria = torch.tensor([steps([r["criteria"][c] for r in raters], (1, 2, 3)) for c in CRITERIA])
    own = Ask(question_ids(question, tokenizer), tuple(criteria[CRITERIA.index("fit")].tolist()), 1.0, of_question(question))
    return Example(
        row["id"], windows, torch.tensor(ready.cues), torch.tensor(ready.lengths), LEVELS.index(row["level"]), sections, kinds, token_kinds, criteria,
        votes_of(row), principles, 1.0, raters=len(raters), themes=of_story(row["id"], family(row)), turns=of_sentences(row, sentences), family=family(row),
        asks=(own, *(Ask(question_ids(q, tokenizer), fit, weight, of_question(q)) for q, fit, weight in asked)),
    )


def family(row):
    """The answer that this one, and other versions of it, were made from; empty where there is none."""
    return row["plan"].get("version_of") or row["plan"].get("family", "")


LEAST_MARKED = 3
"""A sentence is marked where more characters than this of it are."""


def steps(given, borders):
    """Share of the given scores that reach each border."""
    return tuple(sum(g >= b for g in given) / len(given) for b in borders)


def marked(sentences, windows, raters):
    """Targets of the marks: for sentences 1 where any rater marked; for tokens the share of raters who marked the token, of those who marked the kind in its
    sentence, so that the words on which they agree stand out of those that one of them took along."""
    kinds = torch.zeros(len(sentences), len(KINDS))
    given = torch.zeros(len(sentences), len(KINDS))
    counts = [torch.zeros(len(w.ids), len(KINDS)) for w in windows.parts]
    offsets = [torch.tensor(w.offsets).reshape(-1, 2).unbind(1) for w in windows.parts]
    starts, ends = torch.tensor([s.start for s in sentences]), torch.tensor([s.end for s in sentences])
    for marks in raters:
        mine = torch.zeros(len(sentences), len(KINDS))
        took = [torch.zeros(len(w.ids), len(KINDS)) for w in windows.parts]
        for mark in marks:
            k, first, last = KINDS.index(mark["kind"]), mark["start"], mark["end"]
            mine[ends.clamp(max=last) - starts.clamp(min=first) > LEAST_MARKED, k] = 1
            for held, (a, b) in zip(took, offsets, strict=True):
                held[(b > a) & (a < last) & (b > first), k] = 1
        kinds, given = torch.maximum(kinds, mine), given + mine
        counts = [c + t for c, t in zip(counts, took, strict=True)]
    for held, (a, b) in zip(counts, offsets, strict=True):
        inside = (b > a)[:, None] & (starts <= a[:, None]) & (a[:, None] < ends)  # tokens x sentences
        there = inside.any(1)
        held *= there[:, None]
        held[there] /= given[inside[there].int().argmax(1)].clamp(min=1)
    return kinds, counts


def votes_of(row):
    """For each level the shares of the raters who gave at least 2, 3, 4, where one did; every answer has the vote at the level that it was asked at."""
    out = []
    for level in LEVELS:
        given = [r["vote"] for r in row["raters"]] if level == row["level"] else [r["votes"][level] for r in row["raters"] if "votes" in r]
        out.append(torch.tensor(steps(given, (2, 3, 4))) if given else None)
    return out


RANDOM = (0.35, 0.10, 0.03)
"""Fit at least 1, 2, 3 of an answer under a question drawn at random from another: what raters gave to such pairs."""
ODD = (0.05, 0.02, 0.01)
"""The same under a question that no story answers."""
PROPOSED = ((0.08, 0.01, 0.0), (0.97, 0.31, 0.04), (0.99, 0.96, 0.23), (1.0, 1.0, 0.94))
"""The same by the fit 0 to 3 that a rater gave to a question of their own: means of theirs and a blind rater's, who was a quarter of a point milder on 960 of them."""
MOST_PAIRS, MOST_OF_GRID, AT_RANDOM, MOST_MINED = 5, 6, 2, 4
MINED = Path(__file__).parent / "corpus" / "mined.json"
SHOWN = (
    ((0.07, 0.01, 0.0), (0.27, 0.07, 0.01), (0.42, 0.08, 0.01), (0.49, 0.16, 0.03), (0.7, 0.4, 0.2)),
    ((0.33, 0.1, 0.01), (0.5, 0.12, 0.02), (0.68, 0.37, 0.05), (0.92, 0.58, 0.21), (0.96, 0.77, 0.47)),
    ((0.6, 0.34, 0.12), (0.66, 0.38, 0.14), (0.81, 0.62, 0.28), (0.88, 0.76, 0.4), (0.98, 0.91, 0.69)),
)
"""What raters gave (fit at least 1, 2, 3, on 1,299 pairs of the holdout, smoothed) where a reader of the themes (annotation/themes.md) found that the story does not show
what the question asks for, touches it, shows it; and the weights before expected a fit below 1, 1.5, 2, 2.5, 3. Pairs on which the two disagree are mined."""


def worded(question, rng):
    """The question, or the same in other words."""
    others = paraphrases().get(question)
    return rng.choice(others) if others and rng.random() < REWORDED else question


def sure(fit):
    """Probabilities of fit at least 1, 2, 3 where one rater, who did not propose the question, gave `fit`."""
    return tuple(0.97 if fit >= step else 0.03 for step in (1, 2, 3))


def questions_for(row, pairs, rows, odd, rng):
    """Questions to put to an answer besides its own, as (question, probabilities of fit, weight): rated ones out of `pairs` (question, fit, whether the rater proposed
    it), two drawn from other answers, now and then an odd one."""
    mine = pairs.get(row["id"], ())
    rated = rng.sample(mine, min(len(mine), MOST_PAIRS))
    out = [(worded(q, rng), PROPOSED[fit] if proposed else sure(fit), 1.0) for q, fit, proposed in rated]
    gridded = grids().get(row["id"]) or grids().get(family(row), ())
    out += [(worded(q, rng), sure(fit), 1.0) for q, fit in rng.sample(gridded, min(len(gridded), MOST_OF_GRID))]
    found = mined().get(row["id"]) or mined().get(family(row), ())
    out += [(worded(q, rng), SHOWN[shown][expected], 0.5) for q, shown, expected in rng.sample(found, min(len(found), MOST_MINED))]
    for other in rng.sample(rows, AT_RANDOM):
        if other["question"] == row["question"] or (family(row) and family(row) == family(other)):
            continue
        if row["raters"][0]["criteria"]["fit"] >= 2 and other["raters"][0]["principles"][0] != row["raters"][0]["principles"][0] and len(other["question"].split()) > 5:
            out.append((worded(other["question"], rng), RANDOM, 0.3))
    if rng.random() < 0.2:
        out.append((rng.choice(odd), ODD, 0.6))
    return out


@cache
def grids():
    """For each story (question, fit) of the grid that it stands in."""
    from corpus.grid import rated

    return rated()


@cache
def mined():
    """For each answer the questions mined for it: (question, whether its theme is shown: 0, 1 or 2, in which fifth the weights before expected it)."""
    held = json.loads(MINED.read_text(encoding="utf-8"))
    return {key: [(held["questions"][q], *code) for q, *code in found] for key, found in held["pairs"].items()}


def odd_questions():
    """Questions that are nonsense or ask for no event."""
    return [q["question"] for q in json.loads(ODD_QUESTIONS.read_text(encoding="utf-8"))]


def pieces(rows, rng, share):
    """Runs of one to three sentences out of a share of the answers, as rows to be read alone: no place in the answer, no neighbours to lean on."""
    out = []
    for row in rng.sample(rows, int(share * len(rows))):
        spans = row["sentences"]
        first = rng.randrange(len(spans))
        last = min(len(spans), first + rng.choice((1, 1, 2, 3)))
        start, end = spans[first][0], spans[last - 1][1]
        inside = [[{**e, "start": e["start"] - start, "end": e["end"] - start} for e in r["evidence"] if start <= e["start"] and e["end"] <= end] for r in row["raters"]]
        raters = [{**r, "sections": r["sections"][first:last], "evidence": marks} for r, marks in zip(row["raters"], inside, strict=True)]
        out.append({**row, "question": "", "text": row["text"][start:end], "sentences": [[a - start, b - start] for a, b in spans[first:last]], "raters": raters})
    return out

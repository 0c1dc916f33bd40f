"""Measure exported weights on the holdout, and choose there from which probability a mark is shown."""
from __future__ import annotations

from statistics import mean, median
from typing import NamedTuple

import numpy as np
from data import CRITERIA, KINDS, LEVELS, SECTIONS, spans_of

from greenroom.reader import engine, files
from greenroom.reader.decode import Borders, find_marks
from greenroom.reader.numeric import sigmoid
from greenroom.text.spans import plain

GRID = [round(0.2 + 0.04 * i, 2) for i in range(18)]
TOKEN_GRID = [0.2, 0.35, 0.5, 0.65, 0.75, 0.85, 0.92]
NEVER = 2.0
"""A border that no probability reaches."""
LEAST_PRECISION = 0.66
"""Against any of at most two raters, whose marks are judged (corpus/judge.py). A false mark costs more trust than a missed one."""
MISSED = 0.75
"""Weight of a held-out answer that does not answer its question when the level of `fit` is set: a fifth of them were planned so, and of people's own fewer are.
By 0.5 more unrelated questions of the catalogue passed (decision 33)."""
NEARLY = 0.005
"""A difference in F1 or QWK that the holdout is too small to show."""
LEAST_HIT = 150
"""Characters that a border must hit for its precision to mean anything."""


def read_all(folder, rows):
    """The raw outputs of the exported weights for rows."""
    files.use(folder)
    return [engine.raw(r["text"], r["question"]) for r in rows]


def qwk(pairs, low, high, weight=None):
    a, b = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    w = np.ones(len(a)) if weight is None else np.asarray(weight)
    w, span = w / w.sum(), (high - low) ** 2
    seen = float((w * (a - b) ** 2).sum()) / span
    chance = float(w @ (a[:, None] - b[None]) ** 2 @ w) / span
    return 1.0 if chance == 0 else 1 - seen / chance


def f1_of(marked, theirs):
    hit, ours, all_theirs = len(marked & theirs), len(marked), len(theirs)
    return hit, ours, all_theirs


def any_mark(row, kind):
    """Characters that any of the raters marked as this kind."""
    return {c for r in row["raters"] for e in r["evidence"] if e["kind"] == kind for c in range(e["start"], e["end"])}


def middle(row, key):
    """The median of the raters' scores (of two the mean), or of their votes."""
    return median(r["vote"] if key == "vote" else r["criteria"][key] for r in row["raters"])


def borders_on(folder, rows):
    """For each kind the borders (see `Borders`) that find most of those whose F1 (by characters) is within NEARLY of the best that keeps LEAST_PRECISION, or else
    the most precise. On so many answers a difference in F1 below NEARLY says nothing, while what is found does."""
    outs = read_all(folder, rows)
    best = {}
    for kind in KINDS:
        tried = list(tries(rows, outs, kind))
        precise = [t for t in tried if t.precision >= LEAST_PRECISION]
        high = max((t.f1 for t in precise), default=0.0) - NEARLY
        chosen = max((t for t in precise if t.f1 >= high), key=lambda t: (t.hit, t.borders), default=None)
        best[kind] = (chosen or max(tried, key=lambda t: (t.precision, t.borders), default=Try(0, 0.0, 0.0, (0.9, 0.5, NEVER)))).borders
    return {name: {kind: found[i] for kind, found in best.items()} for i, name in enumerate(("sentence", "token", "again"))}


class Try(NamedTuple):
    """What some borders of a kind find: characters hit, precision and F1 by characters."""

    hit: float
    precision: float
    f1: float
    borders: tuple[float, float, float]


def tries(rows, outs, kind):
    """All borders of a kind that hit LEAST_HIT characters, as Try."""
    theirs = sum(len(any_mark(row, kind)) for row in rows)
    for t in TOKEN_GRID:
        first, further = found_on(rows, outs, kind, t)
        for s in GRID:
            for again in (*(g for g in GRID if g >= s), NEVER):
                hit, ours = (first[first[:, 0] >= s, 1:].sum(0) + further[further[:, 0] >= again, 1:].sum(0)).tolist()
                if hit >= LEAST_HIT:
                    yield Try(hit, hit / ours, 2 * hit / (ours + theirs), (s, t, again))


def found_on(rows, outs, kind, token):
    """Every mark of a kind that could be shown: (probability, characters that a rater marked too, characters), the surest of each answer and the others."""
    only = Borders({k: GRID[0] if k == kind else NEVER for k in KINDS}, dict.fromkeys(KINDS, token), dict.fromkeys(KINDS, 0.0))
    first, further = [], []
    for row, (out, _, offsets) in zip(rows, outs, strict=True):
        gold = any_mark(row, kind)
        marks = sorted(find_marks(plain(row["text"]), offsets, out.kinds, out.tokens, only, engine.letters(out.sections)), key=lambda m: -m.p)
        numbers = [(m.p, len(gold & set(range(m.span.start, m.span.end))), m.span.end - m.span.start) for m in marks]
        first += numbers[:1]
        further += numbers[1:]
    return np.array(first).reshape(-1, 3), np.array(further).reshape(-1, 3)


def figures(folder, rows, borders):
    """Section macro-F1, QWK of each criterion and the vote, and mark figures, by the exported weights."""
    outs = read_all(folder, rows)
    pairs = []
    for row, (out, _, _) in zip(rows, outs, strict=True):
        _, letters = spans_of(row)
        pairs += list(zip(letters, (SECTIONS[int(i)] for i in out.sections.argmax(1)), strict=True))
    f1 = []
    for s in SECTIONS:
        tp = sum(a == b == s for a, b in pairs)
        f1.append(2 * tp / max(1, sum(a == s for a, _ in pairs) + sum(b == s for _, b in pairs)))
    result = {"sections_macro_f1": round(mean(f1), 3)}
    for i, key in enumerate(CRITERIA):
        got = [(middle(r, key), int(o.criteria[i].sum() + 0.5)) for r, (o, _, _) in zip(rows, outs, strict=True)]
        result[key] = round(qwk(got, 0, 3), 3)
    result["criteria_mean"] = round(mean(result[k] for k in CRITERIA), 3)
    got = [(middle(r, "vote"), 1 + int(o.votes[LEVELS.index(r["level"])].sum() + 0.5)) for r, (o, _, _) in zip(rows, outs, strict=True)]
    result["vote"] = round(qwk(got, 1, 4), 3)
    b = Borders(**borders)
    tally = {k: [0, 0, 0] for k in KINDS}
    for row, (out, _, offsets) in zip(rows, outs, strict=True):
        marks = find_marks(plain(row["text"]), offsets, out.kinds, out.tokens, b, engine.letters(out.sections))
        for k in KINDS:
            mine = {c for m in marks if m.kind == k for c in range(m.span.start, m.span.end)}
            gold = any_mark(row, k)
            for j, v in enumerate(f1_of(mine, gold)):
                tally[k][j] += v
    result["marks"] = {k: {"precision": round(h / max(1, o), 2), "recall": round(h / max(1, t), 2)} for k, (h, o, t) in tally.items()}
    return result


def fits_on(folder, rows, pairs):
    """What the exported weights say of the holdout's pairs, as (fit of the raters, steps of `fit`): under the answers' own questions, and under others."""
    asked = {}
    for p in pairs:
        asked.setdefault(p["id"], []).append((p["question"], p["fit"]))
    read_all(folder, rows[:1])
    own, other = [], []
    for row in rows:
        questions = [(row["question"], middle(row, "fit")), *asked.get(row["id"], ())]
        first, *rest = zip((fit for _, fit in questions), engine.fits(row["text"], [q for q, _ in questions]), strict=True)
        own.append(first)
        other += rest
    return own, other


def questions(folder, rows, pairs):
    """How well the reader tells the questions that a held-out story answers (fit 2 or 3) from those that it does not: rated pairs, share that fit, share said to fit,
    area under the curve, QWK; for the answers' own questions and for others."""
    own, other = fits_on(folder, rows, pairs)
    return {name: pair_figures([(fit, sum(steps)) for fit, steps in found]) for name, found in (("own", own), ("other", other)) if found}


def level_on(folder, rows):
    """Slope and shift of the logits of `fit`: on the questions that the holdout's answers were given to, of those that do not bring the mean below the raters'
    the pair that agrees best (QWK), and of those within NEARLY of it the mildest. To be called where none is set yet. The pairs in training mostly do not fit, what
    people answer mostly does, and to be told wrongly that one did not answer what was asked costs more than the reverse: by the one of them that agreed best on
    other questions, 0.29 of 73 posted answers were said not to fit, by the mildest 0.16, by their raters 0.07. Answers that miss their question count by MISSED:
    the plans order them on purpose."""
    own, _ = fits_on(folder, rows, ())
    theirs, z = np.array([f for f, _ in own]), logit(np.clip(np.array([steps for _, steps in own]), 1e-4, 1 - 1e-4))
    weight = np.where(theirs < 2, MISSED, 1.0)
    tried = []
    for slope in np.arange(0.8, 3.01, 0.1):
        for shift in np.arange(-2, 4.01, 0.05):
            ours = said(z, slope, shift)
            if (weight * ours).sum() >= (weight * theirs).sum():
                tried.append((qwk(list(zip(theirs, ours, strict=True)), 0, 3, weight), float((weight * ours).sum()), float(slope), float(shift)))
    high = max(tried)[0] - NEARLY
    return max(found[1:] for found in tried if found[0] >= high)[1:]


def said(z, slope, shift):
    """Scores of `fit` for logits at this level."""
    return np.floor(sigmoid(slope * z + shift).sum(1) + 0.5)


def logit(p):
    return np.log(p / (1 - p))


def pair_figures(found):
    yes, no = [v for f, v in found if f >= 2], [v for f, v in found if f < 2]
    area = float(np.mean(np.array(yes)[:, None] > np.array(no)[None])) if yes and no else None
    return {
        "pairs": len(found), "fit": round(len(yes) / len(found), 3), "said": round(sum(v >= 1.5 for _, v in found) / len(found), 3),
        "right": round(sum((v >= 1.5) == (f >= 2) for f, v in found) / len(found), 3),
        "area": area and round(area, 3), "qwk": round(qwk([(f, int(v + 0.5)) for f, v in found], 0, 3), 3),
    }

"""What stories show and what questions ask for, by the sixty themes of annotation/themes.md, as targets; and the questions' other wordings."""
from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import torch

HERE = Path(__file__).parent / "corpus"
THEMES = 60
TOUCHED = 0.35
"""Target of a theme that a story touches at one point only."""
NAMED = 0.3
"""Weight of the other sentences of a theme that a story shows: a reader names one to three, and there may be more."""
TURN = "turn "
"""Before a theme's number, the kind of a mark that says where it is told."""


@cache
def stories():
    """For each labelled story the themes that it shows, each with the numbers, from 1, of the sentences that tell it; and those that it touches."""
    out = {}
    for path in sorted((HERE / "themes").glob("stories*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, rest = line.partition(":")
            before, _, behind = rest.partition("|")
            shown = (word.partition("@") for word in before.split())
            out[key] = {int(theme): [int(n) for n in numbers.split(",") if n] for theme, _, numbers in shown}, {int(w) for w in re.findall(r"\d+", behind)}
    return out


def turned(row):
    """The row with the sentences in which its themes are told among its first rater's marks, so that they move along with the text."""
    spans = row["sentences"]
    shown, _ = stories().get(row["id"], ({}, ()))
    marks = [{"kind": f"{TURN}{theme}", "start": spans[n - 1][0], "end": spans[n - 1][1]} for theme, told in shown.items() for n in told if n <= len(spans)]
    first, *others = row["raters"]
    return {**row, "raters": [{**first, "evidence": first["evidence"] + marks}, *others]}


def of_sentences(row, sentences):
    """Targets of the themes by sentence (sentences x THEMES) of a `turned` row, and how much each counts; None where the story is not labelled itself."""
    if row["id"] not in stories():
        return None
    shown, touched = stories()[row["id"]]
    wanted, counts = torch.zeros(len(sentences), THEMES), torch.ones(len(sentences), THEMES)
    for themes, weight in ((touched, 0.0), (shown, NAMED)):
        counts[:, [t - 1 for t in themes]] = weight
    for mark in row["raters"][0]["evidence"]:
        if mark["kind"].startswith(TURN):
            inside = [2 * (min(s.end, mark["end"]) - max(s.start, mark["start"])) > s.end - s.start for s in sentences]
            for of, value in ((wanted, 1.0), (counts, 1.0)):
                of[inside, int(mark["kind"].removeprefix(TURN)) - 1] = value
    return wanted, counts


@cache
def labelled():
    """For each labelled question lists of themes: any one of the lists answers it, all themes of a list must be there."""
    return json.loads((HERE / "themes" / "questions.json").read_text(encoding="utf-8"))


@cache
def paraphrases():
    """For a question other wordings that ask for the very same."""
    return json.loads((HERE / "paraphrases.json").read_text(encoding="utf-8"))


@cache
def questions():
    """The labelled questions and their other wordings, with their lists of themes."""
    asked = dict(labelled())
    for question, others in paraphrases().items():
        if question in asked:
            asked |= {other: asked[question] for other in others if other not in asked}
    return asked


def of_story(*keys):
    """THEMES targets of the first of the stories that is labelled; None where none is."""
    known = next((stories()[key] for key in keys if key in stories()), None)
    if known is None:
        return None
    out = torch.zeros(THEMES)
    for themes, target in ((known[1], TOUCHED), (known[0], 1.0)):
        out[[t - 1 for t in themes]] = target
    return out


def of_question(question):
    """THEMES targets of a question, those of all its alternatives; zeros where it asks for none of the sixty, None where it is not labelled."""
    known = questions().get(question)
    if known is None:
        return None
    out = torch.zeros(THEMES)
    out[[t - 1 for together in known for t in together]] = 1.0
    return out

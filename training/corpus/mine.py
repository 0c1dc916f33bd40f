"""Mine questions for each story: those on which a reader of the themes and the weights disagree, and some on which they agree.

    python3 training/corpus/mine.py [FOLDER OF WEIGHTS] > training/corpus/mined.json

`themes/` says by annotation/themes.md what 5,970 stories show and what 4,195 questions ask for; so every one of these questions has an answer for every one of
these stories, at no further rating. What is stored was mined in three runs, with the weights 7f0067a6: the older stories
with the 3,200 questions labelled first, `o.jsonl` with all. What raters gave to such pairs is `SHOWN` in data.py.
"""
from __future__ import annotations

import json
import random
import sys
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "src")]
CANDIDATES = {0: 70, 1: 20, 2: 30}
"""Questions that are put to a story, by whether it shows the theme."""
TAKEN = {"doubtful": 9, "far": 4, "missed": 4, "shown": 4, "touched": 4}
SURE = 2.7
"""Where the weights expect a fit from here on and the themes do not show it, raters sided with the weights half of the time: not taken."""
EXPECTED = (1.0, 1.5, 2.0, 2.5)
"""Borders of the expected fit between the fifths of `SHOWN`."""


def shown(story, themes):
    """2 where the story shows any of the themes that a question asks for (all of one joined by +), 1 where it touches one, else 0."""
    yes, half = story
    return max(min(2 if t in yes else 1 if t in half else 0 for t in both) for both in themes)


def kind(shows, expected):
    if shows == 1:
        return "touched"
    if shows == 2:
        return "missed" if expected < 2.2 else "shown"
    return "far" if expected < 1.3 else "doubtful" if expected < SURE else "sure"


def mine(row, story, asked, fits):
    """(question, what the story shows of it, fifth of the expected fit) of the questions taken for one answer."""
    rng = random.Random(row["id"])
    drawn = rng.sample(list(asked), min(len(asked), 900))
    shows_of = {q: shown(story, asked[q]) for q in drawn if q != row["question"]}
    put = [q for shows, most in CANDIDATES.items() for q in [q for q, is_shown in shows_of.items() if is_shown == shows][:most]]
    by_kind = {}
    for question, steps in zip(put, fits(row["text"], put), strict=True):
        shows, expected = shows_of[question], sum(steps)
        by_kind.setdefault(kind(shows, expected), []).append((question, shows, sum(expected >= border for border in EXPECTED)))
    return [found for name, most in TAKEN.items() for found in rng.sample(by_kind.get(name, []), min(most, len(by_kind.get(name, []))))]


def main():
    from themes import labelled, stories
    from train import corpus

    from greenroom.reader import engine, files

    if len(sys.argv) > 1:
        files.use(sys.argv[1])
    files.asked = lru_cache(None)(files.asked.__wrapped__)
    asked = {q: themes for q, themes in labelled().items() if themes}
    known, numbers, pairs = stories(), {}, {}
    for row in corpus()[0]:
        if row["id"] in known:
            pairs[row["id"]] = [[numbers.setdefault(q, len(numbers)), *code] for q, *code in mine(row, known[row["id"]], asked, engine.fits)]
            print(row["id"], file=sys.stderr)
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(found, separators=(',', ':'))}" for key, found in pairs.items())
    print(f'{{"questions": {json.dumps(list(numbers), ensure_ascii=False, indent=0)},\n"pairs": {{\n{lines}\n}}}}')


if __name__ == "__main__":
    main()

"""Grids of questions and stories: every question of a grid put to every story of it by one reader (annotation/grid_brief.md).

    python training/corpus/grid.py sheets FOLDER NUMBER SEED
    python training/corpus/grid.py fits FOLDER >> training/corpus/grids.jsonl

`sheets` writes N.txt, SIDE questions and SIDE stories, with N.key.json beside it; `fits` reads N.out, a line for each story with the fit to each question, and
writes a line for each grid that is whole.
"""
from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

TRAINING = Path(__file__).parent.parent
sys.path[:0] = [str(TRAINING), str(TRAINING.parent / "src")]
SIDE = 24
NAMED = 10
"""Questions of a grid that ask for a theme which some of its stories show; the others are drawn at random."""
LEAST_WORDS = 5
"""Of a question: shorter ones are headings."""


def sheets(folder, number, seed):
    from themes import labelled, stories
    from train import corpus

    rng = random.Random(seed)
    stood = Counter(key for grid in read() for key in grid["stories"])
    rows = [r for r in corpus()[0] if "version_of" not in r["plan"]]
    rng.shuffle(rows)
    rows.sort(key=lambda r: (stood[r["id"]], not r["plan"].get("own")))  # those that stand in the fewest grids, and in people's manner, first
    rows = rows[: number * SIDE]
    rng.shuffle(rows)
    kept_out = of_the_catalogue()
    asked = [q for q in labelled() if len(q.split()) >= LEAST_WORDS and bare(q) not in kept_out]
    for n in range(number):
        told = rows[n * SIDE : (n + 1) * SIDE]
        shown = {t for r in told for t in stories().get(r["id"], ({}, ()))[0]}
        named = rng.sample([q for q in asked if any(set(both) <= shown for both in labelled()[q])], NAMED)
        questions = named + rng.sample([q for q in asked if q not in named], SIDE - NAMED)
        rng.shuffle(questions)
        key = {"questions": questions, "stories": [r["id"] for r in told]}
        (folder / f"{n + 1}.key.json").write_text(json.dumps(key), encoding="utf-8")
        lines = [f"q{i:02}. {q}" for i, q in enumerate(questions, 1)] + [f"\ns{i:02}.\n{r['text'].strip()}" for i, r in enumerate(told, 1)]
        (folder / f"{n + 1}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def bare(question):
    return " ".join(re.findall(r"[a-z']+", question.lower()))


def of_the_catalogue():
    """The catalogue's own questions, which nothing is fitted on."""
    from greenroom.catalogue.catalogue import open_catalogue

    return {bare(w.head.question) for w in open_catalogue().walkthroughs}


def fits(folder):
    """Grids whose every line is whole: {"questions": [...], "stories": {id: digits in the order of the questions}}."""
    for path in sorted(folder.glob("*.out"), key=lambda p: int(p.stem)):
        key = json.loads(path.with_suffix(".key.json").read_text(encoding="utf-8"))
        given = dict(re.findall(r"^s(\d\d):([ 0-3]+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        found = {story: "".join(given.get(f"{n:02}", "").split()) for n, story in enumerate(key["stories"], 1)}
        if all(len(digits) == len(key["questions"]) for digits in found.values()):
            yield {"questions": key["questions"], "stories": found}
        else:
            print(f"{path.name} is not whole", file=sys.stderr)


def read():
    """The grids that are kept."""
    from corpus.kept import kept

    return kept("grids.jsonl")


def rated():
    """For each story (question, fit) of the grids that it stands in."""
    out = {}
    for grid in read():
        for story, digits in grid["stories"].items():
            out.setdefault(story, []).extend(zip(grid["questions"], map(int, digits), strict=True))
    return out


def main():
    what, folder, *numbers = sys.argv[1:]
    if what == "sheets":
        sheets(Path(folder), *map(int, numbers))
    else:
        for grid in fits(Path(folder)):
            print(json.dumps(grid, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Take in what later raters gave: whole second ratings, and the fit of answers under other questions.

    python3 training/corpus/again.py ratings FOLDER ID [ID ...] >> training/corpus/second.jsonl
    python3 training/corpus/again.py pairs FOLDER ID [ID ...] >> training/corpus/pairs.jsonl

For `ratings`, FOLDER holds ID-ratings.jsonl (checked by annotation/check_ratings.py) of answers that stand in the batches; quotes become offsets as in join.py.
For `pairs`, it holds ID-rate.jsonl (id, text, questions) and ID-fit.jsonl (id, fit: one number a question).
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

from join import place, rows

BATCHES = Path(__file__).parent / "batches"


def ratings(folder, name):
    known = {key: row for path in sorted(BATCHES.glob("*.jsonl")) for key, row in rows(path).items()}
    for key, given in rows(folder / f"{name}-ratings.jsonl").items():
        answer = known[key]
        if len(given["sections"]) != len(answer["sentences"]):
            print(f"{key}: {len(given['sections'])} sections for {len(answer['sentences'])} sentences", file=sys.stderr)
            continue
        yield {"id": key, **{k: given[k] for k in ("sections", "criteria")}, "evidence": place(answer, given["evidence"]), **{k: given[k] for k in ("vote", "principles")}}


def pairs(folder, name):
    asked = rows(folder / f"{name}-rate.jsonl")
    for key, given in rows(folder / f"{name}-fit.jsonl").items():
        if len(given["fit"]) != len(asked[key]["questions"]):
            print(f"{key}: {len(given['fit'])} numbers for {len(asked[key]['questions'])} questions", file=sys.stderr)
            continue
        for question, fit in zip(asked[key]["questions"], given["fit"], strict=True):
            yield {"id": key, "question": question, "fit": fit}


if __name__ == "__main__":
    take = {"ratings": ratings, "pairs": pairs}[sys.argv[1]]
    for name in sys.argv[3:]:
        for row in take(Path(sys.argv[2]), name):
            print(json.dumps(row, ensure_ascii=False))

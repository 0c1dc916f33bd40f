"""Join a writer's plan, the cut answers and a rater's labels into corpus rows.

    python3 training/corpus/join.py FOLDER WRITER [WRITER ...] >> training/corpus/batches/u.jsonl

FOLDER holds, for each WRITER, WRITER-plan.json (plan.py), WRITER-answers.jsonl (annotation/split_sentences.py) and WRITER-ratings.jsonl (checked by
annotation/check_ratings.py). A quote that stands more than once is taken where no mark of its kind has been yet.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

PLAN_KEYS = ("tier", "flaws", "strengths", "trade", "temper", "reason", "notes", "plain", "second_version", "sheet", "person", "restyle_of", "theme", "closing", "own", "told")


def rows(path):
    return {row["id"]: row for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))}


def place(answer, marks):
    """Marks with offsets in place of quotes; one whose quote is in no sentence is left out."""
    out, taken = [], set()
    for mark in marks:
        for start, end in answer["sentences"]:
            at = answer["text"].find(mark["quote"], start, end)
            if at >= 0 and (mark["kind"], at) not in taken:
                taken.add((mark["kind"], at))
                out.append({"kind": mark["kind"], "start": at, "end": at + len(mark["quote"])})
                break
    return out


def join(folder, writer):
    answers, ratings = rows(folder / f"{writer}-answers.jsonl"), rows(folder / f"{writer}-ratings.jsonl")
    plans = {p["id"]: p for p in json.loads((folder / f"{writer}-plan.json").read_text(encoding="utf-8"))}
    base = None
    for key, answer in answers.items():
        plan, rating = plans[key], ratings.get(key)
        base = base if "second_version" in plan else key
        if rating is None or len(rating["sections"]) != len(answer["sentences"]):
            print(f"{key}: no rating that fits", file=sys.stderr)
            continue
        kept = {k: plan[k] for k in PLAN_KEYS if k in plan} | ({"version_of": base} if "second_version" in plan else {})
        rater = {**{k: rating[k] for k in ("sections", "criteria")}, "evidence": place(answer, rating["evidence"]), **{k: rating[k] for k in ("vote", "principles")}}
        yield {**answer, "raters": [rater], "writer": writer, "voice": {"english": plan["english"], "capture": plan["capture"]}, "plan": kept}


if __name__ == "__main__":
    for name in sys.argv[2:]:
        for row in join(Path(sys.argv[1]), name):
            print(json.dumps(row, ensure_ascii=False))

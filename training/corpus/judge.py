"""Raters' marks put to another reader one by one, and the verdicts taken in (annotation/judge_brief.md says how they are read).

    python training/corpus/judge.py sheets FOLDER KIND [KIND ...] [--unmarked | --shared] [--held]
    python training/corpus/judge.py verdicts FOLDER > training/corpus/judged.jsonl

`sheets` writes KIND-N.txt, the marked words in their context, with KIND-N.key.json beside it: marks that one rater gave alone; with `--shared` those on which two agree
(the words of one of them), with `--unmarked` what the weights would mark and the only rater left unmarked. `verdicts` reads KIND-N.out, lines of a number and y or n; what
two raters gave goes to judged_shared.jsonl, by a call of its own.
"""
from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

TRAINING = Path(__file__).parent.parent
sys.path[:0] = [str(TRAINING), str(TRAINING.parent / "src")]
SHEET = 340
"""Marks on a sheet at the most."""
BEFORE, AFTER = 240, 110
"""Characters of context."""
SURE, WORDS = 0.45, 0.5
"""From which probability a sentence and its words are put forward with `--unmarked`."""


def alone(rows, kind):
    """Marks of a kind that no other rater's touches: (answer, kind, start, end)."""
    for row in rows:
        given = [[e for e in r["evidence"] if e["kind"] == kind] for r in row["raters"]]
        for n, marks in enumerate(given):
            others = [e for i, theirs in enumerate(given) if i != n for e in theirs]
            yield from ((row["id"], kind, e["start"], e["end"]) for e in marks if not any(touches(e, o) for o in others))


def unmarked(rows, kinds):
    """What the weights would mark in answers with one rater, who did not."""
    from data import KINDS

    from greenroom.reader import engine
    from greenroom.reader.decode import NEVER, Borders, find_marks
    from greenroom.text.spans import plain

    borders = Borders({k: SURE if k in kinds else NEVER for k in KINDS}, dict.fromkeys(KINDS, WORDS), dict.fromkeys(KINDS, SURE))
    for row in rows:
        if len(row["raters"]) > 1:
            continue
        out, _, offsets = engine.raw(row["text"], row["question"])
        for m in find_marks(plain(row["text"]), offsets, out.kinds, out.tokens, borders):
            mark = {"start": m.span.start, "end": m.span.end}
            if not any(e["kind"] == m.kind and touches(e, mark) for e in row["raters"][0]["evidence"]):
                yield row["id"], m.kind, m.span.start, m.span.end


def shared(rows, kinds):
    """Marks that two raters gave, in the words of the first of them, which no verdict has met yet."""
    from corpus.kept import kept

    met = {(j["id"], *mark) for j in kept("judged.jsonl") for mark in j["yes"]}
    for row in rows:
        first, *others = row["raters"]
        theirs = [e for r in others for e in r["evidence"]]
        for e in first["evidence"]:
            mark = (row["id"], e["kind"], e["start"], e["end"])
            if e["kind"] in kinds and mark not in met and any(o["kind"] == e["kind"] and touches(e, o) for o in theirs):
                yield mark


def touches(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def sheets(folder, kinds, which, only_held):
    from train import corpus

    fitted, held = corpus()
    rows = held if only_held else fitted if which else fitted + held
    text = {r["id"]: r["text"] for r in rows}
    found = list({"unmarked": unmarked, "shared": shared}[which](rows, kinds)) if which else [mark for kind in kinds for mark in alone(rows, kind)]
    rng = random.Random(7)
    for kind in kinds:
        marks = [m for m in found if m[1] == kind]
        rng.shuffle(marks)
        count = -(-len(marks) // SHEET)
        for n in range(count):
            name, part = f"{kind}-{which[:1]}{n + 1}", marks[n * len(marks) // count : (n + 1) * len(marks) // count]
            (folder / f"{name}.key.json").write_text(json.dumps(part), encoding="utf-8")
            lines = [f"{i}. {shown(text[key], start, end)}" for i, (key, _, start, end) in enumerate(part, 1)]
            (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def shown(text, start, end):
    """The words between [[ and ]], in their context, on one line."""
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    first = text.find(" ", first, start) + 1 or first if first else 0
    said = f"{text[first:start]}[[{text[start:end]}]]{text[end:last]}"
    return f"{'...' if first else ''}{said}{'...' if last < len(text) else ''}".replace("\n", " / ")


def verdicts(folder):
    """One line an answer: the marks that hold (`yes`) and those that do not (`no`), each a kind and offsets."""
    out = {}
    for path in sorted(folder.glob("*.out")):
        key = json.loads(path.with_suffix(".key.json").read_text(encoding="utf-8"))
        given = dict(line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        if sorted(map(int, given)) != list(range(1, len(key) + 1)):
            print(f"{path.name}: not every number once", file=sys.stderr)
            continue
        for i, (answer, kind, start, end, *_) in enumerate(key, 1):
            out.setdefault(answer, {"yes": [], "no": []})["yes" if given[str(i)] == "y" else "no"].append([kind, start, end])
    for answer in sorted(out):
        print(json.dumps({"id": answer, **{k: sorted(v) for k, v in out[answer].items()}}))


def settle(rows, judged, shared=()):
    """Take the verdicts into the rows: marks that do not hold are taken out, those that hold count for every rater; of `shared` ones, what was judged in the words of one
    rater goes for the other's too, unless it touches words that were found to hold."""
    found = {j["id"]: ({tuple(m) for m in j["no"]}, {tuple(m) for m in j["yes"]}) for j in judged}
    both = {j["id"]: (j["no"], j["yes"]) for j in shared}
    for row in rows:
        gone, held = found.get(row["id"], (set(), set()))
        no, yes = both.get(row["id"], ((), ()))
        if not gone and not held and not no:
            continue
        for rater in row["raters"]:
            kept = {(e["kind"], e["start"], e["end"]) for e in rater["evidence"]} - gone | held
            kept = {m for m in kept if not overlaps(m, no) or overlaps(m, yes) or m in held}
            rater["evidence"] = [{"kind": kind, "start": start, "end": end} for kind, start, end in sorted(kept, key=lambda m: (m[1], m[2], m[0]))]


def overlaps(mark, others):
    """Whether a mark touches one of its kind among others."""
    kind, start, end = mark
    return any(kind == k and start < b and a < end for k, a, b in others)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("sheets", "verdicts"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--unmarked", action="store_const", const="unmarked", default="", dest="which")
    parser.add_argument("--shared", action="store_const", const="shared", dest="which")
    parser.add_argument("--held", action="store_true", help="of the holdout only")
    args = parser.parse_args()
    if args.do == "sheets":
        sheets(args.folder, args.kinds, args.which, args.held)
    else:
        verdicts(args.folder)


if __name__ == "__main__":
    main()

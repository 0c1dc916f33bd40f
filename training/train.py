"""Rebuild the reader's weights: fit on the corpus, choose borders on the holdout, export, and write the card.

    python training/train.py [--epochs N] [--seed N] [--out FOLDER] [--limit N] [--start STATE --share S --own S]

The holdout is whole writers with their raters; nothing of it is fitted. Gold is never read here.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
HOLDOUT = ("t10", "u6", "u13", "u27", "u50", "u66", "u79", "o8", "o24", "o32")
NAME = "minilm-joint-2"


def corpus():
    from corpus.judge import settle
    from corpus.kept import kept
    from data import load

    rows = load(*sorted((HERE / "corpus" / "batches").glob("*.jsonl")))
    votes = {v["id"]: v["votes"] for v in load(HERE / "corpus" / "votes.jsonl")}
    again = {r["id"]: r for r in load(*sorted((HERE / "corpus").glob("second*.jsonl")))}
    for row in rows:
        if row["id"] in votes:
            row["raters"][0]["votes"] = votes[row["id"]]
        if row["id"] in again:
            row["raters"].append({k: v for k, v in again[row["id"]].items() if k != "id"})
    settle(rows, kept("judged.jsonl"), kept("judged_shared.jsonl"))
    bases = {r["plan"]["version_of"] for r in rows if "version_of" in r["plan"]}
    for row in rows:
        if row["id"] in bases:
            row["plan"]["family"] = row["id"]
    return [r for r in rows if r["writer"] not in HOLDOUT], [r for r in rows if r["writer"] in HOLDOUT]


def rated_pairs():
    """For each answer the other questions that it was rated under: (question, fit, whether somebody thought of it for this answer)."""
    from data import load

    pairs = {}
    for p in load(HERE / "corpus" / "pairs.jsonl"):
        pairs.setdefault(p["id"], []).append((p["question"], p["fit"], p.get("proposed", False)))
    return pairs


def main():
    from export import WEIGHTS, export
    from fit import fit, tokenizer
    from negatives import negatives

    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--share", type=float, default=1.0, help="share of the older answers, drawn by the seed, that an epoch meets")
    parser.add_argument("--own", type=float, default=1.0, help="share of those in the manner of people's own notes (corpus/own.py)")
    parser.add_argument("--limit", type=int, default=0, help="fit on this many answers only, for a learning curve")
    parser.add_argument("--start", help="go on from a state that an earlier run left in training/runs")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="where to fit: cpu or cuda")
    parser.add_argument("--out", default=str(WEIGHTS))
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 2)))
    train, held = corpus()
    if args.limit:
        train = train[:: max(1, len(train) // args.limit)][: args.limit]
    rng = random.Random(args.seed)
    met = [r for r in train if rng.random() < (args.own if r["plan"].get("own") else args.share)]
    print(f"{len(train)} answers to fit, {len(met)} of them in an epoch, {len(held)} held out", flush=True)
    extra = negatives(train, tokenizer(), args.seed)
    model = fit(
        met, extra=extra, pairs=rated_pairs(), epochs=args.epochs, seed=args.seed, lr=args.lr, batch=args.batch, start=args.start, device=args.device,
        log=lambda line: print(line, flush=True),
    )
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    (HERE / "runs").mkdir(exist_ok=True)
    torch.save(model.state_dict(), HERE / "runs" / f"{folder.name}.pt")
    export(model, folder)
    finish(folder, held, train)


def finish(folder, held, train):
    """Borders and figures on the holdout, by the exported files as the product loads them; then the card."""
    from data import PRINCIPLES, load
    from export import set_level, write_card
    from holdout import borders_on, figures, level_on, questions
    from strewn import fit_on

    facts = {
        "name": NAME, "principles": PRINCIPLES, "fitted_on": len(train), "held_out": list(HOLDOUT), "held_out_answers": len(held),
        "borders": {"sentence": {}, "token": {}, "again": {}},
    }
    write_card(folder, **facts)
    print(json.dumps(fit_on(folder, train)), flush=True)
    pairs = load(HERE / "corpus" / "held_pairs.jsonl")
    set_level(folder, 1.0, 0.0)
    set_level(folder, *level_on(folder, held))
    facts["borders"] = borders_on(folder, held)
    own = [r for r in held if r["plan"].get("own")]
    for name, rows in (("holdout", [r for r in held if r not in own]), ("holdout_own", own)):
        ids = {r["id"] for r in rows}
        facts[name] = {"answers": len(rows), **figures(folder, rows, facts["borders"]), "questions": questions(folder, rows, [p for p in pairs if p["id"] in ids])}
    card = write_card(folder, **facts)
    print(json.dumps({k: card[k] for k in ("version", "holdout", "holdout_own", "borders")}, indent=1))


if __name__ == "__main__":
    main()

"""Fit the comparison of question and story (reader/question.py) by the exported weights, and write question.npz beside them.

    python training/fit_question.py [FOLDER]

Fitted on answers under their own question and under others (corpus/pairs.jsonl). On the holdout are chosen: the match below which a story is marked down (only
LOST of the stories that fit lie there), and the shift that makes the mean fit the raters'. Other questions for the holdout stand in corpus/held_pairs.jsonl.
"""
from __future__ import annotations

import json
import random
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
RANK, EPOCHS, DECAY = 24, 6, 0.1
LOST = 0.05
"""Share of the holdout's stories that fit their own question which may lie below the floor."""
SLOPE = 3.0
EXCHANGED = (0.4, 0.12, 0.04)
"""Fit at least 1, 2, 3 of a story under a question drawn at random, softened."""
STEPS = (1, 2, 3)


def begin(folder):
    from greenroom.reader import engine

    engine.QUESTION = "none"
    engine._file = lambda name: Path(folder) / name


def look(task):
    """Joint steps, story vector, principles of an answer under a question; or the mean vector and principles of a question alone."""
    from greenroom.reader import engine

    text, question = task
    out = engine.raw(text, question)[0]
    return out.criteria[engine.FIT], out.story if question else out.mean, out.principles[:-1]


def gather(folder, rows):
    """Triples (answer, question, fit) to fit and held out, with what the reader sees of each and of each question."""
    from data import load
    from train import HOLDOUT

    by_id = {r["id"]: r for r in rows}
    own = [(r["id"], r["question"], r["raters"][0]["criteria"]["fit"]) for r in rows]
    others = [(p["id"], p["question"], p["fit"]) for name in ("pairs", "held_pairs") for p in load(HERE / "corpus" / f"{name}.jsonl")]
    every = own + others
    questions = sorted({q for _, q, _ in every})
    with Pool(2, begin, (folder,)) as pool:
        seen = pool.map(look, [(by_id[i]["text"], q) for i, q, _ in every], 16)
        asked = dict(zip(questions, pool.map(look, [(q, "") for q in questions], 32), strict=True))
    held = [by_id[i]["writer"] in HOLDOUT for i, _, _ in every]
    mine = [n < len(own) for n in range(len(every))]
    return every, seen, asked, np.array(held), np.array(mine)


class Match(nn.Module):
    """The comparison as it is fitted; the twin of `Compared` without its mix."""

    def __init__(self):
        super().__init__()
        self.story, self.asked, self.bias = nn.Linear(384, RANK), nn.Linear(384, RANK), nn.Linear(384, 1)
        self.principles = nn.Parameter(torch.eye(16) * 2)
        self.weights, self.steps = nn.Parameter(torch.tensor([0.5, 1.0])), nn.Parameter(torch.tensor([0.0, -1.0, -2.0]))
        self.drop = nn.Dropout(0.4)
        for layer in (self.story, self.asked):
            nn.init.normal_(layer.weight, 0, 0.05)
        nn.init.zeros_(self.bias.weight)

    def forward(self, s, shows, q, sounds):
        product = (self.story(self.drop(s)) * self.asked(self.drop(q))).sum(1)
        shared = ((sounds.sqrt() @ self.principles) * shows.sqrt()).sum(1)
        return self.weights[0] * product + self.weights[1] * shared + self.bias(self.drop(q))[:, 0]


def fit_match(inputs, fits, train, own):
    torch.manual_seed(0)
    rng = random.Random(0)
    model = Match()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=DECAY)
    s, shows, q, sounds = inputs
    for _ in range(EPOCHS):
        model.train()
        items = [(i, i, [float(fits[i] >= k) for k in STEPS], 1.0) for i in train]
        items += [(i, rng.choice(own), list(EXCHANGED), 0.5) for i in rng.sample(own, min(1500, len(own)))]
        rng.shuffle(items)
        for at in range(0, len(items), 64):
            group = items[at : at + 64]
            a, b = [g[0] for g in group], [g[1] for g in group]
            z = model(s[a], shows[a], q[b], sounds[b])[:, None] + model.steps
            wanted, weight = torch.tensor([g[2] for g in group]), torch.tensor([g[3] for g in group])
            loss = (nn.functional.binary_cross_entropy_with_logits(z, wanted, reduction="none").sum(1) * weight).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    model.eval()
    with torch.no_grad():
        return model, model(s, shows, q, sounds).numpy()


def logit(p):
    held = np.clip(p, 0.005, 0.995)
    return np.log(held / (1 - held))


def mixed(joint, match, shift, floor):
    """Expected fit; the twin of the last lines of `Compared.steps`."""
    z = logit(joint) + shift - SLOPE * np.maximum(0.0, floor - match)[:, None]
    return (1 / (1 + np.exp(-z))).sum(1)


def share(x):
    return x / np.maximum(1e-3, x.sum(1, keepdims=True))


def main():
    from export import WEIGHTS, write_card
    from train import corpus

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS
    train, held = corpus()
    every, seen, asked, out, mine = gather(folder, train + held)
    fits = np.array([f for _, _, f in every])
    story, shows = np.stack([x[1] for x in seen]), share(np.stack([x[2] for x in seen]))
    question, sounds = np.stack([asked[q][1] for _, q, _ in every]), share(np.stack([asked[q][2] for _, q, _ in every]))
    kept = {"story_mean": story[~out].mean(0), "story_scale": story[~out].std(0), "asked_mean": question.mean(0), "asked_scale": question.std(0)}
    inputs = [torch.tensor(x, dtype=torch.float32) for x in (
        (story - kept["story_mean"]) / kept["story_scale"], shows, (question - kept["asked_mean"]) / kept["asked_scale"], sounds)]
    own = [int(i) for i in np.flatnonzero(mine & ~out)]
    model, match = fit_match(inputs, fits, [int(i) for i in np.flatnonzero(~out)], own)
    joint = np.stack([x[0] for x in seen])
    ours = out & mine
    floor = float(np.quantile(match[ours & (fits >= 2)], LOST))
    shift = min(np.arange(-2, 2.01, 0.1), key=lambda s: abs(mixed(joint[ours], match[ours], s, floor).mean() - fits[ours].mean()))
    p = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    np.savez_compressed(
        folder / "question.npz", **kept, story=p["story.weight"], story_bias=p["story.bias"], asked=p["asked.weight"], asked_bias=p["asked.bias"],
        principles=p["principles"], weights=p["weights"], bias=np.concatenate([p["bias.weight"][0], p["bias.bias"]]),
        shift=shift, floor=floor, slope=SLOPE,
    )
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    write_card(folder, **{k: v for k, v in card.items() if k not in {"sha256", "version"}})
    report(joint, match, shift, floor, fits, out, mine)


def report(joint, match, shift, floor, fits, out, mine):
    now = mixed(joint, match, shift, floor)
    for name, rows in (("own questions", out & mine), ("other questions", out & ~mine)):
        said, alone = np.mean(now[rows] >= 1.5), np.mean(joint[rows].sum(1) >= 1.5)
        print(f"{name}: {rows.sum()} rated pairs, {(fits[rows] >= 2).mean():.2f} fit; said to fit {said:.2f}, by the joint reading alone {alone:.2f}")
    a, b = match[out & (fits >= 2)], match[out & (fits < 2)]
    print(f"area under the curve of the comparison on the holdout {np.mean(a[:, None] > b[None]):.3f}; shift {shift:.1f}, floor {floor:.2f}")


if __name__ == "__main__":
    main()

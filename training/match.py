"""Fit the part that says which questions a story answers (`Match`) alone, on what the rest of a reader makes of stories and questions, worked out once.

    python training/match.py STATE.pt OUT.pt [--epochs N] [--seed N]

An epoch over every labelled question of every fitted story takes less than a minute on one core, where the whole reader takes hours. All else stays as it was; the vote
sees `fit`, so it moves along.
"""
from __future__ import annotations

import argparse
import os
import random
import time

import torch
from batch import OTHERS, OWN, collate
from data import PROPOSED, example, load, mined, odd_questions, steps, worded
from data import ODD, SHOWN
from fit import encoder, take_up, tokenizer
from model import Reader, bce, ordered
from torch.nn.utils.rnn import pad_sequence

from greenroom.reader.prepare import question_ids

BATCH, KEPT = 32, 0.98
ASKED = 16
"""Questions of one story in one epoch at the most, besides its own."""
SOFT, HARD = 0.03, 0.97
MINED, ODDS = 0.3, 0.2
"""Weight of a mined question; share of stories that are also asked an odd one."""


@torch.no_grad()
def told(model, rows, tok):
    """What `Match` is given of each row's story, without padding, in half precision."""
    held, out = [], {}
    hook = model.match.register_forward_pre_hook(lambda _, given: held.append(given))
    rows = sorted(rows, key=lambda r: len(r["text"]))
    for i in range(0, len(rows), 16):
        part = [example({**r, "question": ""}, tok) for r in rows[i : i + 16]]
        batch = collate(part)
        model(batch)
        _, _, _, s, much, there, states, said, principles, themes, seen, known = held.pop()
        for n, e in enumerate(part):
            m, length = int(there[n].sum()), int(batch.heard_there[n].sum())
            out[e.id] = [x.half() for x in (s[n, :m], much[n, :m], states[n, :length], said[n, :length].clamp(min=-60), principles[n], themes[n], seen[n], known[n])]
    hook.remove()
    return out


@torch.no_grad()
def asked(model, questions, tok):
    """The states of each question's words."""
    out, questions = {}, sorted(questions, key=len)
    for i in range(0, len(questions), 64):
        ids = [torch.tensor(question_ids(q, tok)) for q in questions[i : i + 64]]
        mask = pad_sequence([torch.ones_like(x) for x in ids], batch_first=True)
        states = model.encode(pad_sequence(ids, batch_first=True), mask)
        out |= {q: states[n, 1 : len(x) - 1].half() for n, (q, x) in enumerate(zip(questions[i : i + 64], ids, strict=True))}
    return out


def labels(rows, grid):
    """For each story (question, probabilities of fit at least 1, 2, 3, weight), its own question first."""
    pairs, odd = {}, odd_questions()
    for p in load("training/corpus/pairs.jsonl"):
        pairs.setdefault(p["id"], []).append((p["question"], PROPOSED[p["fit"]] if p.get("proposed") else sure(p["fit"]), 1.0))
    out = {}
    for r in rows:
        own = (r["question"], steps([x["criteria"]["fit"] for x in r["raters"]], (1, 2, 3)), 1.0)
        found = [(q, SHOWN[a][b], MINED) for q, a, b in mined().get(r["id"], ())]
        out[r["id"]] = own, pairs.get(r["id"], []) + [(q, sure(fit), 1.0) for q, fit in grid.get(r["id"], ())], found
    return out, odd


def sure(fit):
    return tuple(HARD if fit >= step else SOFT for step in (1, 2, 3))


def draw(mine, odd, rng):
    own, rated, found = mine
    some = rng.sample(rated, min(len(rated), ASKED))
    some += rng.sample(found, min(len(found), 4))
    if rng.random() < ODDS:
        some.append((rng.choice(odd), ODD, 0.6))
    return [(worded(q, rng), fit, weight) for q, fit, weight in [own, *some]]


def fitted(model, stories, questions, drawn):
    """Mean loss of `fit` over a batch of (story, [(question, probabilities, weight)])."""
    told = [stories[key] for key, _ in drawn]
    wide = max(len(asks) for _, asks in drawn)
    words = [questions[q] for _, asks in drawn for q, _, _ in asks]
    padded = pad_sequence([w.float() for w in words], batch_first=True)
    are = pad_sequence([torch.ones(len(w)) for w in words], batch_first=True)
    mean = (padded * are[..., None]).sum(1) / are.sum(1, keepdim=True).clamp(min=1)
    b, (_, w, d) = len(drawn), padded.shape
    means, states, marks = torch.zeros(b, wide, d), torch.zeros(b, wide, w, d), torch.zeros(b, wide, w)
    wanted, weight, at = torch.zeros(b, wide, 3), torch.zeros(b, wide), 0
    for i, (_, asks) in enumerate(drawn):
        n = len(asks)
        means[i, :n], states[i, :n], marks[i, :n] = mean[at : at + n], padded[at : at + n], are[at : at + n]
        wanted[i, :n] = torch.tensor([fit for _, fit, _ in asks])
        weight[i, :n] = torch.tensor([OWN] + [OTHERS * x / max(1, n - 1) for _, _, x in asks[1:]])
        at += n
    s, much, tokens, said, principles, themes, seen, known = zip(*told, strict=True)
    there = pad_sequence([torch.ones(len(x), dtype=torch.bool) for x in s], batch_first=True)
    pad = lambda xs, fill=0.0: pad_sequence([x.float() for x in xs], batch_first=True, padding_value=fill)
    one = lambda xs: torch.stack([x.float() for x in xs])
    score = model.match(means, states, marks.bool(), pad(s), pad(much), there, pad(tokens), pad(said, -60.0), one(principles), one(themes), one(seen), one(known))
    return (bce(score[..., None] - ordered(model.steps[0]), wanted).sum(2) * weight).sum() / b


def refit(model, rows, epochs, seed, lr, grid, log=print):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model.eval()
    tok = tokenizer()
    by, odd = labels(rows, grid)
    from themes import paraphrases
    every = {q for own, rated, found in by.values() for q, _, _ in [own, *rated, *found] if q} | set(odd)
    every |= {o for q in list(every) for o in paraphrases().get(q, ())}
    started = time.time()
    stories, questions = told(model, rows, tok), asked(model, every, tok)
    log(f"{len(stories)} stories and {len(questions)} questions read, {time.time() - started:.0f} s")
    for p in model.parameters():
        p.requires_grad_(False)
    chosen = [p for n, p in model.match.named_parameters() if not n.startswith(("ask_themes", "shift"))]
    for p in chosen:
        p.requires_grad_(True)
    model.steps.requires_grad_(True)
    optimiser = torch.optim.AdamW([{"params": chosen}, {"params": [model.steps], "weight_decay": 0.0}], lr=lr, weight_decay=0.02)
    fitted_ones = [*chosen, model.steps]
    average = [p.detach().clone() for p in fitted_ones]
    keys = [k for k, (own, rated, found) in by.items() if own[0]]
    total = epochs * (-(-len(keys) // BATCH))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, lr, total_steps=total + 1, pct_start=0.1)
    for epoch in range(epochs):
        model.match.train()
        rng.shuffle(keys)
        started, loss_sum = time.time(), 0.0
        for i in range(0, len(keys), BATCH):
            drawn = [(k, draw(by[k], odd, rng)) for k in keys[i : i + BATCH]]
            optimiser.zero_grad()
            loss = fitted(model, stories, questions, drawn)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(fitted_ones, 1.0)
            optimiser.step()
            schedule.step()
            loss_sum += float(loss.detach()) * len(drawn)
            with torch.no_grad():
                torch._foreach_lerp_(average, fitted_ones, 1 - KEPT)
        log(f"epoch {epoch + 1}: {time.time() - started:.0f} s, loss {loss_sum / len(keys):.4f}")
    with torch.no_grad():
        torch._foreach_copy_(fitted_ones, average)
    return model.eval()


def main():
    from corpus.grid import rated
    from train import corpus

    parser = argparse.ArgumentParser()
    parser.add_argument("state")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lr", type=float, default=4e-4)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 2)))
    model = Reader(encoder())
    take_up(model, torch.load(args.state))
    model = refit(model, corpus()[0], args.epochs, args.seed, args.lr, rated(), log=lambda line: print(line, flush=True))
    torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()

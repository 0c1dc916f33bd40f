"""Fit the part of the reader that finds sentences strewn into a story (`greenroom.reader.strewn`), on the exported lower half of the encoder.

    python training/strewn.py [FOLDER]

What is strewn into fitted answers, at random, are pieces of `corpus/around.json`; what their raters called "other" is left out. A tenth of the answers and of the pieces
is kept back to set the borders and to say what is found.
"""
from __future__ import annotations

import json
import random
import sys

import numpy as np
import torch
from augment import AROUND
from edits import STORY, Answer
from edits import strewn as put_in
from export import WEIGHTS, put_heads
from torch import nn

from greenroom.reader import engine, files, strewn
from greenroom.reader.prepare import prepare

KINDS = {"off_topic": 0.85, "keywords": 0.1, "idle_numbers": 0.05}
"""Kinds of pieces, and how often each is drawn."""
SHARES = (0.0, 0.05, 0.1, 0.15, 0.25, 0.25, 0.35)
"""Shares of an answer's words that are strewn in, one drawn for each."""
MOST_PIECES, ANSWERS, HIDDEN, EPOCHS, BATCH, RATE = 12, 5000, 48, 8, 256, 2e-3
BORDERS = {"surely": 0.0015, "likely": 0.005, "possibly": 0.025}
"""Shares of an answer's own sentences that may lie above each border: two above the second, one of them above the first, show that anything is strewn in; then those
above the first surely are, and the others above the third are in doubt."""


def split(things, rng):
    """Nine tenths and one, at random."""
    things = rng.sample(things, len(things))
    return things[len(things) // 10 :], things[: len(things) // 10]


def drawn(answer, pieces, rng):
    """The answer with pieces strewn in, and the pieces; None where there is no place for them."""
    want, chosen = rng.choice(SHARES) * len(answer.text.split()), []
    while len(chosen) < MOST_PIECES and sum(len(c.split()) for c in chosen) < want:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        chosen.append(rng.choice(pieces[kind]))
    return (put_in(answer, rng, chosen) if chosen else answer), chosen


def letters(ready, answer, chosen):
    """Of each sentence that is read the section of the rated one that covers most of it, "+" where it was put in."""
    out = []
    for i in ready.rows:
        span = ready.sentences[i]
        cover = [min(b, span.end) - max(a, span.start) for a, b in answer.sentences]
        best = int(np.argmax(cover))
        inserted = answer.sections[best] == "O" and answer.sentences[best].of(answer.text).endswith(tuple(chosen)) if chosen else False
        out.append("+" if inserted else answer.sections[best])
    return "".join(out)


def sentences(rows, pieces, rng):
    """Features of the sentences of rows with pieces strewn in, their letters, and whether anything was strewn into their answer."""
    tokenizer, xs, ys, padded = files.load().tokenizer, [], [], []
    for row in rows:
        answer = Answer.of(row)
        if answer.unpunctuated:
            continue
        answer, chosen = drawn(answer, pieces, rng)
        if answer is None:
            continue
        ready = prepare(answer.text, tokenizer)
        if len(ready.rows) < strewn.LEAST:
            continue
        xs.append(strewn.features(*engine.lower_view(ready)))
        ys += letters(ready, answer, chosen)
        padded += [bool(chosen)] * len(ready.rows)
    return np.concatenate(xs), np.array(ys), np.array(padded)


def fitted(x, y, seed):
    """A small net that says of each row whether it was strewn in."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Dropout(0.2), nn.Linear(x.shape[1], HIDDEN), nn.GELU("tanh"), nn.Dropout(0.2), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * (len(x) // BATCH + 1))
    for _ in range(EPOCHS):
        for some in torch.randperm(len(x)).split(BATCH):
            loss = nn.functional.binary_cross_entropy_with_logits(net(x[some])[:, 0], y[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def fit_on(folder, rows, seed=1):
    """Fit on rows, set the borders, write both into the exported heads of `folder`; what is found of what was kept back."""
    files.use(folder)
    rng = random.Random(seed)
    rows, others = split(rng.sample(rows, min(ANSWERS, len(rows))), rng)
    parted = {kind: split(sorted(AROUND[kind]), rng) for kind in KINDS}
    x, y, _ = sentences(rows, {kind: parts[0] for kind, parts in parted.items()}, rng)
    x, y = x[y != "O"], y[y != "O"]
    net = fitted(torch.tensor(x), torch.tensor((y == "+").astype(np.float32)), seed)
    del x
    x, y, padded = sentences(others, {kind: parts[1] for kind, parts in parted.items()}, rng)
    with torch.no_grad():
        score = net(torch.tensor(x))[:, 0].numpy()
    own, put = np.isin(y, list(STORY)), y == "+"
    borders = {name: round(float(np.quantile(score[own], 1 - share)), 2) for name, share in BORDERS.items()}
    write(folder, net, list(borders.values()))
    found = {name: round(float((score[put] >= border).mean()), 3) for name, border in borders.items()}
    other = round(float((score[(y == "O") & ~padded] >= borders["surely"]).mean()), 3)
    return {"borders": borders, "sentences": len(y), "found": found, "of what raters called other": other}


def write(folder, net, borders):
    """Put the net and its borders among the exported heads."""
    arrays = {"strewn.borders": np.array(borders, dtype=np.float32)}
    for name, part in (("hidden", net[1]), ("score", net[4])):
        arrays[f"strewn.{name}.weight"] = part.weight.detach().numpy().astype(np.float16)
        arrays[f"strewn.{name}.bias"] = part.bias.detach().numpy()
    put_heads(folder, **arrays)


def main():
    from train import corpus

    torch.set_num_threads(2)
    print(json.dumps(fit_on(sys.argv[1] if len(sys.argv) > 1 else WEIGHTS, corpus()[0])))


if __name__ == "__main__":
    main()

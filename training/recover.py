"""Make exported weights trainable again: `python training/recover.py [FOLDER] OUT.pt`, for `train.py --start OUT.pt`.

The exported encoder holds rounded (int8) matrices; which tensor is which parameter is told by exporting MiniLM as it comes the same way, with
a little noise, whose numbers are known. What is rounded is taken as it is: training goes on from what the product reads with.
"""
from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from export import WEIGHTS, plain_encoder
from fit import encoder
from model import Reader
from onnx import numpy_helper


def tensors(path):
    return {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}


def names(model, exported):
    """For each parameter the exported tensor that holds it, and whether it is transposed there."""
    held = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    out = {}
    for name, value in exported.items():
        for key, own in held.items():
            if own.shape == value.shape and np.array_equal(own, value):
                out.setdefault(key, (name, False))
            elif own.ndim == 2 and own.T.shape == value.shape and np.array_equal(own.T, value):
                out.setdefault(key, (name, True))
    return out


def rounded(stored, name):
    """A stored tensor, or what its int8 form stands for (one scale for each column)."""
    if name in stored:
        return stored[name]
    q, scale, zero = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (q.astype(np.float32) - zero.astype(np.float32)) * scale


def recover(folder):
    """The state of a Reader as `folder` holds it. Raises KeyError where the export has changed since."""
    bare = encoder()
    with torch.no_grad():  # no two vectors alike, or they could not be told apart
        for p in bare.parameters():
            p.add_(torch.rand_like(p) * 1e-3)
    with tempfile.TemporaryDirectory() as work:
        exported = tensors(plain_encoder(bare, Path(work)))
    where = names(bare, exported)
    stored = tensors(Path(folder) / "encoder.onnx")
    state = {}
    for key, (name, turned) in where.items():
        value = rounded(stored, name)
        state[f"encoder.{key}"] = torch.tensor(np.ascontiguousarray(value.T if turned else value))
    with np.load(Path(folder) / "heads.npz") as heads:
        state |= {k: torch.tensor(v.astype(np.float32)) for k, v in heads.items() if k != "match.slope"}
    state["match.shift"] = torch.zeros(1)  # set anew on the holdout
    missing = {k for k in Reader(bare).state_dict() if k not in state and "pooler" not in k and "position_ids" not in k and "token_type_ids" not in k}
    if missing:
        raise KeyError(f"not found in {folder}: {sorted(missing)}")
    return state


if __name__ == "__main__":
    *given, out = sys.argv[1:]
    torch.save(recover(*given or [WEIGHTS]), out)

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
from export import WEIGHTS, fuse, plain_encoder
from fit import encoder
from model import Reader
from onnx import numpy_helper


def tensors(path):
    return {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}


def names(model, exported):
    """For each parameter the exported tensor that holds it, from which column on (attention keeps its three in one), and whether it is transposed there."""
    held = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    out = {}
    for name, value in exported.items():
        for key, own in held.items():
            for turned in (False, True) if own.ndim == 2 else (False,):
                seen = own.T if turned else own
                at = place(seen, value)
                if at is not None:
                    out.setdefault(key, (name, at, turned))
    return out


def place(part, whole):
    """The first column of `part` in `whole`, None where it does not stand there."""
    if part.ndim != whole.ndim or part.ndim not in (1, 2) or part.shape[:-1] != whole.shape[:-1] or whole.shape[-1] not in (part.shape[-1], 3 * part.shape[-1]):
        return None
    width = part.shape[-1]
    return next((at for at in range(0, whole.shape[-1], width) if np.array_equal(part, whole[..., at : at + width])), None)


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
        ready = plain_encoder(bare, Path(work))
        fuse(ready)
        exported = tensors(ready)
    where = names(bare, exported)
    stored = tensors(Path(folder) / "encoder.onnx")
    state = {}
    for key, (name, at, turned) in where.items():
        value = rounded(stored, name)
        width = bare.state_dict()[key].shape[0 if turned else -1]
        value = value[..., at : at + width]
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

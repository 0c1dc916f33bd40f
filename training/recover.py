"""Make exported weights trainable again: `python training/recover.py [FOLDER] OUT.pt`, for `train.py --start OUT.pt`.

The exported encoder holds rounded (int8) matrices, under their parameters' names (`export.fuse`). What is rounded is taken as it is: training goes on from what the
product reads with. The words' own vectors, which training leaves as they are, come from MiniLM.
"""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from export import WEIGHTS, WIDTH
from fit import FROZEN, encoder
from model import Reader
from onnx import numpy_helper

from greenroom.reader.files import ENCODER

PARTS = ("query", "key", "value")


def tensors(path):
    return {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}


def rounded(stored, name):
    """A stored tensor, or what its int8 form stands for (one scale for each column, or one for all). Raises KeyError where there is none."""
    if name in stored:
        return stored[name]
    q, scale, zero = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (q.astype(np.float32) - zero.astype(np.float32)) * scale


def parameter(stored, key):
    """A parameter of the encoder as it is exported: a product's matrix is turned, and attention keeps its three in one."""
    at, _, part = key.partition(".self.")
    if part:
        which, what = part.split(".")
        first = PARTS.index(which) * WIDTH
        value = rounded(stored, f"{at}.{what}")[..., first : first + WIDTH]
    else:
        value = rounded(stored, key)
    turned = value.ndim == 2 and "embeddings" not in key
    return torch.tensor(np.ascontiguousarray(value.T if turned else value))


def recover(folder):
    """The state of a Reader as `folder` holds it. Raises KeyError, naming the tensor, where the export is of another kind."""
    stored = {key: value for name in ENCODER for key, value in tensors(Path(folder) / name).items()}
    bare = Reader(encoder()).state_dict()
    state = {key: value if key.startswith(FROZEN) else parameter(stored, key) for key, value in bare.items() if key.startswith("encoder.")}
    with np.load(Path(folder) / "heads.npz") as heads:
        state |= {k: torch.tensor(v.astype(np.float32)) for k, v in heads.items() if k != "match.slope" and not k.startswith("strewn.")}
    state["match.shift"] = torch.zeros(1)  # set anew on the holdout
    return state


def main():
    *folder, out = sys.argv[1:]
    torch.save(recover(folder[0] if folder else WEIGHTS), out)


if __name__ == "__main__":
    main()

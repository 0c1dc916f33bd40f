"""Write a fitted reader as the files that the product loads: int8 encoder (ONNX), heads (numpy), tokeniser, card."""
from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from fit import model_dir
from torch import nn

WEIGHTS = Path(__file__).parent.parent / "src" / "greenroom" / "reader" / "weights"
OPSET = 17
HEADS, WIDTH = 12, 384
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
"""What a version of the weights is made of; its digest is over these in this order."""


class Encoder(nn.Module):
    """One window of token numbers (1 x T) to hidden states (1 x T x 384); no padding, so no mask."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids):
        return self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state


def export(model, folder=WEIGHTS):
    """int8 per channel with reduced range: without it, processors lacking VNNI saturate 16-bit sums and would rate otherwise."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    ready = plain_encoder(model.encoder, folder)
    fuse(ready)
    level_rows(ready)
    quantize_dynamic(str(ready), str(folder / "encoder.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    ready.unlink()
    heads = {k: v.detach().numpy().astype(np.float16 if v.numel() > 2000 else np.float32) for k, v in model.state_dict().items() if not k.startswith("encoder.")}
    np.savez_compressed(folder / "heads.npz", **heads)
    shutil.copy(model_dir() / "tokenizer.json", folder / "tokenizer.json")


def plain_encoder(encoder, folder):
    """The encoder as a file of full precision in `folder`, ready to be rounded; its path."""
    from onnxruntime.quantization.shape_inference import quant_pre_process

    big, ready = folder / "big.onnx", folder / "ready.onnx"
    encoder.set_attn_implementation("eager")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(Encoder(encoder).eval(), (torch.randint(1000, 2000, (1, 40)),), str(big), input_names=["ids"], output_names=["hidden"],
                          dynamic_axes={"ids": {1: "tokens"}, "hidden": {1: "tokens"}}, opset_version=OPSET, dynamo=False)
    quant_pre_process(str(big), str(ready), skip_symbolic_shape=True)
    big.unlink()
    encoder.set_attn_implementation("sdpa")
    return ready


def fuse(path):
    """Attention, sums with normalisation and gelu as single operators, which takes a fifth of the time off."""
    from onnxruntime.transformers import optimizer

    made = optimizer.optimize_model(str(path), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0)
    made.save_model_to_file(str(path))


def level_rows(path):
    """Each token's vector goes into a matrix product with a largest number of 1, and is brought back after it.

    Rounding to 8 bits has one step for all tokens of a window; without this a single token with a large number coarsens all the others, and words put in at one end
    change what is read at the other.
    """
    import onnx
    from onnx import helper

    model = onnx.load(str(path))
    nodes = []
    for n, node in enumerate(model.graph.node):
        if node.op_type != "MatMul":
            nodes.append(node)
            continue
        x, out, made = node.input[0], node.output[0], f"level_{n}"
        node.input[0], node.output[0] = f"{made}_x", f"{made}_y"
        nodes += [
            helper.make_node("Abs", [x], [f"{made}_abs"], f"{made}_abs"),
            helper.make_node("ReduceMax", [f"{made}_abs"], [f"{made}_most"], f"{made}_most", axes=[-1], keepdims=1),
            helper.make_node("Div", [x, f"{made}_most"], [f"{made}_x"], f"{made}_div"),
            node,
            helper.make_node("Mul", [f"{made}_y", f"{made}_most"], [out], f"{made}_mul"),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(path))


def set_level(folder, slope, shift):
    """Set slope and shift of `fit` in the exported heads."""
    path = Path(folder) / "heads.npz"
    with np.load(path) as stored:
        arrays = dict(stored)
    np.savez_compressed(path, **{**arrays, "match.slope": np.array([slope], dtype=np.float32), "match.shift": np.array([shift], dtype=np.float32)})


def write_card(folder, **facts):
    """The card of the weights: version (date and digest), classes, borders, figures on the holdout."""
    folder = Path(folder)
    digest = hashlib.sha256(b"".join((folder / n).read_bytes() for n in FILES if (folder / n).exists())).hexdigest()
    card = {**facts, "sha256": digest, "version": f"{facts['name']}-{digest[:8]}"}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    return card

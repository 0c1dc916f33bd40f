"""Write a fitted reader as the files that the product loads: int8 encoder (ONNX), heads (numpy), tokeniser, card."""
from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from blocks import cut
from fit import model_dir
from model import through
from torch import nn

from greenroom.reader.files import ENCODER

WEIGHTS = Path(__file__).parent.parent / "src" / "greenroom" / "reader" / "weights"
OPSET = 17
HEADS, LAYERS, WIDTH, LOWER = 12, 6, 384, 3
APART = 0.005
"""Most by which a state may differ between the file before rounding and the encoder: the order of sums."""
FILES = (*ENCODER, "heads.npz", "tokenizer.json")
"""What a version of the weights is made of; its digest is over these in this order, and over the borders of the marks."""


class Encoder(nn.Module):
    """One window of token numbers (1 x T) to hidden states (1 x T x 384); no padding, so no mask."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids):
        return self.encoder(input_ids=ids).last_hidden_state


def export(model, folder=WEIGHTS):
    """int8 per channel with reduced range: without it, processors lacking VNNI saturate 16-bit sums and would rate otherwise."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    ready = plain_encoder(model.encoder, folder)
    fuse(ready, model.encoder)
    compare(ready, model.encoder)
    level_rows(ready)
    whole = folder / "whole.onnx"
    quantize_dynamic(str(ready), str(whole), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    halve(whole, folder)
    ready.unlink()
    whole.unlink()
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


def fuse(path, encoder):
    """Sums with normalisation, gelu and attention as single operators, and every matrix under its parameter's name, as `recover.py` looks for it."""
    import onnx
    from onnxruntime.transformers import optimizer

    optimizer.optimize_model(str(path), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0).save_model_to_file(str(path))
    model = onnx.load(str(path))
    name_weights(model.graph, encoder)
    join_attention(model.graph)
    cut(model.graph, WIDTH, HEADS)
    prune(model.graph)
    if not any(o.domain == "com.microsoft" for o in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(path))


def compare(path, encoder):
    """Raises ValueError where the file reads a window otherwise than the encoder that was trained."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    lengths = (2, 61, 330, 467)
    ids = torch.randint(1000, 20000, (len(lengths), max(lengths)), generator=torch.Generator().manual_seed(0))
    mask = (torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]).long()
    with torch.no_grad():
        wanted = through(encoder.eval(), ids * mask, mask, torch.float32)
    for row, length in enumerate(lengths):
        read = torch.tensor(session.run(None, {"ids": ids[row : row + 1, :length].numpy()})[0])
        apart = float((read[0] - wanted[row, :length]).abs().max())
        if apart > APART:
            raise ValueError(f"The exported encoder reads {length} tokens otherwise than the trained one: states differ by up to {apart:.4f}, more than {APART}")


def name_weights(graph, encoder):
    """Each matrix of a product, transposed as the export leaves it, under its parameter's name: the export numbers them by where it met them."""
    from onnx import numpy_helper

    turned = {v.detach().numpy().T.tobytes(): k for k, v in encoder.state_dict().items() if v.ndim == 2 and "embeddings" not in k}
    named = {}
    for tensor in graph.initializer:
        key = turned.get(numpy_helper.to_array(tensor).tobytes())
        if key is not None:
            named[tensor.name] = tensor.name = f"encoder.{key}"
    for node in graph.node:
        node.input[:] = [named.get(name, name) for name in node.input]


def join_attention(graph):
    """Queries, keys and values by one product, and attention by the operator that works block by block (MultiHeadAttention): for 500 tokens a tenth less time than
    the one that takes in the product as well, whose rows `level_rows` cannot reach either."""
    from onnx import helper, numpy_helper

    held = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    maker = {out: node for node in graph.node for out in node.output}
    graph.initializer.append(numpy_helper.from_array(np.full(3, WIDTH, dtype=np.int64), "query_key_value"))
    nodes = list(graph.node)
    for layer in range(LAYERS):
        at = f"encoder.encoder.layer.{layer}.attention"
        parts = [f"{at}.self.{part}" for part in ("query", "key", "value")]
        weight, bias = (np.concatenate([held[f"{part}.{what}"] for part in parts], -1) for what in ("weight", "bias"))
        graph.initializer.extend([numpy_helper.from_array(weight, f"{at}.weight"), numpy_helper.from_array(bias, f"{at}.bias")])
        x = next(n.input[0] for n in nodes if n.op_type == "MatMul" and n.input[1] == f"{parts[0]}.weight")
        after = next(n for n in nodes if n.op_type == "MatMul" and n.input[1] == f"{at}.output.dense.weight")
        where = nodes.index(maker[after.input[0]])
        nodes[where : where + 1] = [
            helper.make_node("MatMul", [x, f"{at}.weight"], [f"{at}.product"], f"{at}.product"),
            helper.make_node("Add", [f"{at}.product", f"{at}.bias"], [f"{at}.sum"], f"{at}.sum"),
            helper.make_node("Split", [f"{at}.sum", "query_key_value"], [f"{at}.{part}" for part in "qkv"], f"{at}.split", axis=2),
            helper.make_node("MultiHeadAttention", [f"{at}.{part}" for part in "qkv"], [after.input[0]], f"{at}.heads", domain="com.microsoft", num_heads=HEADS),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def prune(graph):
    """Leave out what nothing in the output depends on."""
    needed, kept = {out.name for out in graph.output}, []
    for node in reversed(graph.node):
        if needed & set(node.output):
            needed |= set(node.input)
            kept.append(node)
    tensors = [t for t in graph.initializer if t.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(tensors)


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


def halve(path, folder):
    """Cut the encoder after layer LOWER into the two files that the product loads. Between them stands one tensor, "lower" (1 x T x 384)."""
    import onnx
    from onnx import TensorProto, helper

    model = onnx.load(str(path))
    seam = f"/encoder/encoder/layer.{LOWER - 1}/output/LayerNorm/LayerNormalization_output_0"
    needed, first, second = {seam}, [], []
    for node in reversed(model.graph.node):
        part = first if needed & set(node.output) else second
        part.insert(0, node)
        if part is first:
            needed |= set(node.input)
    for node in (*first, *second):
        for names in (node.input, node.output):
            names[:] = ["lower" if name == seam else name for name in names]
    states = helper.make_tensor_value_info("lower", TensorProto.FLOAT, [1, "tokens", WIDTH])
    for name, nodes, given, out in ((ENCODER[0], first, list(model.graph.input), [states]), (ENCODER[1], second, [states], list(model.graph.output))):
        used = {i for node in nodes for i in node.input}
        graph = helper.make_graph(nodes, "encoder", given, out, [t for t in model.graph.initializer if t.name in used])
        half = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
        onnx.checker.check_model(half)
        onnx.save(half, str(Path(folder) / name))


def set_level(folder, slope, shift):
    """Set slope and shift of `fit` in the exported heads."""
    put_heads(folder, **{"match.slope": np.array([slope], dtype=np.float32), "match.shift": np.array([shift], dtype=np.float32)})


def put_heads(folder, **arrays):
    """Put arrays among the exported heads, in place of those of their names."""
    path = Path(folder) / "heads.npz"
    with np.load(path) as stored:
        held = dict(stored)
    np.savez_compressed(path, **{**held, **arrays})


def write_card(folder, **facts):
    """The card of the weights: version (date and digest), classes, borders, figures on the holdout."""
    folder = Path(folder)
    held = b"".join((folder / n).read_bytes() for n in FILES if (folder / n).exists())
    rates = hashlib.sha256(held + json.dumps(facts["borders"], sort_keys=True).encode()).hexdigest()
    card = {**facts, "sha256": hashlib.sha256(held).hexdigest(), "version": f"{facts['name']}-{rates[:8]}"}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    return card

"""Attention within blocks: the lower layers look at their neighbourhood, the upper ones at the whole answer (compare the local and global layers of Longformer, Beltagy
and others 2020). Twice the same: as a mask for training, as operators for the exported file.

A window of T tokens is cut into blocks of equal length, about BLOCK; each token sees its block, and the first and the last token of the window besides. What fills up the
last block is the last token again.
"""
from __future__ import annotations

import numpy as np
import torch

LOCAL = (0, 1)
"""Layers whose attention stays within a block."""
BLOCK = 128
"""Tokens of a block, about."""


def within_blocks(mask):
    """What is added to the scores of attention (W x 1 x T x T), for windows whose tokens `mask` shows (W x T, filled up at the end): the logarithm of how often each
    token is seen."""
    length = mask.sum(1, keepdim=True).long()
    count = ((length + BLOCK // 2) // BLOCK).clamp(min=1)
    size = (length + count - 1) // count
    at = torch.arange(mask.shape[1], device=mask.device)[None]
    block, real = at // size, at < length
    last = at == length - 1
    seen = ((block[:, :, None] == block[:, None]) & real[:, None]).float() + ((at == 0) | last)[:, None]
    seen += (block[:, :, None] == count[..., None] - 1) * last[:, None] * (count * size - length)[..., None]
    return seen.log()[:, None]


def cut(graph, width, heads):
    """Change the attention of the LOCAL layers in an exported encoder (operators MultiHeadAttention, named by their layer) to what `within_blocks` describes,
    for one window at a time."""
    from onnx import helper, numpy_helper

    node = helper.make_node
    numbers = {"none": [0], "one": [1], "ends": [0, -1], "two": [2], "block": [BLOCK], "half": [BLOCK // 2], "width": [width]}
    graph.initializer.extend(numpy_helper.from_array(np.array(v, dtype=np.int64), f"blocks.{k}") for k, v in numbers.items())

    def given(op, out, *inputs, **attributes):
        return node(op, [x if x == "ids" else f"blocks.{x}" for x in inputs], [f"blocks.{out}"], f"blocks.{out}", **attributes)

    nodes = [
        given("Shape", "length", "ids", start=1, end=2),
        given("Add", "more", "length", "half"), given("Div", "about", "more", "block"), given("Max", "count", "about", "one"),
        given("Add", "over", "length", "count"), given("Sub", "up", "over", "one"), given("Div", "size", "up", "count"),
        given("Mul", "full", "count", "size"), given("Sub", "short", "full", "length"),
        given("Concat", "fill", "none", "none", "none", "none", "short", "none", axis=0),
        given("Concat", "cut", "count", "size", "width", axis=0), given("Concat", "whole", "one", "full", "width", axis=0),
        given("Concat", "edges", "count", "two", "width", axis=0),
    ]
    names = {f"encoder.encoder.layer.{layer}.attention.heads" for layer in LOCAL}
    for made in graph.node:
        if made.name not in names:
            nodes.append(made)
            continue
        at, (q, k, v), out = made.name, made.input[:3], made.output[0]
        for x, part in ((q, "q"), (k, "k"), (v, "v")):
            nodes += [node("Pad", [x, "blocks.fill"], [f"{at}.{part}_full"], mode="edge"), node("Reshape", [f"{at}.{part}_full", "blocks.cut"], [f"{at}.{part}"])]
        for x, part in ((k, "k"), (v, "v")):
            nodes += [
                node("Gather", [x, "blocks.ends"], [f"{at}.{part}_ends"], axis=1), node("Expand", [f"{at}.{part}_ends", "blocks.edges"], [f"{at}.{part}_edges"]),
                node("Concat", [f"{at}.{part}", f"{at}.{part}_edges"], [f"{at}.{part}_seen"], axis=1),
            ]
        nodes += [
            node("MultiHeadAttention", [f"{at}.q", f"{at}.k_seen", f"{at}.v_seen"], [f"{at}.cut"], at, domain="com.microsoft", num_heads=heads),
            node("Reshape", [f"{at}.cut", "blocks.whole"], [f"{at}.joined"]), node("Slice", [f"{at}.joined", "blocks.none", "blocks.length", "blocks.one"], [out]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)

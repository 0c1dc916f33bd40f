"""The trained weights as they are kept: the encoder in two halves, the heads, the tokeniser, and the card that says what they are; loaded once."""
from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from greenroom.errors import BrokenData
from greenroom.reader.decode import Borders
from greenroom.reader.numeric import Array, Params
from greenroom.reader.prepare import question_ids

ENCODER = ("lower.onnx", "upper.onnx")
"""The encoder's halves: token numbers to the states after its third layer, and those to the states after its sixth."""
WIDTH = 384
"""Numbers in a vector of the encoder."""
_WORD = re.compile(r"\w")
_folder: Path | None = None


def use(folder: Path | str | None) -> None:
    """Read with the weights of this folder from now on, or with the installed ones again (None)."""
    global _folder
    _folder = None if folder is None else Path(folder)
    for kept in (card, load, lower_states, states, asked):
        kept.cache_clear()


def _file(name: str) -> Any:
    return _folder / name if _folder else resources.files(__package__).joinpath("weights", name)


@dataclass(frozen=True)
class Loaded:
    """What reads: `lower` and `upper` are onnxruntime sessions, `tokenizer` is a `tokenizers.Tokenizer`, `params` the heads' arrays by name."""

    lower: Any
    upper: Any
    tokenizer: Any
    params: Params
    card: dict[str, Any]
    borders: Borders


@lru_cache(maxsize=1)
def card() -> dict[str, Any]:
    """The card of the weights. Raises BrokenData when they are missing."""
    try:
        read: dict[str, Any] = json.loads(_file("card.json").read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BrokenData("The reader's weights are not installed.", "Reinstall Greenroom, or run `make train`.") from problem
    return read


@lru_cache(maxsize=1)
def load() -> Loaded:
    """The weights, ready to read with one thread. Raises BrokenData when they are missing."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # a newer runtime than the pinned one would call home (decision 0009)
    import onnxruntime
    from tokenizers import Tokenizer

    held = card()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it would keep a plan for every length of text that it has seen
    options.log_severity_level = 3
    lower, upper = (onnxruntime.InferenceSession(_file(name).read_bytes(), options, providers=["CPUExecutionProvider"]) for name in ENCODER)
    with _file("heads.npz").open("rb") as stored, np.load(stored) as arrays:
        params = {name: arrays[name].astype(np.float32) for name in arrays.files}
    tokenizer = Tokenizer.from_str(_file("tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Loaded(lower, upper, tokenizer, params, held, Borders(**held["borders"]))


@lru_cache(maxsize=8)
def lower_states(ids: tuple[int, ...]) -> Array:
    """The states of a window's tokens (T x 384) after the encoder's lower half."""
    return _frozen(load().lower.run(None, {"ids": np.asarray([ids], dtype=np.int64)})[0])


@lru_cache(maxsize=8)
def states(ids: tuple[int, ...]) -> Array:
    """The encoder's states of a window's tokens (T x 384). The last few are kept (at most 0.8 MB each): the same story is often rated again at once, at another level,
    under another question, or with only its end changed."""
    return _frozen(load().upper.run(None, {"lower": lower_states(ids)[None]})[0])


def encode(ids: Sequence[int]) -> Array:
    """The encoder's states of a few tokens, not kept."""
    lower = load().lower.run(None, {"ids": np.asarray([ids], dtype=np.int64)})[0]
    out: Array = load().upper.run(None, {"lower": lower})[0][0]
    return out


@lru_cache(maxsize=1024)
def asked(question: str) -> Array:
    """The question read by itself: the states of its tokens; none where no word was asked."""
    ids = question_ids(question, load().tokenizer) if _WORD.search(question) else []
    if len(ids) <= 2:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return np.asarray(encode(ids)[1:-1], dtype=np.float32)


def _frozen(batch: Array) -> Array:
    out: Array = batch[0]
    out.flags.writeable = False
    return out

"""The weights are the ones that their card describes."""
from __future__ import annotations

import hashlib
import json
from importlib import resources

from greenroom.reader.files import ENCODER
from greenroom.reader.reading import KINDS
from tests.conftest import need

FOLDER = resources.files("greenroom.reader").joinpath("weights")
FILES = (*ENCODER, "heads.npz", "tokenizer.json")


def test_the_card_names_these_files() -> None:
    need("weights", FOLDER.joinpath(ENCODER[0]).is_file(), "run `make train`, or check the weights out")
    card = json.loads(FOLDER.joinpath("card.json").read_text(encoding="utf-8"))
    held = b"".join(FOLDER.joinpath(n).read_bytes() for n in FILES)
    assert card["sha256"] == hashlib.sha256(held).hexdigest()
    borders = json.dumps(card["borders"], sort_keys=True).encode()
    assert card["version"].endswith(hashlib.sha256(held + borders).hexdigest()[:8]), "the same weights with other borders rate otherwise, and are another version"
    assert set(card["borders"]["sentence"]) == set(card["borders"]["token"]) == set(KINDS)


def test_a_wheel_of_it_stays_small() -> None:
    size = sum(FOLDER.joinpath(n).stat().st_size for n in (*FILES, "card.json"))  # type: ignore[attr-defined]
    assert size < 30_000_000

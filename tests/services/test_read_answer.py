"""Files as people have them: every encoding, and clear errors for what is no text."""
from __future__ import annotations

from pathlib import Path

import pytest

from greenroom.errors import GreenroomError
from greenroom.services.read_answer import MOST_BYTES, read_file

TEXT = "I said \u201cno\u201d to the caf\u00e9 owner.\nThen I called her back."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_file(str(file)) == TEXT


def test_windows_line_ends_become_one_kind(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(b"One.\r\nTwo.\r\n")
    assert read_file(str(file)) == "One.\nTwo.\n"


def test_control_characters_become_spaces_and_offsets_stay(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(b"I \x1b[31mfixed\x07 it.")
    assert read_file(str(file)) == "I  [31mfixed  it."


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04rest", "Word"), (b"\xd0\xcf\x11\xe0rest", "Word"), (b"{\\rtf1 x}", "rich text"),
        (b"\x89PNG\r\n", "picture"), (b"RIFF....WAVE", "sound"), (bytes(range(64)) * 8, "binary"), (bytes(range(128, 256)) * 8, "encoding"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(tmp_path: Path, raw: bytes, word: str) -> None:
    file = tmp_path / "answer.doc"
    file.write_bytes(raw)
    with pytest.raises(GreenroomError, match=word) as caught:
        read_file(str(file))
    assert caught.value.remedy


def test_a_folder_a_missing_file_and_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(GreenroomError, match="folder"):
        read_file(str(tmp_path))
    with pytest.raises(GreenroomError, match="no file"):
        read_file(str(tmp_path / "none.txt"))
    big = tmp_path / "big.txt"
    big.write_bytes(b"a " * MOST_BYTES)
    with pytest.raises(GreenroomError, match="bytes"):
        read_file(str(big))


def test_a_batch_keeps_offsets_into_the_text_as_given() -> None:
    import json

    from greenroom.services.assess_batch import assess_line

    text = "I saw that the pump was loud.\r\nSo I stopped the line and called the fitter.\r\nHe found a broken bearing, and it ran for a year after that."
    out = json.loads(assess_line(1, json.dumps({"id": 1, "text": text}), "sde2", "amazon"))
    assert out["sentences"][-1]["end"] == len(text)
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in out["evidence"])

"""Read an answer from a file or standard input: any encoding people really have, and a clear error for what is no text."""
from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from greenroom.errors import TooLong, UnreadableInput
from greenroom.text.judgeable import MOST_CHARACTERS

MOST_BYTES = 2_000_000
"""Read at the most this much; what is larger is no answer, whatever it holds."""
_OF_SOUND = "Give its transcript as text, SRT, WebVTT or Whisper JSON, or set up a recogniser (greenroom assess --recognise)."
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Copy its text into a plain text file."),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file", "Save it as plain text (.txt), or copy and paste its text."),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Save it as plain text (.txt), or copy and paste its text."),
    (b"{\\rtf", "a rich text file", "Save it as plain text (.txt)."),
    (b"\x89PNG", "a picture", "Type or dictate the answer into a text file."),
    (b"\xff\xd8\xff", "a picture", "Type or dictate the answer into a text file."),
    (b"RIFF", "a sound or video file", _OF_SOUND),
    (b"ID3", "a sound file", _OF_SOUND),
    (b"OggS", "a sound file", _OF_SOUND),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_TYPOGRAPHY = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u20ac\u00a3\u00b0\u00ab\u00bb\u00a0\u2022"
_UNDECODED = re.compile("[\udc80-\udcff]+")
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(128, 133), *range(134, 160)), " ")


def read_file(path: str, most: int = MOST_BYTES) -> str:
    """The text of the file at `path`, which may have `most` bytes. Raises UnreadableInput or TooLong, each with a remedy."""
    file = Path(path)
    if file.is_dir():
        raise UnreadableInput(f"{path} is a folder.", "Name one text file in it.")
    try:
        with file.open("rb") as stream:
            return read_stream(stream, path, most)
    except FileNotFoundError:
        raise UnreadableInput(f"There is no file {path}.", "Check the name, or use - to type or paste the answer.") from None
    except PermissionError:
        raise UnreadableInput(f"{path} may not be read.", "Check its permissions.") from None
    except OSError as problem:
        raise UnreadableInput(f"{path} cannot be read: {problem.strerror}.", "Copy the text into a plain text file.") from None


def read_stream(stream: BinaryIO, name: str, most: int = MOST_BYTES) -> str:
    """The text of a byte stream; `name` is what errors call it."""
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise TooLong(f"{name} has more than {most:,} bytes; an answer may have {MOST_CHARACTERS:,} characters.", "Give the answer alone.")
    return clean(decode(raw, name).replace("\r\n", "\n"))


def decode(raw: bytes, name: str) -> str:
    """Bytes as text: UTF-8, UTF-16 or UTF-32 by their mark or look, else Windows-1252. Raises UnreadableInput for what is no text."""
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableInput(f"{name} is {what}, not plain text.", remedy)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, "replace")
    if b"\x00" in raw:
        for encoding, zeros in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[::2])):
            if zeros.count(0) > 0.4 * len(zeros):
                return raw.decode(encoding, "replace")
        if raw.count(0) > 0.01 * len(raw):
            raise UnreadableInput(f"{name} holds binary data, not text.", "Save the answer as plain text (UTF-8).")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    odd = sum(c == "\ufffd" or (c > "\x7f" and not c.isalpha() and c not in _TYPOGRAPHY) for c in text)
    if odd > 0.02 * len(text) + 2:
        raise UnreadableInput(f"{name} is in an unknown encoding.", "Save it as plain text in UTF-8.")
    return text


def encoding_of(path: str) -> str:
    """The encoding of a file of lines by the mark at its beginning; UTF-8 without one. Raises OSError."""
    with open(path, "rb") as stream:
        start = stream.read(4)
    return next((encoding for bom, encoding in _BOMS if start.startswith(bom)), "utf-8")


def mended(text: str) -> str:
    """Text from a terminal or the command line: bytes that are not UTF-8 stand there as lone surrogates, and are read as Windows-1252; as `clean` besides."""
    read = _UNDECODED.sub(lambda found: bytes(ord(c) - 0xDC00 for c in found[0]).decode("cp1252", "replace"), text)
    return clean(read.encode("utf-8", "replace").decode("utf-8"))


def clean(text: str) -> str:
    """Control characters made spaces; every offset keeps its place."""
    return text.translate(_CONTROL)

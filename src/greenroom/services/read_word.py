"""The text of a Word file (.docx) as Markdown: headings, paragraphs, lists and tables; nothing in it is run or fetched."""
from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from greenroom.errors import TooLong, UnreadableInput

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MOST_UNPACKED = 40_000_000
"""Bytes that the parts of the file may have in all: a document of some hundred pages with pictures. A small file can unpack to far more."""
MOST_PARTS = 2_000
MAIN = "word/document.xml"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def is_word(raw: bytes) -> bool:
    """Whether the bytes are a zip file with a Word document in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as held:
            return MAIN in held.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_word(raw: bytes, name: str) -> str:
    """The document as Markdown. Raises UnreadableInput for a file that is damaged or locked, TooLong for one that unpacks to too much."""
    _check(raw, name)
    import docx  # only here: nobody else pays for it

    try:
        document = docx.Document(io.BytesIO(raw))
        return "\n\n".join(line for line in _lines(document) if line.strip())
    except Exception:  # the library raises whatever its XML reader raises
        raise UnreadableInput(f"{name} cannot be read as a Word file.", "Open it in Word and save it again, or save it as plain text (.txt).") from None


def _check(raw: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as held:
            parts = held.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableInput(f"{name} is damaged.", "Open it in Word and save it again, or save it as plain text (.txt).") from None
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise TooLong(f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB.", "Save its text alone as plain text (.txt).")


def _lines(document: Document) -> list[str]:
    from docx.table import Table

    out = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            out += [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)).strip() for row in block.rows]
        else:
            out.append(_line(block))
    return out


def _line(paragraph: Paragraph) -> str:
    words = paragraph.text.strip()
    style = (paragraph.style.name or "") if paragraph.style else ""
    heading = _HEADING.match(style)
    if words and (heading or style == "Title"):
        return "#" * (int(heading[1]) if heading else 1) + " " + " ".join(words.split())
    return f"- {words}" if words and style.startswith("List") else words

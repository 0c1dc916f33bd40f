"""The text of a Word file (.docx) as Markdown: headings, paragraphs, lists and tables; nothing in it is run or fetched."""
from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

from greenroom.errors import TooLong, UnreadableInput

MOST_UNPACKED = 40_000_000
"""Bytes that the parts of the file may have in all: a document of some hundred pages with pictures. A small file can unpack to far more."""
MOST_PARTS = 2_000
MAIN = "word/document.xml"
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name^='List'] => ul > li:fresh"
"""How styles are read beside Word's own headings and lists."""
_SIGNS = {"li": "- ", **{f"h{n}": "#" * n + " " for n in range(1, 7)}}
"""What a line begins with in Markdown, by its tag."""
_BLOCKS = frozenset(["p", "ul", "ol", "table", *_SIGNS])
_NOTE = re.compile(r"#(?:foot|end)note-")


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
    import mammoth  # only here: nobody else pays for it

    try:
        lines = Lines()
        lines.feed(mammoth.convert_to_html(io.BytesIO(raw), style_map=STYLES, convert_image=mammoth.images.img_element(lambda _: {})).value)
        lines.end_line()
        return "\n\n".join(lines.done)
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


class Lines(HTMLParser):
    """The lines of a document that was turned into HTML; notes at its foot and its pictures are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.words, self.sign, self.unread = "", "", ""
        self.cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if self.unread:
            return
        if tag == "br":
            self.words += "\n"
        elif (tag == "a" and _NOTE.match(held.get("href") or "")) or (tag == "li" and _NOTE.match("#" + (held.get("id") or ""))):
            self.unread = tag
        elif tag == "tr" and self.cells is None:  # a table in a cell goes on in the row that it stands in
            self.end_line()
            self.cells = []
        elif tag in _BLOCKS and self.cells is None:
            self.end_line(self.sign if tag == "p" else _SIGNS.get(tag, ""))
        elif tag in _BLOCKS:
            self.words += " "

    def handle_endtag(self, tag: str) -> None:
        if self.unread:
            self.unread = "" if tag == self.unread else self.unread
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append(" ".join(self.words.split()))
            self.words = ""
        elif tag == "tr" and self.cells is not None:
            self.words, self.cells = " ".join(dict.fromkeys(self.cells)), None
            self.end_line()
        elif tag in _BLOCKS and self.cells is None:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self.words += "" if self.unread else data

    def end_line(self, sign: str = "") -> None:
        """What was read so far is a line; what comes is one that begins with `sign`."""
        said = self.words.strip()
        if said:
            self.done.append(self.sign + (" ".join(said.split()) if self.sign.startswith("#") else said))
        self.words, self.sign = "", sign

"""A reference page for a terminal: its Markdown as plain text, wrapped."""
from __future__ import annotations

import re

from greenroom.cli.talk import bold, para

_HEADING = re.compile(r"#+ +")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|`")
_BESIDE = 2
"""Columns that a further line of a list's item stands in."""


def plain(markdown: str) -> str:
    """Headings, paragraphs and lists without their marks, wrapped; a heading is bold where colour may be used."""
    return "\n".join(map(_line, markdown.rstrip().split("\n")))


def _line(line: str) -> str:
    text = _MARKS.sub("", _LINK.sub(r"\1", line)).rstrip()
    if _HEADING.match(text):
        return bold(para(_HEADING.sub("", text)))
    return para(text.lstrip(), _BESIDE if text.startswith(" ") else 0)

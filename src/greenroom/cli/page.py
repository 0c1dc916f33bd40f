"""A page of text for a terminal: wrapped to its width, styled where it has colour."""
from __future__ import annotations

import shutil
import textwrap

import click

_WIDEST = 100


class Page:
    """Lines of output, wrapped to the terminal."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour
        self.width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)
        self.lines: list[str] = []

    def style(self, text: str, **how: object) -> str:
        return click.style(text, **how) if self.colour else text  # type: ignore[arg-type]

    def head(self, text: str) -> None:
        self.lines += ["", *(self.style(line, bold=True) for line in textwrap.wrap(text, max(40, self.width)))]

    def put(self, text: str, indent: int = 2, first: str = "") -> None:
        pad = " " * indent
        width = max(40, self.width) - indent
        for i, line in enumerate(textwrap.wrap(" ".join(text.split()), width, break_long_words=True) or [""]):
            self.lines.append((first or pad if i == 0 else pad) + line)

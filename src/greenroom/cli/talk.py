"""Asking and showing in a terminal: wrapped text, marks without colour, several lines of input."""
from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from collections.abc import Callable

import click

WIDTH = 80
_ITEM = re.compile(r"- |\d+\. |\[\d+\] ")


def colour() -> bool:
    """Whether colour may be used."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    return click.style(text, bold=True) if colour() else text


def para(text: str, indent: int = 0) -> str:
    """A text wrapped to 80 columns; its own lines and blank lines stay."""
    pad = " " * indent
    lines = []
    for line in text.split("\n"):
        item = _ITEM.match(line)
        hang = pad + " " * (len(item[0]) if item else 0)
        lines.append(textwrap.fill(line, WIDTH, initial_indent=pad, subsequent_indent=hang, break_on_hyphens=False) if line.strip() else "")
    return "\n".join(lines)


def marked(text: str, phrases: list[str]) -> str:
    """The text with these phrases numbered and set between signs, as in \u00abwords\u00bb[1]; a phrase that stands twice is marked once."""
    for n, phrase in enumerate(phrases, 1):
        text = text.replace(phrase, f"\u00ab{phrase}\u00bb[{n}]", 1)
    return text


def choose(prompt: str, most: int) -> int | None:
    """A number from 1 to `most`; None for an empty line or the end of input."""
    while True:
        given = line(prompt)
        if given is None or not given.strip():
            return None
        if given.strip().isdigit() and 1 <= int(given) <= most:
            return int(given)
        click.echo(f"{given.strip()!r} is not one of them. Type a number from 1 to {most}, or only Enter to pass.")


def line(prompt: str) -> str | None:
    """One line of input; None at its end."""
    try:
        click.echo(prompt, nl=False)
        return input()
    except EOFError:
        click.echo()
        return None


def lines(draft: str = "", seconds: float = 0.0, kept: Callable[[str, float], None] | None = None) -> tuple[str, float, bool]:
    """Several lines, ended by a line with a single full stop or the end of input; with the seconds they took, and whether they were ended by the full stop.

    `draft` and `seconds` are what is already there. `kept(text, seconds)` is called after every line, so that nothing is lost.
    """
    began = time.monotonic() - seconds
    got = [draft] if draft else []
    while True:
        given = line("")
        if given is None or given.strip() == ".":
            return "\n".join(got).strip(), time.monotonic() - began, given is not None
        got.append(given)
        if kept:
            kept("\n".join(got), time.monotonic() - began)

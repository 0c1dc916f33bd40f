"""Asking and showing in a terminal: wrapped text, marks without colour, several lines of input."""
from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Callable
from types import ModuleType

import click

from greenroom.rating.timing import count_words
from greenroom.services.read_answer import mended

MOST = 80
"""Columns that a text takes at the most, however wide the terminal is."""
LEAST = 30
"""Columns below which nothing is wrapped any narrower."""
WHOLE, LAST = 60, 4
"""Lines of what was typed before that are shown whole when it is gone on with, about twice an answer's; and how many of a longer text."""
SEVERAL = 3
"""Words from which a line is meant as text and not as a choice."""
QUIT = frozenset({"q", "quit"})
_WHOLE = re.compile(r"(?:^|[.!?][)\"'\u2019\u201d]*)\s*$")
"""A line that ends a sentence, or is empty."""
_ITEM = re.compile(r" *(?:- |\d+\. |\[\d+\] )")


def width() -> int:
    """Columns to write in: those of the terminal, at most MOST."""
    return max(LEAST, min(MOST, shutil.get_terminal_size((MOST, 24)).columns))


def colour() -> bool:
    """Whether colour may be used."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Bold line by line, where colour may be used."""
    return "\n".join(click.style(line, bold=True) if line else line for line in text.split("\n")) if colour() else text


def para(text: str, indent: int = 0) -> str:
    """A text wrapped to the terminal; its own lines and blank lines stay, and what is one word stays whole."""
    pad = " " * indent
    lines = []
    for line in text.split("\n"):
        item = _ITEM.match(line)
        hang = pad + " " * (len(item[0]) if item else 0)
        wrapped = textwrap.fill(line, width(), initial_indent=pad, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False)
        lines.append(wrapped if line.strip() else "")
    return "\n".join(lines)


def ending(text: str, most: int, indent: int = 0) -> str:
    """A text wrapped to the terminal where that takes `most` lines at most; else the last LAST of them, with how many words stand before them."""
    shown = para(text, indent).split("\n")
    if len(shown) <= most:
        return "\n".join(shown)
    before = count_words("\n".join(shown[:-LAST]))
    return "\n".join([para(f"({before:,} words before this are kept and not shown)", indent), *shown[-LAST:]])


def say(text: str = "", indent: int = 0) -> None:
    """Show a text, wrapped."""
    click.echo(para(text, indent))


def marked(text: str, phrases: list[str]) -> str:
    """The text with these phrases numbered and set between signs, as in \u00abwords\u00bb[1]; a phrase that stands twice is marked once."""
    for n, phrase in enumerate(phrases, 1):
        text = text.replace(phrase, f"\u00ab{phrase}\u00bb[{n}]", 1)
    return text


def choose(prompt: str, most: int) -> int | None:
    """A number from 1 to `most`; 0 for an empty line, None for q or the end of input."""
    while True:
        given = line(prompt)
        if given is None or given.strip().casefold() in QUIT:
            return None
        if not given.strip():
            return 0
        if given.strip().isdecimal() and 1 <= int(given) <= most:
            return int(given)
        say(f"{given.strip()!r} is not one of them. Type a number from 1 to {most}, only Enter to pass, or q to leave.")


def pick(prompt: str, letters: str, default: str = "", words: bool = False) -> str | None:
    """One of these letters, `default` for an empty line where there is one; None at the end of input. With `words` also a line of SEVERAL words, as it is typed."""
    say(prompt)
    while True:
        given = line("> ")
        if given is None:
            return None
        if default and not given.strip():
            return default
        if len(given.strip()) == 1 and given.strip().casefold() in letters:
            return given.strip().casefold()
        if words and len(given.split()) >= SEVERAL and given.strip().casefold() not in prompt.casefold():
            return given
        say(f"{given.strip()!r} is not one of them. Type {', '.join(letters[:-1])} or {letters[-1]}.")


def line(prompt: str, begun: str = "") -> str | None:
    """One line of input; None at its end. Bytes that are not UTF-8 are read as Windows-1252.

    `begun` already stands in the line, to go on with, where `edits` says that it can. There a line may be of any length; else the terminal's own limit holds.
    """
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors == "strict":
        sys.stdin.reconfigure(errors="surrogateescape")
    above, _, asked = prompt.rpartition("\n")
    editor = _editor()
    try:
        if editor is None:
            click.echo(prompt, nl=False)
            return mended(input())
        if above or prompt.startswith("\n"):
            click.echo(above)
        editor.set_startup_hook((lambda: editor.insert_text(begun)) if begun else None)
        return mended(input(asked))
    except EOFError:
        click.echo()
        return None


def _editor() -> ModuleType | None:
    """The library that edits a line in the terminal, which lifts the terminal's limit of 4,095 bytes a line; None where there is no terminal or no such library."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        import readline
    except ImportError:  # Windows, whose terminal has no such limit
        return None
    readline.set_auto_history(False)
    return readline


def edits() -> bool:
    """Whether what stands in a line can be given back to be gone on with."""
    return _editor() is not None


def _half() -> str:
    """What was typed of the line that was interrupted, where the terminal's editor knows it."""
    editor = _editor()
    return mended(editor.get_line_buffer()) if editor else ""


def lines(
    draft: str = "", seconds: float = 0.0, kept: Callable[[str, float], None] | None = None, leaves: frozenset[str] = frozenset(), reopen: bool = False,
    passes: bool = False, first: str | None = None,
) -> tuple[str, float, bool]:
    """Several lines, ended by a line with a single full stop or the end of input; with the seconds they took, and whether they were ended by the full stop.

    `draft` and `seconds` are what is already there; its last line is given back to be gone on with where it breaks off within a sentence, or with `reopen`.
    `kept(text, seconds)` is called after every line, and with what was typed of a line that Ctrl-C breaks off, so that nothing is lost. One of `leaves`, alone
    on a line, is as the end of input. With `passes` an empty line before anything else ends it too. `first` is a line that was typed already, after the draft.
    """
    began = time.monotonic() - seconds
    got = draft.split("\n") if draft else []
    begun = got.pop() if got and first is None and edits() and (reopen or not _WHOLE.search(got[-1])) else ""

    def keep(more: str = "") -> None:
        if kept:
            kept("\n".join([*got, more] if more.strip() else got), time.monotonic() - began)

    while True:
        try:
            given, first = line("", begun) if first is None else first, None
        except KeyboardInterrupt:
            half = _half()
            click.echo()
            keep(half)
            raise
        begun = ""
        if passes and not draft and not got and given is not None and not given.strip():
            return "", time.monotonic() - began, True
        *pasted, last = given.split("\n") if given is not None else [""]  # an editor gives several pasted lines as one
        got += pasted
        if pasted:
            keep()
        if given is None or last.strip() == "." or last.strip().casefold() in leaves:
            return "\n".join(got).strip(), time.monotonic() - began, last.strip() == "."
        got.append(last)
        keep()

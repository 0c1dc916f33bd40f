"""A quote made short enough to show, cut between words."""
from __future__ import annotations


def head(quote: str, most: int) -> str:
    """The first words of a quote on one line, at most `most` characters and an ellipsis; a word longer than that is cut."""
    flat = " ".join(quote.split())
    if len(flat) <= most:
        return flat
    return (flat[:most].rpartition(" ")[0] or flat[:most]) + " \u2026"


def tail(quote: str, most: int) -> str:
    """The last words of a quote on one line, at most `most` characters and an ellipsis; a word longer than that is cut."""
    flat = " ".join(quote.split())
    if len(flat) <= most:
        return flat
    return "\u2026 " + (flat[-most:].partition(" ")[2] or flat[-most:])

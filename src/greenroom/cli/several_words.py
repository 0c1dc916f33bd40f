"""A command with a question among its options: told without quotes it falls into words, and the person is told why."""
from __future__ import annotations

import click


class SeveralWords(click.Command):
    """Says of words that belong to no option or argument that a question has to stand in quotes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        over = super().parse_args(ctx, args)
        if over and not ctx.resilient_parsing:
            words = "word is" if len(over) == 1 else "words are"
            ctx.fail(f"{len(over)} {words} left over: {' '.join(over)}. Put what has several words in quotes, as in -q \"Tell me about a time ...\".")
        return over

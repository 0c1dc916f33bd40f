"""`greenroom study`: read a walkthrough part by part."""
from __future__ import annotations

import sys

import click


@click.command("study")
@click.argument("walkthrough", required=False)
@click.option("--level", "-l", help="Tell it at this level.")
@click.option("--lens", "-p", help="Tell it for this principle.")
@click.option("--principle", help="Without WALKTHROUGH: list those for this principle.")
@click.option("--words", help="Without WALKTHROUGH: list those whose title, question or trade holds these words.")
@click.option("--all", "whole", is_flag=True, help="Print all pages at once.")
def command(walkthrough: str | None, level: str | None, lens: str | None, principle: str | None, words: str | None, whole: bool) -> None:
    """Read WALKTHROUGH part by part, at any level and through any lens; without it, list what there is."""
    if not walkthrough:
        from greenroom.cli.show_catalogue import Filter, listing
        from greenroom.services.check_catalogue import catalogue

        click.echo(listing(catalogue(), Filter(principle or "", level or "", words or "")))
        return
    from greenroom.cli.show_study import show_page
    from greenroom.services.rehearse import study

    session = study(walkthrough, level, lens)
    if whole or not sys.stdin.isatty():
        click.echo("\n\n".join(show_page(page, n, len(session.pages)) for n, page in enumerate(session.pages, 1)))
        return
    from greenroom.cli.show_study import read

    read(session)

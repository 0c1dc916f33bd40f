"""`greenroom backup`: copy everything of yours to a file."""
from __future__ import annotations

import click


@click.command("backup")
@click.argument("file")
def command(file: str) -> None:
    """Copy your stories, rehearsals, recordings, schedule and settings to FILE. Greenroom may be open meanwhile.

    A FILE that is a backup already is replaced; any other file is left alone.
    """
    from greenroom.services.back_up import back_up

    written = back_up(file)
    click.echo(f"Everything of yours is in {written} ({_size(written.stat().st_size)}). `greenroom restore` brings it back.")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} kB"

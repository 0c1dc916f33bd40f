"""`greenroom export`: everything of yours, as JSON and Markdown."""
from __future__ import annotations

import click


@click.command("export")
@click.argument("file")
def command(file: str) -> None:
    """Write everything of yours to FILE, a zip: JSON for programs, Markdown for people, and the recordings. A FILE that is there already is left alone."""
    from greenroom.services.keep import open_stores
    from greenroom.services.own_data import export_file

    with open_stores() as stores:
        click.echo(f"Everything of yours is in {export_file(stores, file)}.")

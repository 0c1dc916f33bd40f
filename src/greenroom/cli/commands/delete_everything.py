"""`greenroom delete-everything`: nothing of yours stays."""
from __future__ import annotations

import click


@click.command("delete-everything")
@click.option("--yes", "words", metavar="WORDS", help="The words 'delete everything', where nobody is there to type them.")
def command(words: str | None) -> None:
    """Delete your stories, takes, rehearsals, recordings, schedule and settings. Asks for the words `delete everything` first.

    Files that you exported or backed up elsewhere stay; they are yours to delete.
    """
    from greenroom.services.keep import open_stores
    from greenroom.services.own_data import CONFIRMATION, confirm, delete_everything
    from greenroom.services.what_is_kept import told

    with open_stores() as stores:
        if words is None:
            click.echo(f"This deletes {told(stores.counts())}, all drafts and settings. It cannot be undone; `greenroom export FILE` keeps a copy.")
            words = click.prompt(f"Type '{CONFIRMATION}' to go on", default="", show_default=False)
        confirm(words)
        delete_everything(stores)
    click.echo("Deleted. Nothing of yours is kept any more.")

"""`greenroom restore`: put a backup in place of what is kept."""
from __future__ import annotations

import click


@click.command("restore")
@click.argument("file")
def command(file: str) -> None:
    """Put the backup in FILE in place of all that is kept now, which stays beside it under another name. Backups of earlier versions are brought to this one."""
    from greenroom.services.back_up import restore
    from greenroom.services.what_is_kept import told

    before, counts = restore(file)
    click.echo(f"Restored: {told(counts)}.")
    if before is not None:
        click.echo(f"What was there before is in {before}.")

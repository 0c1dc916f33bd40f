"""`greenroom restore`: put a backup in place of what is kept."""
from __future__ import annotations

import click

ONE = {"stories": "story", "takes": "take", "rehearsals": "rehearsal", "cards": "card"}


@click.command("restore")
@click.argument("file")
def command(file: str) -> None:
    """Put the backup in FILE in place of all that is kept now, which stays beside it under another name. Backups of earlier versions are brought to this one."""
    from greenroom.services.back_up import restore

    before, counts = restore(file)
    click.echo("Restored: " + ", ".join(f"{n} {ONE[what] if n == 1 else what}" for what, n in counts.items()) + ".")
    if before is not None:
        click.echo(f"What was there before is in {before}.")

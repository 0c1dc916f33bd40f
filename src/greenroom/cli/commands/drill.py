"""`greenroom drill`: quizzes, spot the flaw, mend the sentence, and cards, scheduled."""
from __future__ import annotations

import click


@click.command("drill")
@click.argument("walkthrough", required=False)
@click.option("--due", is_flag=True, help="Only what is due again.")
@click.option("--seed", type=int, help="Draw the order of choices from this number.")
def command(walkthrough: str | None, due: bool, seed: int | None) -> None:
    """Exercises from WALKTHROUGH, or from all. What you answer comes again when it is about to be forgotten."""
    import random
    from datetime import UTC, datetime

    from greenroom.cli.show_drill import ask
    from greenroom.services.keep import open_stores
    from greenroom.services.rehearse import drill, keep_drill

    with open_stores() as stores:
        session = drill(stores, walkthrough, due, datetime.now(UTC), random.Random(seed))
        if session.current is None:
            nothing = "Nothing is due and nothing is new here. Come back later, or choose another walkthrough."
            click.echo("Nothing is due. `greenroom drill WALKTHROUGH` begins new exercises." if due else nothing)
            return
        click.echo(f"{len(session.queue)} exercises. Only Enter passes one; Ctrl-C leaves, and what you answered is kept.\n")
        while session.current is not None:
            outcome = ask(session)
            if outcome is None:
                break
            keep_drill(stores, session)
    click.echo(f"{session.right} of {session.done} right. `greenroom drill --due` brings back what is due.")

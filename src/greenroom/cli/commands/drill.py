"""`greenroom drill`: quizzes, spot the flaw, mend the sentence, and cards, scheduled."""
from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from greenroom.practice.drill import DrillSession
    from greenroom.storage.stores import Stores


@click.command("drill")
@click.argument("walkthrough", required=False)
@click.option("--due", is_flag=True, help="Only what is due again.")
@click.option("--seed", type=int, help="Draw the order of choices from this number.")
def command(walkthrough: str | None, due: bool, seed: int | None) -> None:
    """Exercises from WALKTHROUGH, or from all. What you answer comes again when it is about to be forgotten; Enter alone passes, q leaves."""
    import random
    from datetime import UTC, datetime

    from greenroom.cli.show_drill import score
    from greenroom.cli.talk import say
    from greenroom.services.keep import open_stores
    from greenroom.services.rehearse import drill

    with open_stores() as stores:
        session = drill(stores, walkthrough, due, datetime.now(UTC), random.Random(seed))
        if session.current is None:
            say(_nothing(session.next_due, due))
            return
        count = len(session.queue)
        say(f"{count} exercise{'' if count == 1 else 's'}. Only Enter passes one; what you pass or get wrong comes once more at the end.")
        say("q, Ctrl-D or Ctrl-C leaves, and what you answered or began to mend is kept.\n")
        try:
            _through(stores, session)
        except KeyboardInterrupt:
            say("\nStopped. What is answered is kept, and so is what you began to mend.")
    say(f"{score(session)} That is kept; `greenroom drill --due` brings back what is due.")


def _through(stores: Stores, session: DrillSession) -> None:
    """Ask until nothing is left or the learner leaves; each answer is kept as it is given."""
    from greenroom.cli.show_drill import ask
    from greenroom.services.mend_drafts import Drafts
    from greenroom.services.rehearse import keep_drill

    drafts = Drafts(stores)
    while session.current is not None and ask(session, drafts) is not None:
        keep_drill(stores, session)


def _nothing(next_due: datetime | None, due_only: bool) -> str:
    onward = "`greenroom drill WALKTHROUGH` begins new exercises." if due_only else "Come back then, or choose another walkthrough."
    if next_due is None:
        return f"Nothing is due, since nothing was answered yet. {onward}"
    when = next_due.astimezone()
    nothing = "Nothing is due." if due_only else "Nothing is due and nothing is new here."
    return f"{nothing} The next is due on {when:%A}, {when.day} {when:%B}, at {when:%H:%M}. {onward}"

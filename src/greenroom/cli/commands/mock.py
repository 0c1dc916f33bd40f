"""`greenroom mock`: a question, your answer against the clock, follow-ups, and then the report."""
from __future__ import annotations

import click

from greenroom.cli.several_words import SeveralWords


@click.command("mock", cls=SeveralWords)
@click.argument("walkthrough", required=False)
@click.option("--principle", "-p", help="Draw a question under this principle (its id or part of its name).")
@click.option("--question", "-q", help="Ask this question of your own.")
@click.option("--level", "-l", help="The level you are interviewed for; without it the walkthrough's, or the second of the framework.")
@click.option("--framework", "-f", help="Look for principle and level in this framework; without it, in those of the packs that are there.")
@click.option("--seed", type=int, help="Draw the question from this number.")
@click.option("--resume/--fresh", default=None, help="Go on with the mock interrupted last, or leave it unfinished and begin another; without either you are asked.")
def command(
    walkthrough: str | None, principle: str | None, question: str | None, level: str | None, framework: str | None, seed: int | None, resume: bool | None
) -> None:
    """Answer as in the room: no hints before the end. What you type is kept line by line; an interrupted mock can be taken up again."""
    import random

    from greenroom.cli.show_mock import goes_on, parted, run
    from greenroom.services.hold_mock import HeldMock, drop_mock, unfinished_mock
    from greenroom.services.keep import open_stores
    from greenroom.services.rehearse import new_mock

    named = [x for x in (walkthrough, principle, question) if x is not None]
    if len(named) > 1:
        raise click.UsageError("Give a walkthrough, --principle or --question, not several of them.")
    if named and not named[0].strip():
        raise click.UsageError("What you gave is empty. Write the question, the principle or the walkthrough, or leave it out to have a question drawn.")
    with open_stores() as stores:
        kept = unfinished_mock(stores, anywhere=bool(resume))
        if resume and kept is None:
            raise click.UsageError("There is no interrupted mock to go on with.")
        fresh = None if resume else new_mock(walkthrough, principle, question, level, random.Random(seed), framework)
        dropped = resume is None
        if kept is not None and resume is None:
            resume = goes_on(kept.session, fresh if named else None)
            if resume is None:
                return
        if kept is not None and not resume:
            parted(kept.session, dropped)
            if dropped or not kept.session.words:
                drop_mock(kept)
            kept = None
        if kept is None and fresh is not None:
            kept = HeldMock(stores, fresh)
        if kept is not None:
            run(kept)

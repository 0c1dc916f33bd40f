"""`greenroom mock`: a question, your answer against the clock, follow-ups, and then the report."""
from __future__ import annotations

import click


@click.command("mock")
@click.argument("walkthrough", required=False)
@click.option("--principle", "-p", help="Draw a question under this principle.")
@click.option("--question", "-q", help="Ask this question of your own.")
@click.option("--level", "-l", help="The level you are interviewed for; without it the walkthrough's, or sde2.")
@click.option("--seed", type=int, help="Draw the question from this number.")
@click.option("--resume/--fresh", default=None, help="Go on with the mock interrupted last, or drop it; without either you are asked.")
def command(walkthrough: str | None, principle: str | None, question: str | None, level: str | None, seed: int | None, resume: bool | None) -> None:
    """Answer as in the room: no hints before the end. What you type is kept line by line; an interrupted mock can be taken up again."""
    import random

    from greenroom.cli.show_mock import run
    from greenroom.services.hold_mock import HeldMock, drop_mock, unfinished_mock
    from greenroom.services.keep import open_stores
    from greenroom.services.rehearse import new_mock

    if sum(x is not None for x in (walkthrough, principle, question)) > 1:
        raise click.UsageError("Give a walkthrough, --principle or --question, not several of them.")
    with open_stores() as stores:
        mock = unfinished_mock(stores, anywhere=bool(resume))
        if mock is not None:
            if resume is None:
                click.echo(f"An interrupted mock is kept: {mock.session.question}")
                resume = click.confirm("Go on with it?", default=True)
            if not resume:
                drop_mock(mock)
                mock = None
        elif resume:
            raise click.UsageError("There is no interrupted mock to go on with.")
        run(mock or HeldMock(stores, new_mock(walkthrough, principle, question, level, random.Random(seed))))

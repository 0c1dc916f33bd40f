"""A mock interview in a terminal."""
from __future__ import annotations

from datetime import UTC, datetime

import click

from greenroom.cli.show_rating import show_rating
from greenroom.cli.talk import bold, colour, lines, para
from greenroom.errors import TooLong
from greenroom.frameworks import load
from greenroom.practice.mock import ANSWERING, DONE, MockSession
from greenroom.rating.timing import count_words
from greenroom.services.hold_mock import HeldMock


def run(mock: HeldMock) -> None:
    """Ask, take the answers, keep them line by line, and report."""
    session = mock.session
    level = load(session.framework).level(session.level)
    if session.state == ANSWERING and not session.draft:
        click.echo(f"A mock at {level.title}. Spoken, the answer should take about {level.total} s: " + ", ".join(f"{k} {v} s" for k, v in level.seconds.items()) + ".")
        click.echo("Type your answer; a line with a single full stop ends it. Ctrl-C stops, and nothing typed is lost.\n")
    while session.state != DONE:
        click.echo(bold(para(session.prompt)))
        if session.draft:
            click.echo("\nSo far:\n" + para(session.draft, 2) + "\n\nGo on:")
        text, seconds, ended = lines(session.draft, session.draft_seconds, lambda t, s: _keep(mock, t, s))
        if not text and (session.state == ANSWERING or not ended):
            click.echo("Nothing was typed. The mock is kept; call `greenroom mock` again to go on.")
            _keep(mock, "", seconds)
            return
        try:
            session.give(text, seconds)
        except TooLong as problem:
            click.echo(f"{problem.message} {problem.remedy}")
            continue
        mock.keep(datetime.now(UTC))
        click.echo()
    report(session)


def _keep(mock: HeldMock, text: str, seconds: float) -> None:
    mock.session.write(text, seconds)
    mock.keep(datetime.now(UTC))


def report(session: MockSession) -> None:
    """The answer's rating, the time, and what each follow-up probed and got."""
    rating = session.rating()
    words = count_words(session.answer)
    click.echo(bold("Report"))
    click.echo(f"Typed in {session.seconds:.0f} s: {words} words.\n")
    click.echo(show_rating(rating, colour()))
    replies = session.replies()
    if replies:
        click.echo("\n" + bold("Your replies"))
    for n, each in enumerate(replies, 1):
        click.echo(para(f"{n}. {each.asked.followup.text}", 2))
        click.echo(
            para(f"It probed {', '.join(each.asked.followup.probes)}. {'Settled' if each.settled else 'Still open'} after {each.asked.seconds:.0f} s. {each.says}", 5),
        )
        for e in each.rating.evidence[:2]:
            click.echo(para(f"\u201c{e.quote}\u201d ({e.kind})", 5))
    click.echo()

"""Exercises in a terminal."""
from __future__ import annotations

from datetime import UTC, datetime

import click

from greenroom.cli.talk import bold, choose, line, lines, para
from greenroom.practice.drill import DrillSession
from greenroom.practice.exercises import Exercise, Outcome
from greenroom.rating.result import PartRating

KINDS = {"quiz": "Quiz", "spot": "Spot the flaw", "mend": "Mend it", "card": "Card"}


def ask(session: DrillSession) -> Outcome | None:
    """Show the current exercise, take the answer, say what came of it. None where the learner left."""
    exercise = session.current
    assert exercise is not None
    about = session.walkthroughs[exercise.id.partition("/")[0]].head.title
    click.echo(bold(f"{KINDS[exercise.kind]}  ({about}; {len(session.queue)} to go)"))
    given = _take(exercise)
    if given is None:
        return None
    outcome = session.give(given, datetime.now(UTC))
    click.echo()
    click.echo(_said(exercise, outcome))
    click.echo()
    return outcome


def _take(exercise: Exercise) -> str | None:
    click.echo(para(exercise.asks))
    click.echo()
    if exercise.kind == "mend":
        click.echo(para(exercise.text, 2))
        click.echo("\nYour version, ended by a line with a single full stop:")
        return lines()[0]
    if exercise.text and exercise.kind == "card":
        click.echo(para(exercise.text, 2) + "\n")
    if exercise.choices:
        for n, choice in enumerate(exercise.choices, 1):
            click.echo(para(f"{n}. {choice}", 2))
        if exercise.kind == "spot":
            return _spotted(exercise)
        number = choose("\nNumber: ", len(exercise.choices))
        return exercise.choices[number - 1] if number else ""
    if line("Enter when you have it. ") is None:
        return None
    return "think"


def _spotted(exercise: Exercise) -> str | None:
    given = line("\nNumber of the sentence, or the words: ")
    if given is None:
        return None
    given = given.strip()
    if given.isdigit() and 1 <= int(given) <= len(exercise.choices):
        return exercise.choices[int(given) - 1]
    return given


def _said(exercise: Exercise, outcome: Outcome) -> str:
    if exercise.kind == "card" and not exercise.choices:
        return para(outcome.answer, 2)
    head = "Right." if outcome.right else "Not yet."
    out = [para(f"{head} {outcome.says}").replace(head, bold(head), 1)]
    if outcome.rating is not None and outcome.rating.judged:
        out += _evidence(outcome.rating)
    if not outcome.right:
        label = "One way to say it:" if exercise.kind == "mend" else "It is:"
        out += [label, para(outcome.answer, 2)]
    return "\n".join(out)


def _evidence(rating: PartRating) -> list[str]:
    quotes = [f"{'carries' if e.sign == '+' else 'sinks'}: \u201c{e.quote}\u201d ({e.kind})" for e in rating.evidence]
    return [para(q, 2) for q in quotes[:4]]

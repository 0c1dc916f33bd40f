"""Exercises in a terminal."""
from __future__ import annotations

from datetime import UTC, datetime

import click

from greenroom.catalogue.model import PARTS, Walkthrough
from greenroom.cli.talk import QUIT, bold, choose, line, lines, para, say
from greenroom.practice.drill import DrillSession
from greenroom.practice.exercises import Exercise, Outcome, objection
from greenroom.practice.study import page_of
from greenroom.rating.result import PartRating
from greenroom.text.sentences import split

KINDS = {"quiz": "Quiz", "spot": "Spot the flaw", "mend": "Mend it", "card": "Card", "followup": "Follow-up"}
SHOWN_SENTENCES = 3
"""Sentences of a strong section that are shown as one way to say it."""


def ask(session: DrillSession) -> Outcome | None:
    """Show the current exercise, take the answer, say what came of it. None where the learner left; then nothing is counted."""
    exercise = session.current
    assert exercise is not None
    w = session.walkthroughs[exercise.id.partition("/")[0]]
    click.echo(bold(para(f"{KINDS[exercise.kind]}  ({w.head.title}; {len(session.queue)} to go)")))
    given = _take(exercise)
    if given is None:
        return None
    outcome = session.give(given, datetime.now(UTC))
    click.echo()
    click.echo(_said(w, exercise, outcome, passed=not given.strip()))
    click.echo()
    return outcome


def score(session: DrillSession) -> str:
    """How the drill went, in a line."""
    return f"{session.right} right, {session.wrong} wrong, {session.passed} passed."


def _take(exercise: Exercise) -> str | None:
    """What the learner answers: "" passes, None leaves."""
    say(exercise.asks)
    click.echo()
    if exercise.kind == "mend":
        say(exercise.text, 2)
        click.echo()
        if exercise.facts:
            say(f"Facts of the story: {exercise.facts}")
            click.echo()
        return _mended(exercise)
    if exercise.text and exercise.kind in {"card", "followup"}:
        say(exercise.text, 2)
        click.echo()
    if exercise.choices:
        for n, choice in enumerate(exercise.choices, 1):
            say(f"{n:>{len(str(len(exercise.choices)))}}. {choice}", 2)
        if exercise.kind == "spot":
            return _spotted(exercise)
        number = choose("\nNumber: ", len(exercise.choices))
        return None if number is None else exercise.choices[number - 1] if number else ""
    given = line("Enter when you have it. ")
    return None if given is None or given.strip().casefold() in QUIT else "think"


def _mended(exercise: Exercise) -> str | None:
    while True:
        say("Your version, ended by a line with a single full stop:")
        first = line("")
        if first is None or first.strip().casefold() in QUIT:
            return None
        if first.strip() in {"", "."}:
            return ""
        given = lines(first)[0]
        wrong = objection(exercise, given)
        if not wrong:
            return given
        say(wrong)


def _spotted(exercise: Exercise) -> str | None:
    while True:
        given = line("\nNumber of the sentence, or the words: ")
        if given is None or given.strip().casefold() in QUIT:
            return None
        given = given.strip()
        wrong = objection(exercise, given) if given else ""
        if not wrong:
            return exercise.choices[int(given) - 1] if given.isdecimal() else given
        say(wrong)


def _said(w: Walkthrough, exercise: Exercise, outcome: Outcome, passed: bool) -> str:
    if exercise.kind == "card" and not exercise.choices:
        return para(outcome.answer, 2)
    head = "Passed." if passed else "Right." if outcome.right else "Not yet."
    out = [para(f"{head} {outcome.says}").replace(head, bold(head), 1)]
    if outcome.rating is not None and outcome.rating.judged:
        out += _evidence(outcome.rating)
    if not outcome.right:
        mend = exercise.kind == "mend"
        out += ["One way to say it:" if mend else "It is:", para(_beginning(w, exercise, outcome.answer) if mend else outcome.answer, 2)]
    return "\n".join(out)


def _beginning(w: Walkthrough, exercise: Exercise, strong: str) -> str:
    """The first sentences of a strong section, and where the whole of it stands."""
    sentences = split(strong)
    if len(sentences) <= SHOWN_SENTENCES:
        return strong
    part = PARTS[int(exercise.id.rpartition("/")[2]) - 1]
    return f"{strong[: sentences[SHOWN_SENTENCES - 1].end]}\n(whole in greenroom study {w.id}, page {page_of(w, part)})"


def _evidence(rating: PartRating) -> list[str]:
    quotes = [f"{'carries' if e.sign == '+' else 'sinks'}: \u201c{e.quote}\u201d ({e.kind})" for e in rating.evidence]
    return [para(q, 2) for q in quotes[:4]]

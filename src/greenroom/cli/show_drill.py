"""Exercises in a terminal."""
from __future__ import annotations

from datetime import UTC, datetime

import click

from greenroom.catalogue.model import PARTS, Walkthrough
from greenroom.cli.talk import QUIT, WHOLE, bold, choose, edits, ending, line, lines, para, pick, say
from greenroom.practice.drill import DrillSession
from greenroom.practice.exercises import Exercise, Outcome, answer, objection
from greenroom.practice.study import page_of
from greenroom.rating.result import PartRating
from greenroom.services.mend_drafts import Drafts
from greenroom.services.view_rating import signed
from greenroom.text.judgeable import MOST_CHARACTERS
from greenroom.text.sentences import split

KINDS = {"quiz": "Quiz", "spot": "Spot the flaw", "mend": "Mend it", "card": "Card", "followup": "Follow-up"}
KEPT = "What you typed is kept; this exercise will offer it again."
SHOWN_SENTENCES = 3
"""Sentences of a strong section that are shown as one way to say it."""


def ask(session: DrillSession, drafts: Drafts) -> Outcome | None:
    """Show the current exercise, take the answer, say what came of it. None where the learner left; then nothing is counted, and what was begun is in `drafts`."""
    exercise = session.current
    assert exercise is not None
    w = session.walkthroughs[exercise.walkthrough]
    click.echo(bold(para(f"{KINDS[exercise.kind]}  ({w.head.title}; {_left(session)})")))
    given = _compared(w, exercise) if exercise.compared else _take(exercise, drafts)
    if given is None:
        return None
    outcome = session.give(given, datetime.now(UTC))
    if exercise.kind == "mend" and given:
        drafts.forget(exercise.id)
    click.echo()
    if not exercise.compared:
        click.echo(_said(w, exercise, outcome, passed=not given.strip()))
        click.echo()
    return outcome


def _left(session: DrillSession) -> str:
    """How many are asked for the first time, and how many once more; the current one counts."""
    first = session.first_time
    again = len(session.queue) - first
    return " and ".join(filter(None, (f"{first} to go" if first else "", f"{again} once more" if again else "")))


def score(session: DrillSession) -> str:
    """How the drill went, in a line."""
    return f"{session.right} right, {session.wrong} wrong, {session.passed} passed."


def _take(exercise: Exercise, drafts: Drafts) -> str | None:
    """What the learner answers: "" passes, None leaves."""
    say(exercise.asks)
    click.echo()
    if exercise.kind == "mend":
        say(exercise.text, 2)
        click.echo()
        if exercise.facts:
            say(f"Facts of the story: {exercise.facts}")
            click.echo()
        return _mended(exercise, drafts)
    if exercise.text and exercise.kind in {"card", "followup"}:
        say(exercise.text, 2)
        click.echo()
    for n, choice in enumerate(exercise.choices, 1):
        say(f"{n:>{len(str(len(exercise.choices)))}}. {choice}", 2)
    if exercise.kind == "spot":
        return _spotted(exercise)
    number = choose("\nNumber: ", len(exercise.choices))
    return None if number is None else exercise.choices[number - 1] if number else ""


def _compared(w: Walkthrough, exercise: Exercise) -> str | None:
    """The learner thinks, compares, and says whether they had it; None where they leave before that."""
    say(exercise.asks)
    given = line("\nEnter to compare. ")
    if given is None or given.strip().casefold() in QUIT:
        return None
    click.echo()
    say(answer(w, exercise, "good").answer, 2)
    click.echo()
    had = pick("Had you got it (y), or not yet (n)?", "ynq")
    return None if had in {None, "q"} else "good" if had == "y" else "again"


def _mended(exercise: Exercise, drafts: Drafts) -> str | None:
    """The learner's version, whole; what is typed of it is kept line by line. "" passes, None leaves."""
    begun = _begun(drafts.begun(exercise.id))
    if begun is None or isinstance(begun, str):
        return begun
    (draft, first), reopen = begun, False
    while True:
        say("Go on, ended by a line with a single full stop:" if draft else "Your version, ended by a line with a single full stop:")
        given, _, ended = lines(draft, 0.0, lambda text, _: drafts.keep(exercise.id, text), QUIT, reopen, passes=True, first=first)
        if not given and ended:
            return ""
        if not ended:
            if given:
                drafts.keep(exercise.id, given)
                say(KEPT)
            return None
        if len(given) > MOST_CHARACTERS:
            chosen = _too_long(given)
            if chosen != "n":
                return "" if chosen == "p" else None
            draft, reopen, first = "", False, None
            continue
        wrong = objection(exercise, given)
        if not wrong:
            return given
        say(wrong if edits() else f"{wrong} So far: {given}")
        draft, reopen, first = given, True, None


def _begun(draft: str) -> tuple[str, str | None] | str | None:
    """What to go on with of a version begun before, and a line that was typed after it already; "" passes, None leaves."""
    if not draft:
        return "", None
    say("You began this one before:")
    click.echo(ending(draft, WHOLE, 2))
    if len(draft) > MOST_CHARACTERS:
        chosen = _too_long(draft)
    else:
        chosen = pick("\nGo on with it (g, or only Enter, or type what comes next), begin anew (n), pass (p) or leave (q)?", "gnpq", "g", words=True)
    if chosen is None or chosen in {"p", "q"}:
        return "" if chosen == "p" else None
    if chosen in {"g", "n"}:
        return ("" if chosen == "n" else draft), None
    say("That is added to it.")
    return draft, chosen


def _too_long(given: str) -> str | None:
    """Say that a version is too long to be judged. What is to come of it: "n" begun anew, "p" passed, "q" or None left; the drafts hold it until it is begun anew."""
    say(f"Your version has {len(given):,} characters; one may have {MOST_CHARACTERS:,}, and a few sentences are enough.")
    chosen = pick("Begin it anew (n), pass (p) or leave (q)? What you typed is kept until a new line of it is there.", "npq")
    if chosen in {None, "q"}:
        say(KEPT)
    return chosen


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
    part = PARTS[exercise.number - 1]
    return f"{strong[: sentences[SHOWN_SENTENCES - 1].end]}\n(whole in greenroom study {w.id}, page {page_of(w, part)})"


def _evidence(rating: PartRating) -> list[str]:
    return [para(signed(e), 2) for e in rating.evidence[:4]]

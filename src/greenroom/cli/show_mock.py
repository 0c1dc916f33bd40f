"""A mock interview in a terminal."""
from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from greenroom.cli.show_rating import show_rating
from greenroom.cli.talk import LAST, WHOLE, bold, colour, ending, lines, para, pick, say
from greenroom.frameworks import load
from greenroom.practice.mock import ANSWERING, DONE, REPLYING, MockSession, Replied, fitting
from greenroom.rating.timing import WORDS_PER_MINUTE, count_words
from greenroom.services.hold_mock import HeldMock
from greenroom.services.view_rating import quoted
from greenroom.text.judgeable import MOST_CHARACTERS

KEPT = "The mock is kept; call `greenroom mock` again to go on."


def goes_on(kept: MockSession, other: MockSession | None) -> bool | None:
    """Whether the mock that is kept is to go on, or to be dropped for another; None to leave both. `other` is what was asked for by name, None where nothing was."""
    say(f"An interrupted mock is kept: {kept.question} ({counted(kept)})")
    if other is None or (kept.walkthrough, kept.question) == (other.walkthrough, other.question):
        given = pick("Go on with it (g, or only Enter), drop it and begin anew (d), or leave (q)?", "gdq", "g")
    else:
        say(f"You asked for another: {other.question}")
        given = pick("Go on with the one that is kept (g), drop it and begin the new one (d), or leave (q)?", "gdq")
    return None if given in {None, "q"} else given == "g"


def parted(kept: MockSession, dropped: bool) -> None:
    """Say what becomes of an interrupted mock in place of which another begins. Of one that is left and has no words nothing is said."""
    if dropped:
        say(f"Dropped: {kept.question} ({counted(kept)})\n")
    elif kept.words:
        say(f"Left unfinished: {kept.question} ({counted(kept)}). It is offered again once the mock that you begin now is over or dropped.\n")


def counted(kept: MockSession) -> str:
    """How much was typed in a mock."""
    return f"{kept.words:,} word{'' if kept.words == 1 else 's'} typed" if kept.words else "nothing typed yet"


def run(mock: HeldMock) -> None:
    """Ask, take the answers, keep them line by line, and report. Ctrl-C leaves the mock as it stands, kept, and what was typed of a line with it."""
    try:
        _through(mock)
    except KeyboardInterrupt:
        if mock.session.state == DONE:  # it is over and kept; only the report was broken off
            raise
        _keep(mock, mock.session.draft, mock.session.draft_seconds)
        say(f"\nStopped. {KEPT}")


def _through(mock: HeldMock) -> None:
    session = mock.session
    if session.state == ANSWERING and not session.draft:
        _begin(session)
    if session.aside and not _which(mock):
        return
    while session.state != DONE:
        click.echo(bold(para(session.prompt)))
        if not (_shorten(mock) if session.too_long else _take(mock)):
            return
    report(session)


def _take(mock: HeldMock) -> bool:
    """Take what is typed; False where the mock is left as it is, kept."""
    session = mock.session
    if session.draft:
        click.echo("\nSo far:\n" + ending(session.draft, WHOLE, 2) + "\n\nGo on:")
    text, seconds, ended = lines(session.draft, session.draft_seconds, lambda t, s: _typed(mock, t, s))
    _keep(mock, text, seconds)
    if not ended and (not text or sys.stdin.isatty()):
        return _stops(mock)
    if not text and session.state == ANSWERING:
        say(f"Nothing was typed. {KEPT}")
        return False
    if session.too_long:
        return _shorten(mock)
    _give(mock, text)
    return True


def _give(mock: HeldMock, text: str) -> None:
    mock.session.give(text, mock.session.draft_seconds)
    mock.keep(datetime.now(UTC))
    click.echo()


def _shorten(mock: HeldMock) -> bool:
    """The draft is too long to be given: what fits of it is given, or it is begun anew, or left as it is. False where the mock is left, kept."""
    session = mock.session
    fits = fitting(session.draft)
    a, whole = ("an", "answer") if session.state == ANSWERING else ("a", "reply")
    say(f"\nWhat you typed has {len(session.draft):,} characters; {a} {whole} may have {MOST_CHARACTERS:,}.")
    say(f"What fits, without the last {count_words(session.draft[len(fits) :]):,} words, ends so:")
    click.echo(ending(fits, LAST, 2))
    chosen = pick(f"Give what fits as your {whole} (f), begin it anew (n), or leave it as it is for now (q)?", "fnq")
    if chosen == "f":
        _give(mock, fits)
    elif chosen == "n":
        session.set_aside()
        mock.keep(datetime.now(UTC))
        say(f"Begin anew. What you typed before is kept until the new {whole} is given.\n")
    else:
        say("All that you typed is kept with the mock; call `greenroom mock --resume` to shorten it.")
    return chosen in {"f", "n"}


def _which(mock: HeldMock) -> bool:
    """Something too long was set aside and begun anew: which of the two goes on. False where the mock is left, kept."""
    session = mock.session
    if not sys.stdin.isatty():  # what comes from a file belongs to the new one
        return True
    say(f"You set {count_words(session.aside):,} words aside that were too long, and began anew.")
    chosen = pick("Go on with the new text (g, or only Enter), take the old one back (t), or leave (q)?", "gtq", "g")
    if chosen == "t":
        session.take_back()
        mock.keep(datetime.now(UTC))
    return chosen in {"g", "t"}


def _begin(session: MockSession) -> None:
    level = load(session.framework).level(session.level)
    shares = ", ".join(f"{k} {v} s" for k, v in level.seconds.items())
    say(f"A mock at {level.title}. Spoken, the answer should take about {level.total} s: {shares}.")
    if sys.stdin.isatty():
        say("After each line you are told the time since the question and how long your words take to say.")
    say("Type your answer; a line with a single full stop ends it. Ctrl-C or Ctrl-D stops, and nothing typed is lost.\n")


def _stops(mock: HeldMock) -> bool:
    """The input ended: True where the report is wanted now (the session is over then), False where the mock is left as it is, kept."""
    session = mock.session
    if session.state != REPLYING:
        say(KEPT if session.draft else f"Nothing was typed. {KEPT}")
        return False
    if session.too_long:
        return _shorten(mock)
    say("Your answer is given and some follow-ups are open.")
    if pick("The report now, with the replies so far (r), or keep it for later (k)?", "rk") != "r":
        say(KEPT)
        return False
    session.finish()
    mock.keep(datetime.now(UTC))
    click.echo()
    return True


def _typed(mock: HeldMock, text: str, seconds: float) -> None:
    """Keep what was typed, and in an answer say how it stands against the level's time."""
    _keep(mock, text, seconds)
    session = mock.session
    if session.state == ANSWERING and sys.stdin.isatty():
        total, words = load(session.framework).level(session.level).total, count_words(text)
        say(f"({minutes(seconds)} of {minutes(total)}; {words} words, about {minutes(words * 60 / WORDS_PER_MINUTE)} aloud)")


def minutes(seconds: float) -> str:
    """Minutes and seconds as on a clock, such as 2:55."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _keep(mock: HeldMock, text: str, seconds: float) -> None:
    mock.session.write(text, seconds)
    mock.keep(datetime.now(UTC))


def report(session: MockSession) -> None:
    """The answer's rating, the time, and what each follow-up probed and got."""
    rating = session.rating()
    click.echo(bold("Report"))
    total, words = load(session.framework).level(session.level).total, count_words(session.answer)
    say(f"Typed in {minutes(session.seconds)} of {minutes(total)}: {words} words, about {minutes(words * 60 / WORDS_PER_MINUTE)} aloud.\n")
    click.echo(show_rating(rating, colour(), followups=False))
    replies, open_ = session.replies(), session.unanswered()
    if replies or open_:
        click.echo("\n" + bold("Your replies"))
    for n, each in enumerate(replies, 1):
        _reply(n, each)
    for n, asked in enumerate(open_, len(replies) + 1):
        say(f"{n}. {asked.followup.text}", 2)
        say(f"It probes {', '.join(asked.followup.probes)}. Not answered.", 5)
    click.echo()


def _reply(n: int, each: Replied) -> None:
    say(f"{n}. {each.asked.followup.text}", 2)
    after = f" after {each.asked.seconds:.0f} s" if each.asked.seconds >= 1 else ""
    say(f"It probed {', '.join(each.asked.followup.probes)}. {'Settled' if each.settled else 'Still open'}{after}. {each.says}", 5)
    for e in each.rating.evidence[:2]:
        say(quoted(e), 5)

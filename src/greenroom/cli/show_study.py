"""A walkthrough's pages in a terminal."""
from __future__ import annotations

import click

from greenroom.cli.talk import QUIT, bold, line, marked, para, say
from greenroom.errors import UnknownName
from greenroom.frameworks import load
from greenroom.practice.study import Note, Page, StudySession

KEYS = "Enter: next   b: back   l LEVEL: other level   p PRINCIPLE: lens (p alone: none)   NUMBER: go to page   q: leave   ?: this list"


def show_page(page: Page, number: int, of: int) -> str:
    """One page, wrapped to the terminal."""
    return "\n".join([bold(para(f"{page.title}  ({number} of {of})")), *(_note(note) for note in page.notes)])


def _note(note: Note) -> str:
    out = ["", bold(para(note.heading))] if note.heading else [""]
    text = marked(note.text, [phrase for phrase, _ in note.marks])
    out.append(para(text, 2))
    out += [para(f"[{n}] {why}", 4) for n, (_, why) in enumerate(note.marks, 1)]
    return "\n".join(out)


def read(session: StudySession) -> None:
    """Turn pages as the reader says, until they leave."""
    show: bool | None = True
    while True:
        if show:
            click.echo("\n" + show_page(session.page, session.at + 1, len(session.pages)) + "\n")
            say(KEYS)
        given = line("> ")
        if given is None or given.strip().casefold() in QUIT:
            return
        show = _turn(session, given.strip())
        if show is None:
            return


def _turn(session: StudySession, given: str) -> bool | None:
    """Do what was typed. True where a page is to be shown, False where only a message was, None at the end."""
    word, _, rest = given.partition(" ")
    word, rest = word.casefold(), rest.strip()
    try:
        if word in {"", "n", "next"}:
            return _next(session)
        if word in {"b", "back"}:
            return _moved(session, -1, "This is the first page.")
        if word in {"l", "level"}:
            return _level(session, rest)
        if word in {"p", "lens"}:
            session.through(rest)
            say(f"\nNow {session.told()}.")
            return True
        if word.isdecimal():
            return _moved(session, int(word) - 1 - session.at, f"Pages are 1 to {len(session.pages)}.")
    except UnknownName as problem:
        say(f"{problem.message} {problem.remedy}")
        return False
    say(KEYS if word in {"?", "h", "help"} else f"{given!r} is not understood. {KEYS}")
    return False


def _next(session: StudySession) -> bool | None:
    if session.go(1):
        return True
    say(f"That was the last page. Next: greenroom drill {session.walkthrough.id}, or greenroom mock {session.walkthrough.id}.")
    return None


def _moved(session: StudySession, step: int, otherwise: str) -> bool:
    if session.go(step):
        return True
    say(otherwise)
    return False


def _level(session: StudySession, name: str) -> bool:
    if name:
        session.at_level(name)
        say(f"\nNow {session.told()}.")
        return True
    say(f"Levels: {', '.join(level.id for level in load(session.walkthrough.framework).levels)}; now {session.level}. Type l and one of them.")
    return False

"""A walkthrough's pages in a terminal."""
from __future__ import annotations

import click

from greenroom.cli.talk import bold, line, marked, para
from greenroom.errors import UnknownName
from greenroom.practice.study import Note, Page, StudySession

KEYS = "Enter: next   b: back   l LEVEL: other level   p PRINCIPLE: lens (p alone: none)   NUMBER: go to page   q: leave"


def show_page(page: Page, number: int, of: int) -> str:
    """One page in 80 columns."""
    return "\n".join([bold(f"{page.title}  ({number} of {of})"), *(_note(note) for note in page.notes)])


def _note(note: Note) -> str:
    out = ["", bold(note.heading)] if note.heading else [""]
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
            click.echo(KEYS)
        given = line("> ")
        if given is None or given.strip().casefold() in {"q", "quit"}:
            return
        show = _turn(session, given.strip())
        if show is None:
            return


def _turn(session: StudySession, given: str) -> bool | None:
    """Do what was typed. True where a page is to be shown, False where only a message was, None at the end."""
    word, _, rest = given.partition(" ")
    try:
        if not given:
            if session.go(1):
                return True
            click.echo(f"That was the last page. Next: greenroom drill {session.walkthrough.id}, or greenroom mock {session.walkthrough.id}.")
            return None
        if word.casefold() in {"b", "back"}:
            if not session.go(-1):
                click.echo("This is the first page.")
                return False
            return True
        if word.casefold() in {"l", "level"}:
            session.at_level(rest)
            return True
        if word.casefold() in {"p", "lens"}:
            session.through(rest)
            return True
        if word.isdigit() and session.go(int(word) - 1 - session.at):
            return True
    except UnknownName as problem:
        click.echo(f"{problem.message} {problem.remedy}")
        return False
    click.echo(f"{given!r} is not understood. {KEYS}")
    return False

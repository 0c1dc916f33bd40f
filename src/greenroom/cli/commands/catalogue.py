"""`greenroom catalogue`: list, show, check and begin walkthroughs."""
from __future__ import annotations

import sys

import click


@click.group("catalogue")
def command() -> None:
    """Worked stories: list them, show one, check them, begin a new one."""


@command.command("list")
@click.option("--principle", help="Only walkthroughs for this principle (its id or part of its name).")
@click.option("--level", help="Only walkthroughs told at this level, of any framework.")
@click.option("--framework", help="Only walkthroughs under this framework.")
@click.option("--words", help="Only walkthroughs whose title, question or trade holds these words.")
@click.option("--packs", "folder", type=click.Path(), help="A pack's folder, or one that holds packs, drafts included; without it, all that can be found.")
def list_(principle: str | None, level: str | None, framework: str | None, words: str | None, folder: str | None) -> None:
    """List the walkthroughs by principle."""
    from greenroom.cli.show_catalogue import Filter, listing
    from greenroom.services.check_catalogue import catalogue

    click.echo(listing(catalogue(folder), Filter(principle or "", level or "", words or "", framework or ""), folder))


@command.command("show")
@click.argument("walkthrough")
@click.option("--packs", "folder", type=click.Path(), help="A pack's folder, or one that holds packs; without it, all that can be found.")
def show(walkthrough: str, folder: str | None) -> None:
    """Say what WALKTHROUGH holds: question, principles, level, trade, parts."""
    from greenroom.cli.show_catalogue import card
    from greenroom.services.check_catalogue import catalogue

    click.echo(card(catalogue(folder).get(walkthrough)))


@command.command("check")
@click.argument("walkthroughs", nargs=-1)
@click.option("--only", multiple=True, metavar="CODE", help="Only this check (may be given several times).")
@click.option("--packs", "folder", type=click.Path(), help="A pack's folder, or one that holds packs; without it, all that can be found.")
@click.option("--quiet", is_flag=True, help="No progress, only problems.")
@click.option("--notes", is_flag=True, help="Also show, one by one, what checks found that are unsure; with --only such a check shows them anyway.")
@click.option("--figures", is_flag=True, help="Also count what the engine confirms, over the whole catalogue.")
def check(walkthroughs: tuple[str, ...], only: tuple[str, ...], folder: str | None, quiet: bool, notes: bool, figures: bool) -> None:
    """Print every problem with file, line, code and remedy. Exit status 1 when there is one; notes alone are no problem.

    WALKTHROUGHS are ids, or the folders of walkthroughs or packs; without them, all are checked.
    """
    from greenroom.cli.show_catalogue import counted, problems
    from greenroom.services.check_catalogue import check as run

    if figures and (walkthroughs or only):
        raise click.UsageError("--figures counts over the whole catalogue; leave out the names and --only.")
    shown = sys.stderr.isatty() and not quiet

    def progress(done: int, of: int, name: str) -> None:
        click.echo(f"\r\x1b[K{done + 1} of {of}: {name}", nl=False, err=True)

    outcome = run(folder, walkthroughs, only, progress=progress if shown else None)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
    click.echo(problems(outcome, notes or bool(only)))
    if figures:
        click.echo(counted(folder, outcome))
    sys.exit(1 if outcome.problems else 0)


@command.command("new")
@click.argument("name")
@click.option("--packs", "folder", type=click.Path(), required=True, help="The folder of the pack that it goes into.")
@click.option("--question", default="TODO the interviewer's question", help="The interviewer's question.")
@click.option("--principle", required=True, help="The principle it is for: its id or its name.")
@click.option("--level", default="", help="The level at which the story is told; without it the second of the pack's framework.")
def new(name: str, folder: str, question: str, principle: str, level: str) -> None:
    """Begin a walkthrough: a folder NAME in which only what you write is missing."""
    from greenroom.services.check_catalogue import new as make

    made = make(folder, name, question, principle, level)
    click.echo(f"Made {made}. Fill in what says TODO, then: greenroom catalogue check {name} --packs {folder}")

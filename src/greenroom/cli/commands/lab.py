"""`greenroom lab`: the runnable systems behind stories."""
from __future__ import annotations

import sys

import click

FOLDER = click.option("--folder", help="Keep the lab in this folder instead of the data folder.")
FAULT = click.Choice(["retry-race", "none", "mine"])


@click.group("lab")
def command() -> None:
    """Labs: find, reproduce, mend and measure the fault that a story tells of."""


@command.group("webhooks", invoke_without_command=True)
@FOLDER
@click.pass_context
def webhooks(context: click.Context, folder: str | None) -> None:
    """The dropped webhooks: without a command, says what the lab is and where you stand."""
    from greenroom.services.lab_webhooks import lab, standing

    context.obj = lab(folder)
    if context.invoked_subcommand is None:
        from greenroom.cli.show_lab import overview

        click.echo(overview(standing(context.obj), str(context.obj.root)))


@webhooks.command("run")
@click.option("--fault", type=FAULT, default="retry-race", show_default=True, help="The sender with the fault, Greenroom's own sender, or your own retry worker.")
@click.option("--events", default=10_000, show_default=True, help="Payments, each with a webhook.")
@click.option("--slow-share", default=0.12, show_default=True, help="Share of attempts that fall into the shop's slow tail.")
@click.option("--slow-tail", default=1.4, show_default=True, help="Mean time of those, in limits of the sender.")
@click.option("--retry-share", default=0.06, show_default=True, help="Share of attempts that fail in all; the shop refuses as many as make it up.")
@click.option("--workers", default=2, show_default=True, help="Retry workers, or senders of Greenroom's own.")
@click.option("--seed", default=1, show_default=True, help="Seed of the shop's manners and of the amounts.")
@click.option("--rate", default=0.0, help="Payments a second; left out, it follows from the limit.")
@click.option("--limit", default=0.0, help="Seconds that a sender waits for an answer; left out, it is measured on this machine.")
@click.option("--weekly", default=98_000, show_default=True, help="Webhooks a week, for the money.")
@click.option("--lapse", default=0.34, show_default=True, help="Share of the lost whose order never comes back, for the money.")
@click.option("--database", metavar="URL", help="A PostgreSQL database in which the lab makes a schema of its own; without it, SQLite in the lab's folder.")
@click.pass_obj
def run(held, fault, events, slow_share, slow_tail, retry_share, workers, seed, rate, limit, weekly, lapse, database) -> None:  # type: ignore[no-untyped-def]
    """Run payments, sender and shop as real processes, and count what was lost."""
    from greenroom.cli.show_lab import outcome_text, reporter
    from greenroom.services.lab_webhooks import Dials
    from greenroom.services.lab_webhooks import run as go

    outcome = go(held, Dials(fault, events, seed, workers, slow_share, slow_tail, retry_share, rate, limit), database, reporter())
    click.echo(outcome_text(outcome, weekly, lapse))


@webhooks.command("step")
@click.argument("number", type=int)
@click.pass_obj
def step(held, number: int) -> None:  # type: ignore[no-untyped-def]
    """Say what there is to do in step NUMBER."""
    from greenroom.cli.show_lab import step_text
    from greenroom.services.lab_webhooks import show, standing

    click.echo(step_text(show(held, number), len(standing(held))))


@webhooks.command("check")
@click.argument("number", type=int)
@click.pass_obj
def check(held, number: int) -> None:  # type: ignore[no-untyped-def]
    """Check step NUMBER by what you did. Exit status 1 when it is not done yet."""
    from greenroom.cli.show_lab import check_text, reporter
    from greenroom.services.lab_webhooks import check as look
    from greenroom.services.lab_webhooks import standing

    result = look(held, number, reporter())
    click.echo(check_text(result, number, len(standing(held))))
    sys.exit(0 if result.ok else 1)


@webhooks.command("log")
@click.option("--event", help="Only this event.")
@click.option("--limit", default=5, show_default=True, help="So many of the lost events.")
@click.pass_obj
def log(held, event: str | None, limit: int) -> None:  # type: ignore[no-untyped-def]
    """Lay the attempts of lost events side by side, from your last run with the fault."""
    from greenroom.cli.show_lab import log_text
    from greenroom.services.lab_webhooks import log as look

    click.echo(log_text(look(held, event, limit)))


@webhooks.command("race")
@click.option("--seed", type=int, help="Replay this one, move by move.")
@click.option("--seeds", default=200, show_default=True, help="Without --seed: try so many and name those that lose the delivery.")
@click.pass_obj
def race(held, seed: int | None, seeds: int) -> None:  # type: ignore[no-untyped-def]
    """Replay two retry workers and one delivery under a seeded scheduler."""
    from greenroom.cli.show_lab import replay_text, reporter
    from greenroom.cli.talk import say
    from greenroom.services.lab_webhooks import losing, replay

    if seed is not None:
        click.echo(replay_text(replay(seed)))
        return
    report = reporter()
    found = losing(seeds, lambda n: report("seeds", n, seeds))
    say(f"{len(found)} of {seeds} lose the delivery: {', '.join(map(str, found[:20]))}{' ...' if len(found) > 20 else ''}")


@webhooks.command("ask")
@click.pass_obj
def ask(held) -> None:  # type: ignore[no-untyped-def]
    """Answer the interviewer's follow-ups with your own figures; replies are rated."""
    from greenroom.cli.show_lab import ask_all
    from greenroom.services.lab_webhooks import followups

    ask_all(held, followups(held))


@webhooks.command("reset")
@click.option("--file", "name", help="Only this file, such as retry_worker.py.")
@click.pass_obj
def reset(held, name: str | None) -> None:  # type: ignore[no-untyped-def]
    """Start again. Your files are set aside, not deleted; runs are deleted."""
    from greenroom.services.lab_webhooks import reset as anew

    aside = anew(held, name)
    click.echo(f"What there was is in {aside}." if aside else "There was nothing yet.")

"""`greenroom webhooks`: signed events to other systems, delivered until they arrive or somebody is told."""
from __future__ import annotations

import click

EVENT = click.option("--event", help="Only this event (its id).")
ENDPOINT = click.option("--endpoint", help="Only this endpoint.")
TYPE = click.option("--type", "type_", help="Only events of this type.")
LIMIT = click.option("--limit", default=50, show_default=True, help="At most so many.")


@click.group("webhooks")
def command() -> None:
    """Signed webhooks that are not dropped: endpoints, delivery, log, dead letters."""


@command.command("serve")
@click.option("--alert-command", metavar="COMMAND", help="Run this with each new incident as JSON on its standard input; without it, incidents are printed.")
@click.option("--alert-url", metavar="URL", help="Send each new incident there, signed with the secret in GREENROOM_WEBHOOK_ALERT_SECRET.")
@click.option("--listen", metavar="HOST:PORT", help="Show /metrics for Prometheus and a status page for every team concerned there.")
@click.option("--keep-days", default=30.0, show_default=True, help="Purge events and their log after so many days.")
@click.option("--allow-loopback", is_flag=True, help="Let deliveries go to this machine, by plain http too.")
@click.option("--concurrency", default=128, show_default=True, help="Attempts in flight at once.")
@click.option("--once", is_flag=True, help="End when nothing is due.")
def serve(alert_command: str | None, alert_url: str | None, listen: str | None, keep_days: float, allow_loopback: bool, concurrency: int, once: bool) -> None:
    """Deliver until stopped (Ctrl-C ends what is in flight first). Several may run at once."""
    from greenroom.services.serve_webhooks import Serving
    from greenroom.services.serve_webhooks import serve as run
    from greenroom.services.webhook_alerts import from_environment

    host, _, port = (listen or "").rpartition(":")
    if listen and not (host and port.isdigit() and int(port) < 65536):
        raise click.UsageError(f"{listen} is no host and port: write --listen 127.0.0.1:9464.")
    if keep_days <= 0:
        raise click.UsageError("--keep-days must be above 0.")
    at = (host.strip("[]"), int(port)) if listen else None
    tally = run(Serving(from_environment(alert_command, alert_url), allow_loopback, concurrency, once, at, keep_days * 86400))
    click.echo(f"{tally.delivered} delivered, {tally.failed} failed attempts.")


@command.command("send")
@click.argument("type_", metavar="TYPE")
@click.argument("data", default="{}")
@click.option("--amount", type=int, help="What the event is worth, in the currency's smallest unit.")
@click.option("--currency", default="", help="The amount's currency, such as EUR.")
@click.option("--id", "event_id", help="The event's id; the same id again is accepted once.")
def send(type_: str, data: str, amount: int | None, currency: str, event_id: str | None) -> None:
    """Accept an event of TYPE with DATA (JSON) for every endpoint that wants it."""
    from greenroom.services.webhooks import send as accept

    got = accept(type_, data, amount, currency, event_id)
    click.echo(f"{got.id} goes to {got.fanout} endpoint{'' if got.fanout == 1 else 's'}{'' if got.new else ' (it was accepted before)'}.")


@command.group("endpoints")
def endpoints() -> None:
    """Where events go."""


@endpoints.command("list")
def list_() -> None:
    """List the endpoints."""
    from greenroom.cli.show_webhooks import endpoint_lines
    from greenroom.services.webhooks import endpoints as held

    click.echo(endpoint_lines(held()))


@endpoints.command("add")
@click.argument("name")
@click.argument("url")
@click.option("--type", "types", multiple=True, help="A type, or group.*, that it wants (may be given several times); without it, every type.")
@click.option("--order", type=click.Choice(["none", "hold", "park"]), default="none", help="Strict order (a failing event holds the line, or is parked) or none.")
@click.option("--target", default=0.999, show_default=True, help="Share of events that is promised to arrive in time.")
@click.option("--within", default=300.0, show_default=True, help="Seconds that count as in time.")
@click.option("--whole", is_flag=True, help="Send it what you wrote too (answers, replies, stories), and not only ids, times and scores.")
@click.option("--allow-loopback", is_flag=True, help="Take an address on this machine.")
def add(name: str, url: str, types: tuple[str, ...], order: str, target: float, within: float, whole: bool, allow_loopback: bool) -> None:
    """Add endpoint NAME at URL and print its secret, this once."""
    from greenroom.services.webhooks import add_endpoint

    secret = add_endpoint(name, url, types, order, target, within, allow_loopback, whole)  # type: ignore[arg-type]
    click.echo(f"Added {name}. Its secret, shown this once:\n{secret}")


@endpoints.command("test")
@click.argument("name")
def test(name: str) -> None:
    """Send one endpoint an event of type webhook.test that says nothing."""
    from greenroom.services.webhooks import test as try_out

    click.echo(f"{try_out(name)} goes to {name}; see `greenroom webhooks log --endpoint {name}`.")


@endpoints.command("rotate")
@click.argument("name")
def rotate(name: str) -> None:
    """Print a new secret; the former one signs beside it for a day."""
    from greenroom.services.webhooks import rotate_secret

    click.echo(rotate_secret(name))


@endpoints.command("enable")
@click.argument("name")
def enable(name: str) -> None:
    """Enable an endpoint and close its circuit."""
    from greenroom.services.webhooks import enable as switch

    switch(name, True)


@endpoints.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Disable an endpoint; what comes in is kept for it."""
    from greenroom.services.webhooks import enable as switch

    switch(name, False)


@endpoints.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove an endpoint and cancel what is pending for it."""
    from greenroom.services.webhooks import remove as take_away

    click.echo(f"Removed {name}; {take_away(name)} pending deliveries were cancelled.")


@command.command("log")
@EVENT
@ENDPOINT
@TYPE
@click.option("--outcome", type=click.Choice(["delivered", "retry", "dead"]), help="Only attempts with this outcome.")
@LIMIT
def log(event: str | None, endpoint: str | None, type_: str | None, outcome: str | None, limit: int) -> None:
    """Show the delivery log, newest first."""
    from greenroom.cli.show_webhooks import attempt_lines
    from greenroom.services.webhooks import log as look
    from greenroom.webhooks.model import Filter

    click.echo(attempt_lines(look(Filter(event, endpoint, type_, outcome, None, limit))))


@command.command("dead")
@EVENT
@ENDPOINT
@TYPE
@LIMIT
def dead(event: str | None, endpoint: str | None, type_: str | None, limit: int) -> None:
    """Show dead letters, newest first."""
    from greenroom.cli.show_webhooks import dead_lines
    from greenroom.services.webhooks import dead as look
    from greenroom.webhooks.model import Filter

    click.echo(dead_lines(look(Filter(event, endpoint, type_, None, None, limit))))


@command.command("replay")
@EVENT
@ENDPOINT
@TYPE
@click.option("--since", type=click.DateTime(), help="Only events accepted at or after this time (UTC).")
@click.option("--all", "everything", is_flag=True, help="All dead letters; asked for so that it is never an accident.")
def replay(event: str | None, endpoint: str | None, type_: str | None, since: object, everything: bool) -> None:
    """Try dead letters again under their ids."""
    from datetime import UTC, datetime

    from greenroom.services.webhooks import replay as again
    from greenroom.webhooks.model import Filter

    if not (everything or event or endpoint or type_ or since):
        raise click.UsageError("Say which: --event, --endpoint, --type, --since, or --all.")
    after = since.replace(tzinfo=UTC).timestamp() if isinstance(since, datetime) else None
    click.echo(f"{again(Filter(event, endpoint, type_, None, after, 100_000))} dead letters are tried again.")


@command.command("new")
@click.argument("name")
@click.option("--in", "folder", type=click.Path(file_okay=False), default=".", help="Folder to write it into; the current one without it.")
def new(name: str, folder: str) -> None:
    """Write a small service NAME that others start from: sender, receiver, dead-letter alert, objective, tests."""
    from pathlib import Path

    from greenroom.services.new_webhook_service import new_service

    for path in new_service(name, Path(folder)):
        click.echo(path)
    click.echo(f"Try it: cd {Path(folder) / name} && python -m pytest")


@command.command("status")
def status() -> None:
    """Show the ledger, open incidents and the promise to each endpoint. Exit status 1 when something is wrong."""
    import sys

    from greenroom.cli.show_webhooks import status_lines
    from greenroom.services.webhook_status import status as look

    found = look()
    click.echo(status_lines(found))
    sys.exit(0 if found.well else 1)

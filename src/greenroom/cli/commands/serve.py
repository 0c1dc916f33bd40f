"""`greenroom serve`: Greenroom in the browser, on this machine only."""
from __future__ import annotations

import click

LOOPBACK = ("127.0.0.1", "localhost")


@click.command("serve")
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8377, show_default=True, help="The port to listen on; 0 takes any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; only this machine's own is accepted.")
@click.option("--browser/--no-browser", default=True, help="Open the start page in the browser, where there is a display.")
@click.option("--at-a-terminal", is_flag=True, help="Only where a person is there: end at once without a terminal, and where CI is set.")
def command(port: int, host: str, browser: bool, at_a_terminal: bool) -> None:
    """Open Greenroom in the browser. It listens on this machine only, and Ctrl-C stops it."""
    from greenroom.cli import serving
    from greenroom.cli.serving import listen, run

    if at_a_terminal and not serving.at_a_terminal():
        return

    if host not in LOOPBACK:
        raise click.UsageError(f"{host} is not accepted: Greenroom has no accounts, so it answers on 127.0.0.1 only. Leave --host out.")
    run(listen(port), browser)

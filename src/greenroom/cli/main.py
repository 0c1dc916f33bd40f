"""`greenroom`: finds its commands in `cli/commands` and imports only the one that is called."""
from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import click

from greenroom.cli import commands
from greenroom.errors import GreenroomError
from greenroom.version import VERSION


class Commands(click.Group):
    """A group whose commands are the modules of `greenroom.cli.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; of a name that is none, the command that is spelt most like it is named."""
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            from greenroom.errors import nearest

            near = nearest(name, self.list_commands(ctx))
            ctx.fail(f"There is no command {name!r}.{f' Did you mean {near[0]}?' if near else ''}")
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="greenroom")
def app() -> None:
    """Get ready for behavioural interviews: answers rated on your own machine, with the words that carry or sink them."""


def main() -> None:
    """Entry point: an error for a person is shown as message and remedy, with exit status 2."""
    try:
        app(standalone_mode=False)
    except GreenroomError as problem:
        _tell(problem.message, problem.remedy)
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        from greenroom.cli.talk import para

        if isinstance(problem, click.UsageError) and problem.ctx:
            click.echo(f"{problem.ctx.get_usage()}\nTry '{problem.ctx.command_path} --help' for help.\n", err=True)
        click.echo(para(f"Error: {problem.format_message()}"), err=True)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as problem:
        _tell(f"The output cannot be written: {problem.strerror}.", "Free some room, or choose another place with --out.")
        sys.exit(2)


def _tell(message: str, remedy: str) -> None:
    """A mistake and what to do about it, wrapped to the terminal."""
    from greenroom.cli.talk import para

    told = f"{message}\n{remedy}"
    click.echo(para(told) if sys.stderr.isatty() or "COLUMNS" in os.environ else told, err=True)  # whole lines where another program reads them

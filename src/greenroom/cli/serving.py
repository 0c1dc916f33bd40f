"""Listening on this machine, and the server on top of it."""
from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import threading
import webbrowser

import click

from greenroom.errors import GreenroomError

APP = "greenroom.web.app:create_app"
"""By name, so that the command line does not import the web."""


class CannotListen(GreenroomError):
    """A port that cannot be had."""

    code = "cannot-listen"


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1. Raises CannotListen for a port that is taken or not allowed."""
    # with the protocol named, asyncio sends what it has at once (TCP_NODELAY); else each answer waits 40 ms for the browser to acknowledge its head
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # a port that was just left may be taken again; on Windows the option would let two programs share it
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
        found.listen(128)
    except OSError as problem:
        found.close()
        if problem.errno == errno.EADDRINUSE:
            raise CannotListen(
                f"Port {port} is in use, perhaps by a Greenroom that is already running.",
                f"Open http://localhost:{port}/, or choose another: greenroom serve --port {port % 65535 + 1}.",
            ) from None
        raise CannotListen(f"Port {port} cannot be used: {problem.strerror}.", "Choose one above 1024: greenroom serve --port 8377.") from None
    return found


def has_display() -> bool:
    """Whether a browser can be shown. Without a display Python would start a text browser in this very terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def at_a_terminal() -> bool:
    """Whether a person is there: input and output are a terminal, and this is no continuous integration."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("CI", "").lower() in {"", "0", "false"}


def run(listener: socket.socket, browser: bool) -> None:
    """Serve until Ctrl-C. No access log: addresses may hold words that were searched for."""
    import uvicorn

    url = f"http://localhost:{listener.getsockname()[1]}/"

    class Server(uvicorn.Server):
        """Says that it is open once it is: from then on pages come at once, and Ctrl-C ends it as it should."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            click.echo(f"Greenroom is open at {url}  (Ctrl-C stops it)")
            if browser and has_display():
                threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    server = Server(uvicorn.Config(APP, factory=True, access_log=False, log_level="warning", server_header=False, lifespan="on", proxy_headers=False))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])

"""Listening on this machine, and the server on top of it."""
from __future__ import annotations

import contextlib
import errno
import os
import socket
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
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
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


def run(listener: socket.socket, browser: bool) -> None:
    """Serve until Ctrl-C. No access log: addresses may hold words that were searched for."""
    import uvicorn

    url = f"http://localhost:{listener.getsockname()[1]}/"
    click.echo(f"Greenroom is open at {url}  (Ctrl-C stops it)")
    if browser:
        threading.Timer(0.8, webbrowser.open, (url,)).start()
    server = uvicorn.Server(uvicorn.Config(APP, factory=True, access_log=False, log_level="warning", server_header=False, lifespan="on", proxy_headers=False))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])

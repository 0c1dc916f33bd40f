"""A PostgreSQL cluster of the tests' own: in a temporary folder, as an unprivileged user, on a free port; the system's is never touched."""
from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=40", "autovacuum=off")


def programs() -> Path | None:
    """The folder of initdb and postgres: the newest of Debian's, or that on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def unprivileged() -> pwd.struct_passwd | None:
    """Who runs the cluster: nobody else when we are not root ourselves (PostgreSQL refuses to run as root)."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("there is no user postgres or nobody")


def _as(user: pwd.struct_passwd | None, dies_with_us: bool = False) -> list[str]:
    if shutil.which("setpriv") is None:
        return ["runuser", "-u", user.pw_name, "--"] if user else []
    death = ["--pdeathsig", "QUIT"] if dies_with_us else []
    who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []
    return ["setpriv", *who, *death] if who or death else []


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """A running cluster; gives the URL of its superuser without a database at the end."""
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="greenroom-pg-", dir=_in_memory()))
    password = secrets.token_hex(8)
    server: subprocess.Popen[bytes] | None = None
    try:
        (folder / "password").write_text(password)
        if user:
            for path in (folder, folder / "password"):
                os.chown(path, user.pw_uid, user.pw_gid)
        made = [*_as(user), str(bin_folder / "initdb"), "-D", str(folder / "data"), "-U", "greenroom", "-A", "scram-sha-256", "--pwfile", str(folder / "password")]
        # LC_ALL: a user without a home must not be asked for its locale
        subprocess.run([*made, "--encoding=UTF8", "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        port = _free_port()
        settings = [*SPEED, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*_as(user, dies_with_us=True), str(bin_folder / "postgres"), "-D", str(folder / "data"), *(x for s in settings for x in ("-c", s))],
                stdout=log, stderr=log, cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            )
        _wait(server, port, folder / "log")
        yield f"postgresql://greenroom:{password}@127.0.0.1:{port}/"
    finally:
        if server is not None and server.poll() is None:
            # at once, without writing anything out: the folder goes too
            server.send_signal(signal.SIGQUIT)
            server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> str | None:
    """Where files cost no disk, if there is room; None for the usual place."""
    shared = "/dev/shm"
    return shared if os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > 500_000_000 else None


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        if b"database system is ready" in log.read_bytes():
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start on port {port}:\n{log.read_text(errors='replace')}")

"""Datasette with the same stories and answers as rows, in an environment of its own."""
from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from httpx2 import Client, TransportError

VERSION = "0.65.1"
PATIENCE = 60


def datasette(folder: Path, database: Path, stack: ExitStack) -> tuple[Client | None, str]:
    """A client for it while `stack` is open; None with a line that says why where it cannot be had. `database` is the one of Greenroom."""
    made = folder / "peer"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(made)], check=True, capture_output=True)
        subprocess.run([str(made / "bin" / "pip"), "install", "-q", f"datasette=={VERSION}"], check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError):
        shutil.rmtree(made, ignore_errors=True)
        return None, f"**SKIPPED: Datasette {VERSION} could not be installed.**"
    kept = folder / "kept.db"
    rows(database, kept)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([str(made / "bin" / "datasette"), "serve", str(kept), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(running.wait)
    stack.callback(running.terminate)
    client = stack.enter_context(Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=60))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            client.get("/")
            return client, ""
        except TransportError:
            time.sleep(0.2)
    return None, f"**SKIPPED: Datasette {VERSION} did not start.**"


def rows(database: Path, kept: Path) -> None:
    """Stories and answers of Greenroom's database as one table of another."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as ours:
        answers = "SELECT json_extract(session, '$.question'), json_extract(session, '$.answer'), updated FROM rehearsals"
        found = ours.execute(f"SELECT title, text, updated FROM stories UNION ALL {answers}")
        with sqlite3.connect(kept) as theirs:
            theirs.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, title TEXT, text TEXT, updated TEXT)")
            theirs.executemany("INSERT INTO answers (title, text, updated) VALUES (?, ?, ?)", found.fetchall())

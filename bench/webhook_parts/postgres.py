"""PostgreSQL as it is run in earnest (every commit on the disk), that can be killed with SIGKILL and started again on what it left."""
from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.storage.postgres import _as, _free_port, programs, unprivileged

SETTINGS = ("shared_buffers=256MB", "max_connections=60", "max_wal_size=2GB", "listen_addresses=127.0.0.1")


class Server:
    """A cluster in a folder of its own; `url` names its database."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is not installed: make postgres")
        self.programs, self.user = found, unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="greenroom-bench-pg-"))
        self.port, password = _free_port(), secrets.token_hex(8)
        (self.folder / "password").write_text(password)
        if self.user:
            for path in (self.folder, self.folder / "password"):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        made = [*_as(self.user), str(found / "initdb"), "-D", str(self.data), "-U", "greenroom", "-A", "scram-sha-256", "--pwfile", str(self.folder / "password")]
        subprocess.run([*made, "--encoding=UTF8", "--locale=C"], check=True, capture_output=True, cwd=self.folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        self.url = f"postgresql://greenroom:{password}@127.0.0.1:{self.port}/postgres"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start it, after a kill too: once its former children have gone."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            log = (self.folder / "log").open("wb")
            settings = [x for s in (*SETTINGS, f"port={self.port}", f"unix_socket_directories={self.folder}") for x in ("-c", s)]
            command = [*_as(self.user, dies_with_us=True), str(self.programs / "postgres"), "-D", str(self.data), *settings]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
            log.close()
            while self.process.poll() is None and time.monotonic() < end:
                if b"is ready to accept connections" in (self.folder / "log").read_bytes():
                    return
                time.sleep(0.02)
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def kill(self) -> None:
        """As if the machine's power had gone for the server: SIGKILL, nothing written out."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """End it and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

"""Coroutines as tests, a clock that is set by hand, and the stores that the contract suite runs against."""
from __future__ import annotations

import asyncio
import inspect
import os
import pwd
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from greenroom.webhooks.circuit import Breaker
from greenroom.webhooks.model import Endpoint, NewEvent
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.signing import Secret, new_secret
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.conftest import need

SECRET = new_secret(b"s" * 32)
KINDS = ["sqlite", "postgres"]


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine in a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}))
    return True


@dataclass
class Clock:
    """A clock that only moves when it is told to."""

    at: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.at


def sealer(seed: int = 1) -> Sealer:
    return Sealer({"k1": b"k" * 32}, "k1", random.Random(seed).randbytes)


def endpoint(name: str = "ep", **changes: Any) -> Endpoint:
    return Endpoint(**({"id": name, "url": f"https://{name}.example/hook", "secrets": (Secret(SECRET),)} | changes))


def event(name: str = "e1", type_: str = "story.rated", body: bytes = b"{}", amount: int | None = None) -> NewEvent:
    return NewEvent(name, type_, body, amount, "EUR" if amount else "")


def _as_postgres(*command: str) -> None:
    user = "postgres" if os.getuid() == 0 else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user, cwd="/tmp")


def _binary(name: str) -> str | None:
    return shutil.which(name) or next((str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of our own on a socket in a folder of our own, or a skip where there is none to start."""
    given = os.environ.get("GREENROOM_TEST_POSTGRES")
    if given:
        yield given
        return
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    known = os.getuid() != 0 or any(u.pw_name == "postgres" for u in pwd.getpwall())
    need("postgres", bool(initdb and pg_ctl and known), "install PostgreSQL, or name a database in GREENROOM_TEST_POSTGRES")
    assert initdb is not None
    assert pg_ctl is not None
    folder = Path(tempfile.mkdtemp(prefix="greenroom-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        _as_postgres(initdb, "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
        _as_postgres(pg_ctl, "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _as_postgres(pg_ctl, "-D", str(folder / "data"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def wipe(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as c:
        for table in ("schema", "endpoint", "event", "delivery", "attempt", "incident", "minute"):
            c.execute(f"DROP TABLE IF EXISTS webhook_{table}".encode())


def where_of(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if kind == "sqlite":
        return str(tmp_path / "webhooks.db")
    url: str = request.getfixturevalue("postgres_url")
    wipe(url)
    return url


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each database, empty."""
    return where_of(request.param, request, tmp_path)


@pytest.fixture
def store(where: str, clock: Clock) -> Iterator[ThreadedStore]:
    """Each store, empty, on the clock that is set by hand."""
    made = open_store(where, sealer(), clock, lease=60, breaker=Breaker(failures=3, span=10, cool=30, most=100))
    yield made
    made.close()

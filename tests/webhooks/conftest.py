"""Coroutines as tests, a clock that is set by hand, and the stores that the contract suite runs against."""
from __future__ import annotations

import asyncio
import inspect
import random
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
from tests.storage import postgres

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


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of the tests' own, or a skip where there is none to start."""
    programs = postgres.programs()
    need("postgres", programs is not None, "`make postgres` installs it as root; otherwise install the package postgresql")
    assert programs is not None
    with postgres.cluster(programs) as url:
        yield url + "postgres"


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

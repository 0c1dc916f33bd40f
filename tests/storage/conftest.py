"""The stores on both databases: a test that asks for `place` or `stores` runs on SQLite and on PostgreSQL."""
from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from greenroom.storage.stores import Stores
from tests.conftest import need
from tests.storage import postgres

Place = str | Path
NOW = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
_NUMBERS = itertools.count(1)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL of a running cluster, made for this run."""
    programs = postgres.programs()
    need("postgres", programs is not None, "`make postgres` installs it as root; otherwise install the package postgresql")
    assert programs is not None
    with postgres.cluster(programs) as url:
        with psycopg.connect(url + "postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE ours")
        Stores(url + "ours").close()
        yield url


def fresh(cluster: str, template: str = "template0") -> str:
    """A new database's URL."""
    name = f"t{next(_NUMBERS)}"
    with psycopg.connect(cluster + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type, unused-ignore]
    return cluster + name


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database without tables."""
    return tmp_path / "greenroom.db" if request.param == "sqlite" else fresh(request.getfixturevalue("cluster"))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database that may have its tables already."""
    return tmp_path / "greenroom.db" if request.param == "sqlite" else fresh(request.getfixturevalue("cluster"), "ours")


@pytest.fixture
def opened() -> Iterator[Callable[..., Stores]]:
    """Opens stores and closes them after the test."""
    held: list[Stores] = []

    def opening(place: Place, patience: float = 5.0) -> Stores:
        held.append(Stores(place, patience))
        return held[-1]

    yield opening
    for each in held:
        each.close()


@pytest.fixture
def stores(place: Place, opened: Callable[..., Stores]) -> Stores:
    return opened(place)

"""The stores on both databases: a test that asks for `place` or `stores` runs on SQLite and on PostgreSQL."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from greenroom.storage.migrate import VERSION_TABLE, versions
from greenroom.storage.models import metadata
from greenroom.storage.stores import Stores
from tests.conftest import need
from tests.storage import postgres

Place = str | Path
NOW = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)


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
            connection.execute("CREATE DATABASE bare")
        Stores(url + "ours").close()
        yield url


def _alone(connection: psycopg.Connection) -> None:
    """End what an earlier test left connected to this database."""
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")


@pytest.fixture
def server(cluster: str) -> str:
    """PostgreSQL with our tables and nothing in them; one database for all tests, since making one takes as long as most of them."""
    url = cluster + "ours"
    with psycopg.connect(url) as connection:
        _alone(connection)
        for table in reversed(metadata.sorted_tables):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute(sql.SQL("UPDATE {} SET version_num = %s").format(sql.Identifier(VERSION_TABLE)), [versions()[-1]])
    return url


@pytest.fixture
def bare_server(cluster: str) -> str:
    """PostgreSQL without a table."""
    url = cluster + "bare"
    with psycopg.connect(url) as connection:
        _alone(connection)
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database without tables."""
    return tmp_path / "greenroom.db" if request.param == "sqlite" else str(request.getfixturevalue("bare_server"))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database with nothing in it, which may have its tables already."""
    return tmp_path / "greenroom.db" if request.param == "sqlite" else str(request.getfixturevalue("server"))


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

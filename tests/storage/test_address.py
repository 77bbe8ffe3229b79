from __future__ import annotations

from pathlib import Path

import pytest

from ispolkom_bot.errors import StartError
from ispolkom_bot.storage import address


def test_a_directory_holds_one_file() -> None:
    read = address.read(Path("/var/lib/bot"))
    assert read.file == Path("/var/lib/bot/ispolkom.sqlite3")
    assert read.place == "/var/lib/bot/ispolkom.sqlite3"
    assert not read.in_memory


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ("sqlite:////srv/kept.db", Path("/srv/kept.db")),
        ("sqlite:///kept.db", Path.cwd() / "kept.db"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
    ],
)
def test_an_address_of_sqlite(given: str, file: Path | None) -> None:
    read = address.read(given)
    assert read.file == file
    assert read.in_memory == (file is None)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("postgresql+psycopg://bot:geheim@db.example:5433/kept", "kept at db.example:5433"),
        ("postgresql://bot:geheim@db.example/kept", "kept at db.example"),
        ("postgres://bot:geheim@db.example/kept", "kept at db.example"),
        ("postgresql://bot:ge%40h%2Feim@[::1]:5433/kept", "kept at ::1:5433"),
        ("postgresql://bot:1/geheim@db.example/kept", "kept at db.example"),
        ("postgresql:///kept?host=/run/postgresql", "kept at /run/postgresql"),
        ("postgresql://bot@/", "bot at the local socket"),
        ("postgresql+psycopg://bot:geheim@one,two/kept", "kept at one,two"),
    ],
)
def test_an_address_of_postgresql(given: str, place: str) -> None:
    read = address.read(given)
    assert read.url.drivername == "postgresql+psycopg"
    assert read.file is None
    assert not read.in_memory
    assert read.place == f"PostgreSQL database {place}"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "geheim",
        "/var/lib/geheim.db",
        "mysql://bot:geheim@host/kept",
        "postgresql+asyncpg://bot:geheim@host/kept",
        "sqlite+aiosqlite:///geheim.db",
        "postgresql://bot:a@geheim!@host/kept",
        "postgresql://bot:pass@ge heim/kept",
        "postgresql://bot:pass@host:geheim/kept",
    ],
)
def test_a_wrong_address_is_told_with_the_right_form_and_no_secret(given: str) -> None:
    with pytest.raises(StartError, match=r"write postgresql\+psycopg://") as told:
        address.read(given)
    assert "geheim" not in str(told.value)
    assert told.value.__suppress_context__ or told.value.__context__ is None

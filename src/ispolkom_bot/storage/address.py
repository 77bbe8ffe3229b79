"""Where the storage is: a directory for SQLite's file, or the address of a database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from ispolkom_bot.storage.faults import StorageStartError

FILE: Final = "ispolkom.sqlite3"
"""SQLite's file inside the data directory; `-wal` and `-shm` beside it belong to it."""
_POSTGRES: Final = {"postgres", "postgresql", "postgresql+psycopg"}
_HOST: Final = re.compile(r"[\w.:,/\[\]-]*", re.ASCII)
_FORMS: Final = (
    "write postgresql+psycopg://USER:PASSWORD@HOST/DATABASE or sqlite:////DIRECTORY/FILE "
    "(in a password, @ is %40, / is %2F, : is %3A)"
)


class Address(Struct, frozen=True):
    """An address that can be tried; `place` names it in messages, without the password."""

    url: URL
    place: str

    @property
    def file(self) -> Path | None:
        """SQLite's file; None for a server, or for a database in memory."""
        inside = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(inside) if inside and inside != ":memory:" else None

    @property
    def in_memory(self) -> bool:
        """Whether nothing of it outlives the process."""
        return self.url.get_backend_name() == "sqlite" and self.file is None


def read(given: str | Path) -> Address:
    """The address of a data directory or of a database; raises StorageStartError."""
    if isinstance(given, Path):
        return _in_file(given / FILE)
    try:
        url = make_url(given)
    except (SQLAlchemyError, ValueError):  # whose words repeat the password
        raise StorageStartError(f"the database's address can't be read - {_FORMS}") from None
    if url.drivername == "sqlite":
        if not url.database or url.database == ":memory:":
            return Address(URL.create("sqlite"), "the database in memory")
        return _in_file(Path(url.database))
    if url.drivername not in _POSTGRES:
        raise StorageStartError(f"no database is known by {url.drivername!r} - {_FORMS}")
    if not _HOST.fullmatch(url.host or ""):  # a password's tail that was not escaped
        raise StorageStartError(f"the database's address names no host - {_FORMS}")
    url = url.set(drivername="postgresql+psycopg")
    host = url.host or url.query.get("host") or "the local socket"
    where = f"{host}:{url.port}" if url.port else host
    return Address(url, f"PostgreSQL database {url.database or url.username} at {where}")


def _in_file(path: Path) -> Address:
    path = path.absolute()
    return Address(URL.create("sqlite", database=str(path)), str(path))

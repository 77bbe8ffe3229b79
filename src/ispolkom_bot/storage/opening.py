"""Opening the storage: the address tried, the schema brought to this program's.

Alembic is imported only where the schema isn't this program's yet, and then by a process of its
own, whose memory goes with it.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from ispolkom_bot.storage import address as addresses
from ispolkom_bot.storage.address import Address
from ispolkom_bot.storage.database import Database
from ispolkom_bot.storage.faults import StorageStartError, guarded_start
from ispolkom_bot.storage.tables import REVISIONS


def open_database(given: str | Path) -> Database:
    """The database of an address, at this program's schema; raises StorageStartError."""
    address = addresses.read(given)
    with guarded_start(address.place):
        database = _database(address)
        try:
            if not _is_current(database):
                if not address.in_memory:
                    _migrate_aside(address)
                if not _is_current(database):
                    _migrate(database)
        except BaseException:
            database.close()
            raise
        return database


def migrate(given: str | Path) -> None:
    """Bring a database to this program's schema, in this process; raises StorageStartError.

    Of several processes at once one migrates, and the others find it done.
    """
    address = addresses.read(given)
    with guarded_start(address.place):
        database = _database(address)
        try:
            if not _is_current(database):
                _migrate(database)
        finally:
            database.close()


def _migrate_aside(address: Address) -> None:
    """Have it migrated by another process; whether that succeeded is seen in the database.

    The address, which may hold a password, is no argument that others could list.
    """
    full = address.url.render_as_string(hide_password=False)
    with suppress(OSError):
        subprocess.run(
            [sys.executable, "-P", "-m", "ispolkom_bot.storage.migrations"],
            input=full.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def _migrate(database: Database) -> None:
    from ispolkom_bot.storage.migrations import upgrade  # noqa: PLC0415 - pulls in Alembic

    with database.writing.begin() as connection:
        database.lock(connection)
        if _revision(connection, database.place) != REVISIONS[-1]:
            upgrade(connection)


def _database(address: Address) -> Database:
    """The database with no regard to its schema; one dialect is imported."""
    if address.url.get_backend_name() == "sqlite":
        from ispolkom_bot.storage import sqlite  # noqa: PLC0415 - one dialect is wanted

        return sqlite.database(address)
    try:
        from ispolkom_bot.storage import postgres  # noqa: PLC0415 - one dialect is wanted
    except ImportError as fault:
        raise StorageStartError(
            f"{address.place}: the driver is missing ({fault.name or fault}) - "
            "install it with: pip install 'ispolkom-bot[postgres]'"
        ) from None
    return postgres.database(address)


def _is_current(database: Database) -> bool:
    with database.reading.connect() as connection:
        database.examine(connection)
        return _revision(connection, database.place) == REVISIONS[-1]


def _revision(connection: Connection, place: str) -> str | None:
    """The schema's revision, None where there is none yet; raises for one that isn't known."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if len(rows) == 1 and rows[0] in REVISIONS:
        return str(rows[0])
    raise StorageStartError(
        f"{place}: its schema is {', '.join(rows) or 'none'}, this program knows {REVISIONS[-1]} "
        "and older - install the newer program, or restore the older backup"
    )

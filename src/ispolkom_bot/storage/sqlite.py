"""How SQLite is opened: one file, one connection, a log that is written ahead."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from ispolkom_bot.storage.address import Address
from ispolkom_bot.storage.database import Database
from ispolkom_bot.storage.faults import RESTORE, StorageStartError

_PATIENCE: Final = 4
"""Seconds to wait for another process that writes."""
_CHECKED: Final = 32_000_000
"""A file of no more bytes is looked through when it is opened."""


def database(address: Address) -> Database:
    """A file, made where it is missing, or a database in memory; raises OSError.

    It has one connection that any thread may use in turn.
    """
    if address.file is not None:
        _make(address.file)
    engine = create_engine(
        address.url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={
            "timeout": _PATIENCE,
            "isolation_level": None,  # transactions are begun below
            "check_same_thread": False,
        },
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    reading = engine.execution_options(reading=True)
    return Database(
        place=address.place,
        writing=engine,
        reading=reading,
        insert=insert,
        threads=1,
        examine=partial(_examine, address),
        clean=partial(_clean, reading),
    )


def _make(file: Path) -> None:
    """Make the file and its directory, for nobody's eyes but their owner's."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        ahead = cursor.fetchone() == ("wal",)
        # Without the log (a file system that can't share memory) only FULL survives a power cut.
        cursor.execute(f"PRAGMA synchronous = {'NORMAL' if ahead else 'FULL'}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        cursor.execute("PRAGMA journal_size_limit = 4194304")
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    # At once for writing: a transaction that reads first and finds another's lock can't wait.
    if not connection.get_execution_options().get("reading"):
        connection.connection.cursor().execute("BEGIN IMMEDIATE")


def _examine(address: Address, connection: Connection) -> None:
    """Raise StorageStartError where the file is damaged or another program's."""
    if address.file is None:
        return
    if address.file.stat().st_size <= _CHECKED:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise StorageStartError(f"{address.place}: is damaged - {RESTORE}")
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    if tables and "alembic_version" not in tables:
        raise StorageStartError(
            f"{address.place}: belongs to another program - name another file or directory"
        )


def _clean(reading: Engine) -> None:
    """Bring the log's pages home and cut it; a reader elsewhere puts it off to the next time."""
    with reading.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

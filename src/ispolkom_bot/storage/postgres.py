"""How PostgreSQL is opened, and how a server that no longer answers is left."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from threading import Lock
from typing import Final
from weakref import WeakSet

from psycopg import Connection as PsycopgConnection
from sqlalchemy import Connection, QueuePool, create_engine, event
from sqlalchemy.dialects.postgresql import insert

from ispolkom_bot.storage.address import Address
from ispolkom_bot.storage.database import Database

Line = PsycopgConnection[tuple[object, ...]]

_CONNECTIONS: Final = 4
"""How many calls go to the server at once."""
_DEFAULTS: Final = {
    "connect_timeout": "3",
    "tcp_user_timeout": "10000",
    "application_name": "ispolkom-bot",
}
"""What the address may say otherwise; times in seconds and milliseconds."""
_SCHEMA_LOCK: Final = 0x1917_0227
"""The number of the advisory lock that one migrates under."""


def database(address: Address) -> Database:
    """A server, by a few connections; one that went stale is found out before it is used."""
    engine = create_engine(
        address.url.set(query={**_DEFAULTS, **address.url.query}),
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    lines = _Lines()
    event.listen(engine, "connect", lines.opened)
    return Database(
        place=address.place,
        writing=engine,
        reading=engine.execution_options(isolation_level="AUTOCOMMIT"),
        insert=insert,
        threads=_CONNECTIONS,
        lock=_lock,
        sever=lines.sever,
    )


class _Lines:
    """The open connections."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: WeakSet[Line] = WeakSet()

    def opened(self, line: Line, record: object) -> None:
        del record
        with self._lock:
            self._open.add(line)

    def sever(self) -> None:
        """End what waits for a server that doesn't answer: its thread gets an error at once.

        An idle connection is replaced when it is next wanted.
        """
        with self._lock:
            lines = tuple(self._open)
        for line in lines:
            with suppress(Exception), socket.socket(fileno=os.dup(line.fileno())) as plug:
                plug.shutdown(socket.SHUT_RDWR)


def _lock(connection: Connection) -> None:
    """Held to the end of the transaction."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})")

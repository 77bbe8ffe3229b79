"""What goes wrong with the storage, said by name and with its remedy.

A driver's own words may carry what was to be written: none of them are handed on but the first
line of what a server says when it refuses a connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from ispolkom_bot.errors import StartError


class StorageError(Exception):
    """A fault of the storage: nothing of what was asked for is done; it may be asked again."""


class RefusedError(StorageError):
    """The database took none of it because of some value in it, or of another's transaction."""


class StorageStartError(StorageError, StartError):
    """A storage that can't be opened."""


_FREE: Final = "free some space, then go on"
_RIGHTS: Final = "give the bot's user the right to write there, or name another place"
RESTORE: Final = "restore a backup, or move the file away and the bot begins a new one"
_SQLITE: Final[dict[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", _FREE),
    sqlite3.SQLITE_BUSY: ("is locked by another process", "stop the other user of the file"),
    sqlite3.SQLITE_LOCKED: ("is locked by another process", "stop the other user of the file"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", RESTORE),
    sqlite3.SQLITE_NOTADB: ("is no SQLite database, or is damaged", RESTORE),
    sqlite3.SQLITE_READONLY: ("can't be written", _RIGHTS),
    sqlite3.SQLITE_PERM: ("can't be written", _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", _RIGHTS),
    sqlite3.SQLITE_IOERR: ("can't be read or written", "look at the disk and its space"),
    sqlite3.SQLITE_NOMEM: ("ran out of memory", "give the process more"),
}
_SERVER: Final[dict[str, tuple[str, str]]] = {
    "53100": ("the server's disk is full", _FREE),
    "53200": ("the server ran out of memory", "look at the server"),
    "53300": ("the server takes no more connections", "raise its max_connections"),
    "42501": ("the user has no right to do this", "grant it on the schema and its tables"),
    "3F000": ("the schema is missing or closed to the user", "grant USAGE and CREATE on it"),
    "42P01": ("a table of the schema is missing", "restore a backup"),
    "25006": ("the server is read-only", "name the primary server, not a standby"),
    "57P01": ("the server is shutting down", "start it again"),
    "57P03": ("the server is starting", "wait for it"),
}
_OTHERS: Final = ("40", "55", "57014")
"""Deadlocks and locks: another's transaction was in the way."""


@contextmanager
def guarded(place: str) -> Iterator[None]:
    """Turn the faults of SQLAlchemy and its drivers into StorageError, which names `place`."""
    try:
        yield
    except StorageError:
        raise
    except (DataError, IntegrityError) as fault:
        raise RefusedError(f"{place}: refused a value ({_kind(fault.orig)})") from None
    except DBAPIError as fault:
        raise _of_driver(fault.orig, place) from None
    except sqlite3.Error as fault:
        raise _of_driver(fault, place) from None
    except SQLAlchemyError as fault:
        raise StorageError(f"{place}: can't be used ({type(fault).__name__})") from None
    except (OverflowError, UnicodeError) as fault:
        raise RefusedError(f"{place}: a value can't be stored ({type(fault).__name__})") from None
    except OSError as fault:
        remedy = _FREE if fault.errno in {ENOSPC, EDQUOT} else _RIGHTS
        raise StorageError(f"{place}: {fault.strerror} - {remedy}") from None


@contextmanager
def guarded_start(place: str) -> Iterator[None]:
    """As `guarded`, for what stops the program from starting."""
    try:
        with guarded(place):
            yield
    except StorageStartError:
        raise
    except StorageError as fault:
        raise StorageStartError(str(fault)) from None


def _of_driver(origin: BaseException | None, place: str) -> StorageError:
    code = getattr(origin, "sqlite_errorcode", None)
    state = getattr(origin, "sqlstate", None)
    if isinstance(code, int):
        known = _SQLITE.get(code & 0xFF)
    elif state is None:
        return _unreachable(origin, place)
    elif state.startswith(_OTHERS):
        return RefusedError(f"{place}: another's transaction was in the way ({_kind(origin)})")
    else:
        known = _SERVER.get(state)
    if known is None:
        return StorageError(f"{place}: can't be used ({_kind(origin)})")
    wrong, remedy = known
    return StorageError(f"{place}: {wrong} - {remedy}")


def _kind(origin: BaseException | None) -> str:
    name = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return f"{type(origin).__name__} {name}" if name else type(origin).__name__


def _unreachable(origin: BaseException | None, place: str) -> StorageError:
    """The server refused the connection, could not be found, or went away."""
    said = str(origin).partition("\n")[0].rpartition("failed: ")[2] or _kind(origin)
    return StorageError(f"{place}: can't be reached: {said} - see to the server and the address")

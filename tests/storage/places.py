"""Stores and databases as the tests open them, and rows for any table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic, time

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from ispolkom_bot.storage import address, opening
from ispolkom_bot.storage.database import Database
from ispolkom_bot.storage.opening import open_database
from ispolkom_bot.storage.store import Store

Opener = Callable[[str | Path], Database]
_NUMBERS = count(1)


@contextmanager
def opened(
    given: str | Path,
    clock: Callable[[], float] = time,
    ticks: Callable[[], float] = monotonic,
) -> Iterator[Store]:
    """A store that is closed again."""
    made = Store(open_database(given), clock, ticks)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def database(given: str | Path, opener: Opener = open_database) -> Iterator[Database]:
    """What lies under a store, closed again."""
    made = opener(given)
    try:
        yield made
    finally:
        made.close()


def bare(given: str | Path) -> Database:
    """A database whose schema is left as it is."""
    return opening._database(address.read(given))


def row(table: Table, **given: object) -> dict[str, object]:
    """A row for a table, whatever its columns are, no two alike."""
    return {column.name: given.get(column.name, _made_up(column)) for column in table.c}


def rows(given: str, table: Table) -> list[dict[str, object]]:
    """What a table holds."""
    with database(given) as base, base.reading.connect() as connection:
        return [dict(found) for found in connection.execute(table.select()).mappings()]


def fill(given: str, table: Table, *made: dict[str, object]) -> None:
    """Put rows into a table."""
    with database(given) as base, base.writing.begin() as connection:
        connection.execute(table.insert(), list(made))


def _made_up(column: Column[object]) -> object:
    number = next(_NUMBERS)
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, String):
        return f"{number:x}"
    if isinstance(column.type, LargeBinary):
        return bytes([number % 256])
    raise TypeError(f"{column}: say here what such a column holds")

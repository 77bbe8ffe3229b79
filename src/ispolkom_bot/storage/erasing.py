"""Forgetting, moving and purging: over every table, by the names of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    select,
    tuple_,
    update,
)

from ispolkom_bot.storage.tables import KEPT, METADATA, Kept

_SLICE: Final = 2000
"""Rows that one transaction purges: the others need not wait for more."""


def forget_chat(connection: Connection, chat_id: int, tables: MetaData = METADATA) -> None:
    """Remove every row of a chat."""
    _remove(connection, "chat_id", chat_id, tables)


def forget_person(connection: Connection, user_id: int, tables: MetaData = METADATA) -> None:
    """Remove every row of a person, and of the private chat, which has the person's id."""
    _remove(connection, "user_id", user_id, tables)
    _remove(connection, "chat_id", user_id, tables)


def move_chat(connection: Connection, old: int, new: int, tables: MetaData = METADATA) -> None:
    """Give every row of a chat to another id; where the new one has a row already, that stays."""
    if old == new:
        return
    for table in tables.sorted_tables:
        if "chat_id" not in table.c:
            continue
        if table.info.get("moves", True):
            mine = table.c.chat_id == old
            free = [~exists().where(taken) for taken in _taken(table, new)]
            connection.execute(update(table).where(mine, *free).values(chat_id=new))
    _remove(connection, "chat_id", old, tables)


def purge_some(
    connection: Connection, table: Table, now: float, limits: Mapping[str, Kept] = KEPT
) -> int:
    """Remove some rows of a table that are past its time limit; 0 when none is left."""
    keys = list(table.primary_key)
    past = select(*keys).where(table.c.at < int(now) - limits[table.name].limit).limit(_SLICE)
    return connection.execute(delete(table).where(tuple_(*keys).in_(past))).rowcount


def _remove(connection: Connection, column: str, value: int, tables: MetaData) -> None:
    for table in reversed(tables.sorted_tables):  # what refers to a row goes before the row
        if column in table.c:
            connection.execute(delete(table).where(table.c[column] == value))


def _taken(table: Table, new: int) -> list[ColumnElement[bool]]:
    """What is true of a row of the chat `new` that has the place of a row to be moved."""
    there = table.alias("there")
    found = []
    for constraint in table.constraints:
        if not isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            continue
        if "chat_id" in constraint.columns:
            others = [c.name for c in constraint.columns if c.name != "chat_id"]
            same = [there.c[name] == table.c[name] for name in others]
            found.append(and_(there.c.chat_id == new, *same))
    return found

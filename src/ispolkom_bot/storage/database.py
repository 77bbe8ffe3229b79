"""An open database, of either kind, as the rest of the storage sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import Connection, Engine, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert = postgresql.Insert | sqlite.Insert


def _nothing(*_: object) -> None:
    pass


class Database(Struct, frozen=True):
    """A database and what differs between the kinds.

    `writing` begins a transaction; `reading` is for single statements that change nothing.
    `examine` raises StorageStartError for what can't be used, `lock` waits until no other process
    migrates, `clean` wipes what a removal leaves behind outside the tables, `sever` ends what waits
    for a server that no longer answers.
    """

    place: str
    writing: Engine
    reading: Engine
    insert: Callable[[Table], Insert]
    threads: int
    examine: Callable[[Connection], None] = _nothing
    lock: Callable[[Connection], None] = _nothing
    clean: Callable[[], None] = _nothing
    sever: Callable[[], None] = _nothing

    def close(self) -> None:
        """Let go of all connections."""
        self.writing.dispose()

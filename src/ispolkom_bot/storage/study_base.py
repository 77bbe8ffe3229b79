"""What the parts of the store of studying share: the worker, upserts, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete

from ispolkom_bot.storage.worker import Worker

if TYPE_CHECKING:
    from ispolkom_bot.storage.database import Insert


class StudyPart:
    """One part of the store of studying; its calls keep the promises of `Store`."""

    def __init__(
        self, worker: Worker, insert: Callable[[Table], Insert], now: Callable[[], int]
    ) -> None:
        self._worker = worker
        self._insert = insert
        self._now = now

    def _replacing(self, table: Table) -> Insert:
        """Insert a row, or put it in the place of the one with its key."""
        statement = self._insert(table)
        return statement.on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={c.name: statement.excluded[c.name] for c in table.c if not c.primary_key},
        )

    async def _keep(self, table: Table, **row: object) -> None:
        await self._worker.write((self._replacing(table), {"at": self._now(), **row}))

    async def _add(self, table: Table, **row: object) -> bool:
        """Insert a row; False where its key is taken."""
        return await self._worker.change(partial(self._added, table=table, row=row))

    def _added(self, connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
        """As `_add`, in a transaction that goes on; an insert's row count isn't told everywhere."""
        new = self._insert(table).values(at=self._now(), **row)
        made = new.on_conflict_do_nothing().returning(table.c.at)
        return connection.execute(made).first() is not None

    async def _remove(self, table: Table, *conditions: ColumnElement[bool]) -> bool:
        """Delete rows; whether there were any."""
        return bool(await self._change(delete(table).where(*conditions)))

    async def _change(self, statement: Any) -> int:
        """Execute a statement in a transaction of its own; the number of rows it changed."""

        def work(connection: Connection) -> int:
            return int(connection.execute(statement).rowcount)

        return await self._worker.change(work)


def like(table: Table, **values: object) -> ColumnElement[bool]:
    """What is true of the rows that have these values."""
    return and_(*(table.c[name] == value for name, value in values.items()))

"""The threads that talk to the database while the event loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Timer
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Executable

from ispolkom_bot.storage.commits import Commits, execute
from ispolkom_bot.storage.database import Database
from ispolkom_bot.storage.faults import StorageError, guarded
from ispolkom_bot.storage.statements import Write

PATIENCE: Final = 10.0
"""Seconds after which a call to a database that doesn't answer is given up."""
_FAREWELL: Final = 2.0
"""Seconds that closing leaves to what was begun."""
_CLOSED: Final = "the storage is closed"

Result = TypeVar("Result")


class Worker:
    """Reads and changes a database for one event loop; all raise StorageError."""

    def __init__(self, database: Database, patience: float = PATIENCE) -> None:
        self._database = database
        self._patience = patience
        self._threads = ThreadPoolExecutor(database.threads, thread_name_prefix="storage")
        self._commits = Commits(self._commit)
        self._stopped = False

    async def read(self, query: Executable, row: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """The rows that one query finds."""
        return await self._aside(self._reading, query, row)

    async def write(self, *writes: Write) -> None:
        """Return when the writes are committed, in one transaction, with others' maybe."""
        await self._commits.write(*writes)

    async def change(self, work: Callable[[Connection], Result]) -> Result:
        """The value of `work`, done in a transaction of its own."""
        return await self._aside(self._changing, work)

    async def clean(self) -> None:
        """Wipe what removed rows leave behind; where that can't be now, the next time does it."""
        with suppress(StorageError):
            await self._aside(self._database.clean)

    def close(self) -> None:
        """Finish what was begun, as far as the database answers, and let go of it."""
        patience = Timer(_FAREWELL, self._stop)
        patience.start()
        self._threads.shutdown(wait=True)
        patience.cancel()
        with suppress(StorageError), guarded(self._database.place):
            self._database.close()

    def _stop(self) -> None:
        self._stopped = True
        self._database.sever()

    async def _aside(self, work: Callable[..., Result], *given: object) -> Result:
        loop = asyncio.get_running_loop()
        try:
            doing = loop.run_in_executor(self._threads, self._guarded, work, given)
        except RuntimeError:
            raise StorageError(_CLOSED) from None
        try:
            async with asyncio.timeout(self._patience):
                return await doing
        except TimeoutError:
            self._database.sever()
            raise StorageError(
                f"{self._database.place}: doesn't answer - look at its locks and its load"
            ) from None

    def _guarded(self, work: Callable[..., Result], given: Sequence[object]) -> Result:
        if self._stopped:
            raise StorageError(_CLOSED)
        with guarded(self._database.place):
            return work(*given)

    def _reading(self, query: Executable, row: Mapping[str, object]) -> list[tuple[Any, ...]]:
        with self._database.reading.connect() as connection:
            return [tuple(found) for found in connection.execute(query, row)]

    def _changing(self, work: Callable[[Connection], Result]) -> Result:
        with self._database.writing.begin() as connection:
            return work(connection)

    async def _commit(self, writes: Sequence[Write]) -> None:
        await self.change(partial(execute, writes=writes))

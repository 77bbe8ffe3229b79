"""Group commit: what several coroutines write at once goes into one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, Executable

from ispolkom_bot.storage.faults import RefusedError
from ispolkom_bot.storage.statements import Write


class _Job(Struct, eq=False):
    writes: Sequence[Write]
    done: asyncio.Future[None]


class Commits:
    """Carries writes to the database, one transaction after another.

    `commit` does them all in one transaction, off the event loop. While it runs, what else is to
    be written gathers for the next. Nobody's call returns before its own writes are committed; if
    values of one make the database refuse, the others' are written without it.
    """

    def __init__(self, commit: Callable[[Sequence[Write]], Awaitable[None]]) -> None:
        self._commit = commit
        self._waiting: list[_Job] = []
        self._worker: asyncio.Task[None] | None = None

    async def write(self, *writes: Write) -> None:
        """Return when the writes are committed; raises what `commit` raises."""
        loop = asyncio.get_running_loop()
        job = _Job(writes, loop.create_future())
        self._waiting.append(job)
        if self._worker is None:
            self._worker = loop.create_task(self._work())
        await job.done

    async def _work(self) -> None:
        try:
            while self._waiting:
                jobs, self._waiting = self._waiting, []
                try:
                    await self._together(jobs)
                finally:  # a loop that ends cancels this task: nobody may wait for ever
                    for job in jobs:
                        job.done.cancel()
        finally:
            self._worker = None

    async def _together(self, jobs: list[_Job]) -> None:
        try:
            await self._commit([write for job in jobs for write in job.writes])
        except RefusedError as fault:
            if len(jobs) == 1:
                _refuse(jobs, fault)
                return
            for job in jobs:
                await self._together([job])
        except Exception as fault:
            _refuse(jobs, fault)
        else:
            for job in jobs:
                if not job.done.done():  # its caller may be gone
                    job.done.set_result(None)


def execute(connection: Connection, writes: Sequence[Write]) -> None:
    """Execute the writes, those with the same statement at once."""
    rows: dict[Executable, list[Mapping[str, object]]] = {}
    for statement, row in writes:
        rows.setdefault(statement, []).append(row)
    for statement, parameters in rows.items():
        connection.execute(statement, parameters)


def _refuse(jobs: list[_Job], fault: Exception) -> None:
    for job in jobs:
        if not job.done.done():
            job.done.set_exception(fault)

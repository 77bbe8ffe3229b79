"""Reading together what several coroutines ask for at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from msgspec import Struct

from ispolkom_bot.storage.faults import RefusedError

Row = tuple[Any, ...]


class _Asked(Struct, eq=False):
    key: int
    answer: asyncio.Future[Row | None]


class Lookups:
    """Looks up rows by their key, one reading after another.

    `read` gives the rows that there are of some keys, the key first. While it runs, what else is
    asked for gathers for the next. If the database refuses a key, the others are read without it.
    """

    def __init__(self, read: Callable[[Sequence[int]], Awaitable[Sequence[Row]]]) -> None:
        self._read = read
        self._waiting: list[_Asked] = []
        self._worker: asyncio.Task[None] | None = None

    async def row(self, key: int) -> Row | None:
        """What stands behind a key in its row, if there is one; raises what `read` raises."""
        loop = asyncio.get_running_loop()
        asked = _Asked(key, loop.create_future())
        self._waiting.append(asked)
        if self._worker is None:
            self._worker = loop.create_task(self._work())
        return await asked.answer

    async def _work(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting, []
                try:
                    await self._answer(together)
                finally:  # a loop that ends cancels this task: nobody may wait for ever
                    for asked in together:
                        asked.answer.cancel()
        finally:
            self._worker = None

    async def _answer(self, together: list[_Asked]) -> None:
        try:
            rows = {key: rest for key, *rest in await self._read([one.key for one in together])}
        except Exception as fault:
            if isinstance(fault, RefusedError) and len(together) > 1:
                for asked in together:
                    await self._answer([asked])
                return
            for asked in together:
                if not asked.answer.done():
                    asked.answer.set_exception(fault)
        else:
            for asked in together:
                if not asked.answer.done():  # its caller may be gone
                    found = rows.get(asked.key)
                    asked.answer.set_result(None if found is None else tuple(found))

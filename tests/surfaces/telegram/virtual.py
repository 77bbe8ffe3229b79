"""Time that passes at once, whenever nobody has anything to do but wait for it."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_TURNS = 50
"""Turns of the loop after which whoever could go on has gone on."""


class Time:
    """A clock and its sleep, for whatever takes both."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> float:
        """Seconds of this clock."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has gone on so far."""
        self._count += 1
        waked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._now + seconds, self._count, waked))
        await waked

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do something to its end; it may be nothing but waiting, and takes no time."""
        return asyncio.run(self._driven(doing))

    async def _driven(self, doing: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(doing)
        while not task.done():
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            if not task.done():
                self._wake()
        return task.result()

    def _wake(self) -> None:
        self._waiting = [one for one in self._waiting if not one[2].done()]
        heapq.heapify(self._waiting)
        if not self._waiting:
            raise AssertionError("everybody waits for each other")
        self._now, _, waked = heapq.heappop(self._waiting)
        waked.set_result(None)

"""Waiting for something to change, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """Rings whenever anything happened; whoever waits looks again then."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody."""
        for one in self._waiting:
            if not one.done():
                one.set_result(None)
        self._waiting.clear()

    async def rung(self) -> None:
        """Wait for the next ring."""
        one: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(one)
        try:
            await one
        finally:
            self._waiting.discard(one)

    async def until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait for something to be so; TimeoutError if it takes too long."""
        async with asyncio.timeout(seconds):
            while not happened():
                await self.rung()

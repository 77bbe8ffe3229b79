"""Work side by side, in order inside a lane: what concerns one chat is done one after the other.

Only so much is begun at once. Work that takes long (a chat that Telegram holds back) gives its
place away after a moment, so that chats which wait keep nobody else waiting.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Final

WIDTH: Final = 32
"""Jobs that are begun at once."""
PATIENCE: Final = 1.0
"""Seconds after which a job's place is given to another."""
_AFTERWARDS: Final = 0.25
"""Seconds to end in, for what only waited for an answer."""

_log = logging.getLogger(__name__)
_Job = Callable[[], Awaitable[None]]


class Lanes:
    """Lanes of jobs; a lane exists as long as it has any."""

    def __init__(self, width: int = WIDTH, patience: float = PATIENCE) -> None:
        self._places = asyncio.Semaphore(width)
        self._door = asyncio.Lock()
        self._patience = patience
        self._jobs: dict[Hashable, deque[_Job]] = {}
        self._runners: dict[Hashable, asyncio.Task[None]] = {}
        self._begun: set[Hashable] = set()
        self._queued = 0
        self._closed = False

    @property
    def queued(self) -> int:
        """Jobs that are not begun."""
        return self._queued

    def put(self, lane: Hashable, job: _Job) -> None:
        """Add a job to the end of a lane."""
        self._queued += 1
        if lane in self._jobs:
            self._jobs[lane].append(job)
        else:
            self._jobs[lane] = deque((job,))
            self._runners[lane] = asyncio.create_task(self._run(lane))

    async def close(self, grace: float, hush: Callable[[], Awaitable[None]] | None = None) -> None:
        """Begin nothing more; what is begun has `grace` seconds to end, then it is cancelled.

        `hush` is awaited before that: it lets nothing further begin inside of what is begun.
        """
        self._closed = True
        begun = [self._runners[lane] for lane in self._begun]
        everyone = list(self._runners.values())
        for runner in everyone:
            if runner not in begun:
                runner.cancel()
        if begun:
            _, late = await asyncio.wait(begun, timeout=grace)
            if late and hush is not None:
                await hush()
                await asyncio.wait(late, timeout=_AFTERWARDS)
        for runner in everyone:
            runner.cancel()
        await asyncio.gather(*everyone, return_exceptions=True)

    async def _run(self, lane: Hashable) -> None:
        jobs = self._jobs[lane]
        while jobs and not self._closed:
            await self._places.acquire()
            place = _Place(self._places, self._patience)
            async with self._door:  # one after the other: between them the network is looked after
                await asyncio.sleep(0)
            self._queued -= 1
            self._begun.add(lane)
            try:
                await jobs.popleft()()
            except asyncio.CancelledError:
                if self._closed:
                    raise
                _log.warning("an update was given up: a part of its work was cancelled")
            except Exception:
                _log.exception("an update could not be handled")
            finally:
                self._begun.discard(lane)
                place.leave()
        del self._jobs[lane], self._runners[lane]


class _Place:
    """One of the places; it is left once, in time or when the work took too long."""

    def __init__(self, places: asyncio.Semaphore, patience: float) -> None:
        self._places = places
        self._timer = asyncio.get_running_loop().call_later(patience, self.leave)
        self._held = True

    def leave(self) -> None:
        """Give the place to the next; a second time changes nothing."""
        if self._held:
            self._held = False
            self._timer.cancel()
            self._places.release()

"""What is due at a time: the next question of a quiz, a day's post, the end of an exercise.

Nothing of it lives in this process: the store says what is due, so that a restart loses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from functools import partial
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.surfaces.telegram import classes, daily, series
from ispolkom_bot.surfaces.telegram.shared import Shared

SETTLING: Final = 2.0
"""Seconds after the start in which the votes that waited come in before any timer."""
_LOOK: Final = 30.0
"""Seconds after which the store is looked at though nothing is known to be due."""
_PAUSE: Final = 5.0
_FAREWELL: Final = 0.5
_EVER: Final = 10**11

_log = logging.getLogger(__name__)
_Work = Callable[[], Awaitable[None]]


class Timers:
    """Does what is due; what concerns one chat keeps no other waiting."""

    def __init__(self, shared: Shared, bot: Bot) -> None:
        self._shared = shared
        self._bot = bot
        self._doing: dict[Hashable, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Do what is due, for ever."""
        await asyncio.sleep(SETTLING)
        try:
            await self._insist(self.resume)
            while True:
                self._shared.playing.woken.clear()
                await self._insist(self.begin_due)
                await self._wait()
        finally:
            await self._close()

    async def due(self) -> None:
        """Do all that is due now, to its end."""
        await self.begin_due()
        while self._doing:
            await asyncio.gather(*self._doing.values())

    async def resume(self) -> None:
        """Go on at once with what another process had begun and not ended."""
        for row in await self._shared.store.study.rounds_due(_EVER):
            self._shared.playing.begin(row.chat_id, row.thread_id)
            if series.unpacked(row).phase != "open":
                key = "quiz", row.chat_id, row.thread_id
                self._begin(key, partial(series.step, self._shared, self._bot, row))

    async def begin_due(self) -> None:
        """Begin what is due."""
        async for key, work in self._work():
            self._begin(key, work)

    async def _work(self) -> AsyncIterator[tuple[Hashable, _Work]]:
        shared, bot, study = self._shared, self._bot, self._shared.store.study
        now = shared.now()
        for row in await study.rounds_due(now):
            key = "quiz", row.chat_id, row.thread_id
            yield key, partial(series.step, shared, bot, row)
        for chat, wanted in await study.subscriptions_due(now):
            yield ("day", chat), partial(daily.post_to, shared, bot, chat, wanted)
        for exercise in await study.assignments_due(now):
            yield ("end", exercise.assignment_id), partial(classes.sum_up, shared, bot, exercise)

    def _begin(self, key: Hashable, work: _Work) -> None:
        """Begin a work unless one of that key goes on."""
        if key not in self._doing:
            self._doing[key] = asyncio.create_task(self._safely(key, work))

    async def _close(self) -> None:
        """Let end what only waits for the store: a poll that was sent must be remembered."""
        doing = list(self._doing.values())
        if doing:
            await asyncio.wait(doing, timeout=_FAREWELL)
        for task in doing:
            task.cancel()
        await asyncio.gather(*doing, return_exceptions=True)

    async def _safely(self, key: Hashable, work: _Work) -> None:
        try:
            await work()
        except (TelegramError, StorageError) as fault:
            _log.warning("what was due couldn't be done: %s", type(fault).__name__)
        except Exception:
            _log.exception("what was due couldn't be done")
        finally:
            del self._doing[key]
            self._shared.playing.woken.set()

    async def _insist(self, work: _Work) -> None:
        """Do something that needs the store as soon as that works."""
        while True:
            try:
                return await work()
            except StorageError as fault:
                _log.warning("what is due can't be read: %s", type(fault).__name__)
                await asyncio.sleep(_PAUSE)

    async def _wait(self) -> None:
        """Wait until something is due, or may be."""
        with contextlib.suppress(TimeoutError, StorageError):
            seconds = min(max(await self._next() - self._shared.now(), 0.2), _LOOK)
            await asyncio.wait_for(self._shared.playing.woken.wait(), seconds)

    async def _next(self) -> float:
        study = self._shared.store.study
        moments = (
            await study.next_round(),
            await study.next_subscription(),
            await study.next_deadline(),
        )
        return min((moment for moment in moments if moment is not None), default=float(_EVER))

"""What happens to an update between Telegram and the handlers: read, put in a lane, remembered.

An update is settled when it was handled and that is written down, or when it is in the durable
inbox; only then may it be confirmed. It is written down as soon as its answer was taken, though
its handling goes on, for a program that is killed in between must not answer again. What can't be
read is counted and passed over.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import msgspec
from msgspec import Struct
from telegram import Update

from ispolkom_bot.logs import Outage
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram.bot import lane_of
from ispolkom_bot.surfaces.telegram.journal import Journal
from ispolkom_bot.surfaces.telegram.lanes import Lanes
from ispolkom_bot.surfaces.telegram.ledger import Ledger
from ispolkom_bot.surfaces.telegram.transport import answered

PARK_AFTER: Final = 5.0
"""Seconds after which an update that still isn't handled goes into the durable inbox."""
_WRITE_DOWN: Final = 1.0
"""Seconds that the last marks may take when the program stops."""

_log = logging.getLogger(__name__)


class _Head(Struct):
    update_id: int


class _Work(Struct):
    """An update that isn't done with; `body` is empty once it is parked.

    `told`: it is to be written down as handled; `marked`: it is; `ended`: its handling has ended.
    """

    body: bytes
    since: float
    parked: bool = False
    told: bool = False
    marked: bool = False
    ended: bool = False


class Intake:
    """The updates in hand."""

    def __init__(
        self,
        read: Callable[[object], Update],
        process: Callable[[Update], Awaitable[None]],
        store: Store,
        journal: Journal | None = None,
        lanes: Lanes | None = None,
        park_after: float = PARK_AFTER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ledger = Ledger()
        self.handled = 0
        self.poisoned = 0
        self._read = read
        self._process = process
        self._store = store
        self._journal = journal or Journal(None)
        self._answered = self._journal.left()
        self._lanes = lanes or Lanes()
        self._park_after = park_after
        self._clock = clock
        self._work: dict[int, _Work] = {}
        self._unmarked: list[int] = []
        self._news = asyncio.Event()
        self._moved = asyncio.Event()
        self._marker: asyncio.Task[None] | None = None
        self._closing = False
        self._outage = Outage(_log, "the database works again", clock)

    def __len__(self) -> int:
        """The updates in hand, those in the inbox included."""
        return len(self._work)

    @property
    def queued(self) -> int:
        """Updates whose handling isn't begun."""
        return self._lanes.queued

    async def restore(self) -> int:
        """Take in hand what an earlier run left in the durable inbox; how many those are."""
        try:
            rows = await self._store.parked()
            await self._store.mark(self._answered)
            self._journal.clear()
            done = await self._store.handled(number for number, _ in rows)
            for number in done:
                await self._store.unpark(number)
        except StorageError as fault:
            self._outage.begin(f"what an earlier run left can't be read: {fault}")
            return 0
        for number, body in rows:
            if number not in done:
                self._begin(number, body, parked=True)
        return len(self._work)

    async def take(self, bodies: Iterable[bytes | msgspec.Raw]) -> None:
        """Take in hand those of the raw updates that are new."""
        fresh: dict[int, bytes] = {}
        for body in bodies:
            try:
                number = msgspec.json.decode(body, type=_Head).update_id
            except msgspec.DecodeError:
                self.poisoned += 1
                _log.warning("an update without a number was passed over")
                continue
            if number not in self.ledger:
                fresh[number] = bytes(body)
        done = await self._marked(fresh)
        for number, body in fresh.items():
            self.ledger.add(number)
            if number in done or number in self._answered or number in self._work:
                self._settled((number,))
            else:
                self._begin(number, body)

    async def park_late(self) -> None:
        """Put into the durable inbox what has been in hand for too long."""
        before = self._clock() - self._park_after
        for number, work in list(self._work.items()):
            if work.parked or work.told or work.since > before:
                continue
            try:
                await self._store.park(number, work.body)
            except StorageError as fault:
                self._outage.begin(f"an update can't be put into the durable inbox: {fault}")
                return
            self._outage.end()
            work.parked, work.body = True, b""
            self._settled((number,))

    async def progress(self, seconds: float) -> None:
        """Wait until something is settled, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return
        self._moved.clear()

    async def close(self, grace: float, hush: Callable[[], Awaitable[None]] | None = None) -> None:
        """Begin nothing more, let end what ends in time, write down what was handled."""
        await self._lanes.close(grace, hush)
        self._closing = True
        self._news.set()
        if self._marker is not None:
            await asyncio.wait((self._marker,), timeout=_WRITE_DOWN)
            self._marker.cancel()

    def _begin(self, number: int, body: bytes, *, parked: bool = False) -> None:
        self._work[number] = _Work(b"" if parked else body, self._clock(), parked)
        try:
            update = self._read(msgspec.json.decode(body))
            lane = lane_of(update)
        except Exception as fault:  # whatever Telegram sends, the next update must be read
            self.poisoned += 1
            kind = type(fault).__name__
            _log.warning("update %d can't be read (%s) and was passed over", number, kind)
            self._finish(number)
        else:
            self._lanes.put(lane, lambda: self._handle(number, update))

    async def _handle(self, number: int, update: Update) -> None:
        answered.set(lambda: self._note(number))
        try:
            await self._process(update)
        except Exception:
            _log.exception("update %d could not be handled", number)
        self.handled += 1
        self._finish(number)

    def _finish(self, number: int) -> None:
        work = self._work[number]
        work.ended = True
        if work.marked:
            self._done(number)
        else:
            self._tell(number)

    def _note(self, number: int) -> None:
        self._journal.note(number)
        self._tell(number)

    def _tell(self, number: int) -> None:
        """Have an update written down as handled, once."""
        work = self._work.get(number)
        if work is None or work.told:
            return
        work.told = True
        self._unmarked.append(number)
        self._news.set()
        if self._marker is None:
            self._marker = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        """Write down what was handled, all that came up during the last writing at once."""
        while self._unmarked or not self._closing:
            await self._news.wait()
            self._news.clear()
            numbers, self._unmarked = self._unmarked, []
            if not numbers:
                continue
            try:
                await self._store.mark(numbers)
                self._journal.stored(numbers)
                self._outage.end()
            except StorageError as fault:
                self._outage.begin(f"what was handled can't be written down: {fault}")
            except Exception:  # a bug there must not hold up all confirmations
                _log.exception("what was handled can't be written down")
            for number in numbers:
                self._work[number].marked = True
                if self._work[number].ended:
                    self._done(number)

    def _done(self, number: int) -> None:
        del self._work[number]
        self._settled((number,))

    async def _marked(self, numbers: Iterable[int]) -> set[int]:
        """Those of the updates that an earlier run handled."""
        if not numbers:
            return set()
        try:
            return await self._store.handled(numbers)
        except StorageError as fault:
            self._outage.begin(f"what was handled before can't be looked up: {fault}")
            return set()

    def _settled(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.ledger.settle(number)
        self._moved.set()

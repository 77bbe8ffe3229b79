"""The store: what the program remembers; every call is one transaction, off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic, time
from typing import Final, TypeVar

from msgspec.structs import asdict
from sqlalchemy import Executable

from ispolkom_bot.storage import erasing
from ispolkom_bot.storage.database import Database
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.lookups import Lookups, Row
from ispolkom_bot.storage.opening import open_database
from ispolkom_bot.storage.recent import Recent
from ispolkom_bot.storage.statements import Statements, Write
from ispolkom_bot.storage.study import StudyStore
from ispolkom_bot.storage.tables import KEPT, METADATA
from ispolkom_bot.storage.values import ChatSettings, PersonSettings, SentReply
from ispolkom_bot.storage.worker import Worker

_CACHED: Final = 4096
_FRESH: Final = 30.0
"""Settings in memory: how many, and after how many seconds they are read again."""
_TOUCH: Final = 30 * 24 * 3600
"""A row of settings notes its last use when the former note is older than these seconds."""
_CHUNK: Final = 500
"""Ids that one statement asks for."""

Result = TypeVar("Result")


class Store:
    """An open storage, used from one event loop.

    Every call raises StorageError if it could not be done; then nothing of it is done, save that a
    call given up after its time (PostgreSQL not answering) may still come about. All may be asked
    again: doing it twice is doing it once.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self._worker = Worker(database)
        self._statements = Statements(database.insert)
        self._clock = clock
        self._inbox: set[int] = set()  # what this process put there or found there
        self._chats: Recent[ChatSettings] = Recent(_CACHED, _FRESH, ticks)
        self._people: Recent[PersonSettings] = Recent(_CACHED, _FRESH, ticks)
        self._chat_rows = Lookups(partial(self._rows, self._statements.chats))
        self._person_rows = Lookups(partial(self._rows, self._statements.people))
        self.study = StudyStore(self._worker, database.insert, self._now)

    @classmethod
    def open(cls, address: str | Path, clock: Callable[[], float] = time) -> Store:
        """Open `address`, migrated to this program's schema: a database address, or the directory
        that holds the SQLite file (made where it is missing). `sqlite://` is memory alone.

        Call it before the event loop runs, or in a thread. Raises StorageStartError, a StartError.
        """
        return cls(open_database(address), clock)

    def close(self) -> None:
        """Finish what was begun, within a few seconds; a second time does nothing."""
        self._worker.close()

    async def handled(self, update_ids: Iterable[int]) -> set[int]:
        """Those of the updates that were marked."""
        found: set[int] = set()
        rest = iter(update_ids)
        while ids := list(islice(rest, _CHUNK)):
            rows = await self._worker.read(self._statements.handled, {"ids": ids})
            found.update(row[0] for row in rows)
        return found

    async def mark(self, update_ids: Iterable[int]) -> None:
        """Remember updates as handled, and take them out of the inbox; committed on return."""
        at = self._now()
        ids = set(update_ids)
        writes: list[Write] = [(self._statements.mark, {"update_id": one, "at": at}) for one in ids]
        writes += [(self._statements.unpark, {"id": one}) for one in ids & self._inbox]
        if writes:
            await self._worker.write(*writes)
            self._inbox -= ids

    async def park(self, update_id: int, body: bytes) -> None:
        """Keep the raw update in the durable inbox; again with the same id changes nothing."""
        self._inbox.add(update_id)
        row = {"update_id": update_id, "body": body, "at": self._now()}
        await self._worker.write((self._statements.park, row))

    async def parked(self) -> list[tuple[int, bytes]]:
        """The inbox, in the order of the ids."""
        rows = await self._worker.read(self._statements.parked, {})
        self._inbox.update(row[0] for row in rows)
        return [(row[0], row[1]) for row in rows]

    async def unpark(self, update_id: int) -> None:
        """Take an update out of the inbox without marking it."""
        await self._worker.write((self._statements.unpark, {"id": update_id}))
        self._inbox.discard(update_id)

    async def chat(self, chat_id: int) -> ChatSettings:
        """A chat's settings; the defaults if none were made."""
        return await self._settings(
            self._chats, ChatSettings, chat_id, self._chat_rows, self._statements.touch_chat
        )

    async def set_chat(self, chat_id: int, settings: ChatSettings) -> None:
        """Keep a chat's settings in place of what they were."""
        row = {"chat_id": chat_id, "at": self._now(), **asdict(settings)}
        await self._worker.write((self._statements.set_chat, row))
        self._chats.put(chat_id, settings)

    async def forget_chat(self, chat_id: int) -> None:
        """Remove all that is kept of a chat, from every table."""
        await self._worker.change(partial(erasing.forget_chat, chat_id=chat_id))
        self._chats.drop(chat_id)
        await self._worker.clean()

    async def move_chat(self, old: int, new: int) -> None:
        """Give what is kept of a chat to its new id; again, or with nothing kept, is no fault.

        Where the new chat has settings of its own, those stay.
        """
        await self._worker.change(partial(erasing.move_chat, old=old, new=new))
        self._chats.drop(old)
        self._chats.drop(new)

    async def person(self, user_id: int) -> PersonSettings:
        """A person's settings; the defaults if none were made."""
        touch = self._statements.touch_person
        return await self._settings(self._people, PersonSettings, user_id, self._person_rows, touch)

    async def set_person(self, user_id: int, settings: PersonSettings) -> None:
        """Keep a person's settings in place of what they were."""
        row = {"user_id": user_id, "at": self._now(), **asdict(settings)}
        await self._worker.write((self._statements.set_person, row))
        self._people.put(user_id, settings)

    async def forget_person(self, user_id: int) -> None:
        """Remove all that is kept of a person, and of the private chat with them."""
        await self._worker.change(partial(erasing.forget_person, user_id=user_id))
        self._people.drop(user_id)
        self._chats.drop(user_id)
        await self._worker.clean()

    async def remember_reply(self, chat_id: int, question_id: int, reply: SentReply) -> None:
        """Keep which message answers a question, for when the question is edited."""
        key = {"chat_id": chat_id, "question_id": question_id, "at": self._now()}
        await self._worker.write((self._statements.remember_reply, {**key, **asdict(reply)}))

    async def reply_of(self, chat_id: int, question_id: int) -> SentReply | None:
        """What answers a question, if it is remembered."""
        key = {"chat_id": chat_id, "question_id": question_id}
        rows = await self._worker.read(self._statements.reply_of, key)
        return SentReply(*rows[0]) if rows else None

    async def purge(self, now: float | None = None) -> int:
        """Remove what is past its time limit; the value is the number of rows."""
        gone = 0
        for name in KEPT:
            table = METADATA.tables[name]
            past = partial(erasing.purge_some, table=table, now=self._now() if now is None else now)
            while removed := await self._worker.change(past):
                gone += removed
        await self._worker.clean()
        return gone

    def _now(self) -> int:
        return int(self._clock())

    async def _rows(self, query: Executable, ids: Sequence[int]) -> list[Row]:
        return await self._worker.read(query, {"ids": ids})

    async def _settings(
        self,
        cache: Recent[Result],
        kind: Callable[..., Result],
        key: int,
        lookups: Lookups,
        touch: Executable,
    ) -> Result:
        if (known := cache.get(key)) is not None:
            return known
        seen = cache.seen()
        row = await lookups.row(key)
        settings = kind(*row[:-1]) if row else kind()
        cache.learn(key, settings, seen)
        if row and row[-1] < self._now() - _TOUCH:
            with suppress(StorageError):  # what was asked for is here
                await self._worker.write((touch, {"id": key, "now": self._now()}))
        return settings

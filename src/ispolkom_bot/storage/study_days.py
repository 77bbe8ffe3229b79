"""Daily posts: which chat wants one when, and who of several processes sends it."""

from __future__ import annotations

from msgspec.structs import asdict
from sqlalchemy import func, select, update

from ispolkom_bot.storage.study_base import StudyPart, like
from ispolkom_bot.storage.study_tables import subscriptions
from ispolkom_bot.storage.study_values import Subscription

_COLUMNS = [subscriptions.c[name] for name in Subscription.__struct_fields__]
_MOST_DUE = 100


class Days(StudyPart):
    """Subscriptions of chats."""

    async def subscription(self, chat_id: int) -> Subscription | None:
        """What a chat wants, if it wants anything."""
        query = select(*_COLUMNS).where(subscriptions.c.chat_id == chat_id)
        found = await self._worker.read(query, {})
        return Subscription(*found[0]) if found else None

    async def subscribe(self, chat_id: int, wanted: Subscription) -> None:
        """Keep what a chat wants, in place of what it wanted before."""
        await self._keep(subscriptions, chat_id=chat_id, **asdict(wanted))

    async def unsubscribe(self, chat_id: int) -> bool:
        """Keep nothing more; False where there was nothing."""
        return await self._remove(subscriptions, subscriptions.c.chat_id == chat_id)

    async def subscriptions_due(self, now: float) -> list[tuple[int, Subscription]]:
        """The chats whose moment has come, the longest waiting first."""
        query = (
            select(subscriptions.c.chat_id, *_COLUMNS)
            .where(subscriptions.c.next_at <= int(now))
            .order_by(subscriptions.c.next_at)
            .limit(_MOST_DUE)
        )
        found = await self._worker.read(query, {})
        return [(row[0], Subscription(*row[1:])) for row in found]

    async def next_subscription(self) -> int | None:
        """The moment of the next post to any chat."""
        found = await self._worker.read(select(func.min(subscriptions.c.next_at)), {})
        return None if found[0][0] is None else int(found[0][0])

    async def claim_day(self, chat_id: int, seen: Subscription, day: str, next_at: int) -> bool:
        """Take it upon oneself to post for a day; True for one process alone.

        It is so where nothing was changed since it was seen. An empty `day` only puts the moment
        off and leaves the last day as it was.
        """
        as_seen = like(subscriptions, chat_id=chat_id, next_at=seen.next_at, last_day=seen.last_day)
        changes = {"next_at": next_at, "last_day": day or seen.last_day, "at": self._now()}
        return bool(await self._change(update(subscriptions).where(as_seen).values(**changes)))

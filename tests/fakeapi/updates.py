"""The updates that wait for the bot: what it wants to hear, how long they live, who may ask."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

import msgspec
from msgspec import Struct
from telegram.constants import PollingLimit, UpdateType

from tests.fakeapi.bell import Bell
from tests.fakeapi.options import Options
from tests.fakeapi.refusals import JSON, Refusal
from tests.fakeapi.world import Clock

DAY: Final = 24 * 60 * 60
LASTS: Final = {
    UpdateType.INLINE_QUERY.value: 30,
    UpdateType.CALLBACK_QUERY.value: 150,
    UpdateType.CHOSEN_INLINE_RESULT.value: 600,
}
"""Seconds for which an update waits, by kind; the others a day, counted from their date."""
ON_REQUEST: Final = {
    UpdateType.CHAT_MEMBER.value,
    UpdateType.MESSAGE_REACTION.value,
    UpdateType.MESSAGE_REACTION_COUNT.value,
}
"""Kinds that only come to a bot that named them in `allowed_updates`."""
LONGEST: Final = 50
_SAME: Final = 3
_SOON: Final = 0.5
_FIRST: Final = 100_001
_OTHER: Final = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_HOOKED: Final = "terminated by setWebhook request"


class Waiting(Struct):
    """An update that isn't confirmed; `queue` keeps the order of webhooks."""

    id: int
    kind: str
    body: bytes
    until: float
    queue: str


class Made(Struct, frozen=True):
    """That an update was queued: its number, its queue, the monotonic time."""

    id: int
    queue: str
    at: float


class Updates:
    """The queue of one bot."""

    def __init__(self, clock: Clock, bell: Bell, options: Options) -> None:
        self._clock = clock
        self._options = options
        self._bell = bell
        self._waiting: dict[int, Waiting] = {}
        self._done: list[Waiting] = []
        self._next = _FIRST
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[None] | None = None
        self._last_offset = -1
        self._last_time = float("-inf")
        self.made: list[Made] = []
        """Each update that was ever queued, in order."""
        self.asked = 0
        """How many times the bot asked."""

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember what the bot wants to hear from now on: None changes nothing."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    def allowed(self) -> list[str]:
        """What the bot asked for, empty if it left it at the usual kinds."""
        return sorted(self._allowed or ())

    def wants(self, kind: str) -> bool:
        """Whether an update of a kind would be put in the queue."""
        return kind in self._allowed if self._allowed else kind not in ON_REQUEST

    def put(self, kind: str, content: JSON, queue: str) -> JSON | None:
        """Queue an update; None if the bot doesn't want its kind."""
        if not self.wants(kind):
            return None
        dates = [content[name] for name in ("edit_date", "date") if name in content]
        born = dates[0] if dates else self._clock.now()
        return self.put_raw({kind: content}, kind, queue, born + LASTS.get(kind, DAY))

    def put_raw(
        self, update: JSON, kind: str = "", queue: str = "", until: float | None = None
    ) -> JSON:
        """Queue an update whatever is in it; it gets a number if it has none."""
        number = update.get("update_id", self._next)
        self._next = max(self._next, number + 1)
        now = self._clock.now()
        until = now + DAY if until is None else until
        queue = queue or f"update:{number}"
        body = msgspec.json.encode({"update_id": number} | update)
        self._waiting[number] = Waiting(number, kind, body, until, queue)
        self.made.append(Made(number, queue, time.monotonic()))
        self._wake()
        told: JSON = msgspec.json.decode(body)
        return told

    def pending(self) -> list[Waiting]:
        """What waits and has not gone out of date."""
        now = self._clock.now()
        stale = [number for number, one in self._waiting.items() if one.until < now]
        for number in stale:
            del self._waiting[number]
        return list(self._waiting.values())

    def done(self, number: int) -> None:
        """Forget an update that was delivered."""
        if (one := self._waiting.pop(number, None)) is not None:
            self._done.append(one)
            self._bell.ring()

    def drop(self) -> None:
        """Forget all."""
        self._waiting.clear()
        self._bell.ring()

    def again(self, count: int) -> list[int]:
        """Put back the last confirmed updates, as when a confirmation was lost."""
        back = self._done[len(self._done) - count :] if count else []
        del self._done[len(self._done) - len(back) :]
        kept = {one.id: one for one in back} | self._waiting
        self._waiting = dict(sorted(kept.items()))
        self._wake()
        return [one.id for one in back]

    def interrupt(self) -> None:
        """End a waiting getUpdates because a webhook was set."""
        self._end_poll(_HOOKED)

    def release(self) -> None:
        """Answer a waiting getUpdates now."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def poll(self, offset: int, limit: int, patience: float) -> list[Waiting]:
        """What getUpdates gives; the one who asked before and still waits gets a 409."""
        self.asked += 1
        self._bell.ring()
        self._end_poll(_OTHER)
        limit = min(max(limit, PollingLimit.MIN_LIMIT), PollingLimit.MAX_LIMIT)
        patience = min(max(patience, 0), LONGEST)
        now = self._clock.now()
        if offset == self._last_offset and now < self._last_time + _SAME:
            patience = max(patience, _SAME * self._options.scale)
            if now < self._last_time + _SOON:
                limit = 1
        self._last_offset, self._last_time = offset, now
        self._confirm(offset)
        if not self.pending() and patience:
            await self._arrival(patience)
        return list(islice(self.pending(), limit))

    def _confirm(self, offset: int) -> None:
        numbers: Sequence[int] = list(self._waiting)
        if offset < 0:
            numbers = numbers[:offset]
        elif offset > 0:
            numbers = [number for number in numbers if number < offset]
        else:
            return
        for number in numbers:
            self._done.append(self._waiting.pop(number))
        if numbers:
            self._bell.ring()

    async def _arrival(self, seconds: float) -> None:
        """Return once there is something, or after a time."""
        poller = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def _end_poll(self, text: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, text))
        self._poller = None

    def _wake(self) -> None:
        self.release()
        self._bell.ring()

"""How fast to send: each chat at its own pace, all of them within one rate, in fair turns.

A message goes as soon as Telegram's limits let it, never by a timetable; a chat that was refused
nevertheless goes evenly and more slowly for a while.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from msgspec import Struct

_SLOWEST: Final = 8.0
"""How many times slower than its pace a chat gets that Telegram keeps refusing."""
_RECOVERY: Final = 0.8
_FORGIVEN: Final = 600.0
"""Seconds of silence after which nothing is remembered of a chat."""
_GRAIN: Final = 1e-4
"""Seconds that are not worth a wait."""
_SWEPT: Final = 2
"""Chats looked at for dropping whenever one is used: more than one, so that their number falls."""


class Limit(Struct, frozen=True):
    """At most `most` messages in any `window` seconds."""

    most: int
    window: float


PRIVATE: Final = (Limit(5, 5.01),)
"""About one a second, a few of them at once. Windows are a little longer than Telegram's, for
messages don't take equally long to get there."""
GROUP: Final = (*PRIVATE, Limit(20, 60.5))
"""Twenty a minute, and not all of them at once."""
_LONGER: Final = 1.02
"""How much longer the window of the overall rate is."""


class _Meter:
    """What of some limits is used up: the moments of the last messages."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self._limits = limits
        self._window = max(limit.window for limit in limits)
        self._even = max(limit.window / limit.most for limit in limits)
        self._times: deque[float] = deque(maxlen=max(limit.most for limit in limits))
        self._slower = 1.0
        self._held = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until the next message may go; none where it may go now."""
        times = self._times
        free = self._held
        for limit in self._limits:
            if len(times) >= limit.most:
                free = max(free, times[-limit.most] + limit.window)
        if times and self._slower > 1.0:
            free = max(free, times[-1] + self._even * self._slower)
        return free - now if free - now > _GRAIN else 0.0

    def use(self, now: float) -> None:
        """Count a message that goes now."""
        self._times.append(now)

    def hold(self, until: float) -> None:
        """Let nothing go before a moment, and go slower after it."""
        self._held = max(self._held, until)
        self._slower = min(self._slower * 2.0, _SLOWEST)

    def ease(self) -> None:
        """A message got through: go a little faster, back to the pace."""
        self._slower = max(self._slower * _RECOVERY, 1.0)

    def as_new(self, now: float) -> bool:
        """Whether one that was never used would say the same."""
        last = max(self._times[-1] if self._times else self._held, self._held)
        return now - last > (self._window if self._slower == 1.0 else _FORGIVEN)


class Lane:
    """One chat, held by whoever sends to it; made by `Pacing.lane`."""

    def __init__(self, pacing: Pacing, meter: _Meter) -> None:
        self._pacing = pacing
        self._meter = meter
        self.order = asyncio.Lock()
        self.users = 0

    async def turn(self) -> None:
        """Wait until a message may go to this chat, and count it."""
        await self._pacing.turn(self._meter)

    def hold(self, seconds: float) -> None:
        """Telegram refused: nothing goes to this chat for so long."""
        self._meter.hold(self._pacing.clock() + seconds)

    def passed(self) -> None:
        """Telegram took a message."""
        self._meter.ease()

    def at_rest(self, now: float) -> bool:
        """Whether it may be forgotten."""
        return not self.users and self._meter.as_new(now)


class Pacing:
    """The paces of all chats; `rate` is the most messages a second over all, 0 for no limit."""

    def __init__(
        self,
        rate: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        most = max(int(rate), 1)
        self._overall = _Meter((Limit(most, most / rate * _LONGER),)) if rate > 0 else None
        self._gate = asyncio.Lock()
        self._lanes: OrderedDict[int, Lane] = OrderedDict()

    def __len__(self) -> int:
        return len(self._lanes)

    @asynccontextmanager
    async def lane(self, chat_id: int) -> AsyncIterator[Lane]:
        """The lane of a chat, for one sender at a time, in the order in which they asked."""
        lane = self._lanes.get(chat_id)
        if lane is None:
            lane = Lane(self, _Meter(GROUP if chat_id < 0 else PRIVATE))
            self._lanes[chat_id] = lane
        lane.users += 1
        try:
            async with lane.order:
                yield lane
        finally:
            lane.users -= 1
            self._lanes.move_to_end(chat_id)
            self._sweep()

    async def turn(self, chat: _Meter) -> None:
        """Wait for a chat's own pace, then for the common one, where each chat stands once."""
        while True:
            while (wait := chat.wait(self.clock())) > 0:
                await self.sleep(wait)
            if self._overall is None:
                break
            async with self._gate:
                while (wait := self._overall.wait(self.clock())) > 0:
                    await self.sleep(wait)
                if not chat.wait(self.clock()):  # nobody had it held back meanwhile
                    self._overall.use(self.clock())
                    break
        chat.use(self.clock())

    def _sweep(self) -> None:
        """Look at the chats longest unused: forget those at rest, look at the others later."""
        now = self.clock()
        for _ in range(min(_SWEPT, len(self._lanes))):
            chat_id, lane = next(iter(self._lanes.items()))
            if lane.at_rest(now):
                del self._lanes[chat_id]
            else:
                self._lanes.move_to_end(chat_id)

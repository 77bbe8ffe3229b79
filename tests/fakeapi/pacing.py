"""How fast a bot may send: 20 a minute in a group, about one a second in a chat, 30 over all."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from typing import Final

from telegram.constants import FloodLimit

from tests.fakeapi.refusals import flooded
from tests.fakeapi.things import Chat
from tests.fakeapi.world import Clock

MINUTE: Final = 60.0
BURST: Final = 5
"""So many messages in a row pass in one chat before one a second counts (nothing official)."""


class Flood:
    """The times of what was sent, and the chats that were told to wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()
        self._held: dict[int, float] = {}
        self.hammered = 0
        """Calls into a chat in spite of a `retry_after` that had not passed."""

    def hold(self, chat: int, seconds: float) -> None:
        """A chat was told to wait."""
        self._held[chat] = self._clock.now() + seconds

    def note(self, chat: int) -> None:
        """Count a call that comes too early."""
        if self._clock.now() < self._held.get(chat, 0.0):
            self.hammered += 1

    def check(self, chat: Chat) -> None:
        """Refuse one message more where that is too many, else remember it."""
        now = self._clock.now()
        mine = self._sent[chat.id]
        waits = [self._over(self._all, 1.0, FloodLimit.MESSAGES_PER_SECOND, now)]
        if chat.private:
            seconds = BURST / FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
            waits.append(self._over(mine, seconds, BURST, now))
        else:
            waits.append(self._over(mine, MINUTE, FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, now))
        wait = max(waits)
        if wait > 0:
            seconds_left = math.ceil(wait)
            self.hold(chat.id, seconds_left)
            raise flooded(seconds_left)
        mine.append(now)
        self._all.append(now)

    @staticmethod
    def _over(times: deque[float], window: float, most: int, now: float) -> float:
        """The seconds until one more fits in a sliding window; none are left at 0."""
        while times and times[0] <= now - window:
            times.popleft()
        return times[0] + window - now if len(times) >= most else 0.0

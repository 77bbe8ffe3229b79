"""How often a chat and a person are answered, and how often they are told that it is too often."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from msgspec import Struct

_MOST: Final = 10_000


class Pace(Struct, frozen=True):
    """So many at once, then one every so many seconds."""

    burst: int
    every: float


CHAT: Final = Pace(burst=8, every=3.0)
"""Twenty a minute are what Telegram lets a bot send to a group."""
PERSON: Final = Pace(burst=3, every=6.0)


class Cooldown:
    """Who was answered when, in groups."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        chat: Pace = CHAT,
        person: Pace = PERSON,
        most: int = _MOST,
    ) -> None:
        self._clock = clock
        self._chat = chat
        self._person = person
        self._most = most
        self._due: OrderedDict[tuple[int, int], float] = OrderedDict()

    def wait(self, chat: int, person: int) -> float:
        """Seconds until this person may be answered in this chat; at 0 the answer is counted."""
        now = self._clock()
        parties = (((chat, 0), self._chat), ((chat, person), self._person))
        dues = [max(self._due.get(party, now), now) for party, _ in parties]
        waits = [
            due - now - (pace.burst - 1) * pace.every
            for due, (_, pace) in zip(dues, parties, strict=True)
        ]
        if max(waits) > 0:
            return max(waits)
        for due, (party, pace) in zip(dues, parties, strict=True):
            self._due[party] = due + pace.every
            self._due.move_to_end(party)
        while len(self._due) > self._most:
            self._due.popitem(last=False)
        return 0.0


class Notices:
    """What was said lately and need not be said again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._clock = clock
        self._most = most
        self._until: OrderedDict[Hashable, float] = OrderedDict()

    def first(self, notice: Hashable, lifetime: float) -> bool:
        """Whether a notice wasn't given within its lifetime; if so, it is from now on."""
        now = self._clock()
        if self._until.get(notice, 0.0) > now:
            return False
        self._until[notice] = now + lifetime
        self._until.move_to_end(notice)
        while len(self._until) > self._most:
            self._until.popitem(last=False)
        return True

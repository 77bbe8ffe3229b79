"""What each person's conversation remembers, kept in this process only, for half an hour."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from ispolkom_bot.chat.memory import Memory

_LIFETIME: Final = 30 * 60.0
_MOST: Final = 1000
"""A conversation takes some 15 KB."""


class Who(Struct, frozen=True):
    """One person in one chat and, in a forum, in one topic."""

    chat: int
    thread: int
    person: int


class _Kept(Struct, frozen=True):
    """A memory, the one before the last question, that question's message, and when it ends."""

    memory: Memory
    before: Memory
    question: int
    until: float


class Memories:
    """The conversations of the last half hour; the one longest silent gives way."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        lifetime: float = _LIFETIME,
        most: int = _MOST,
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._most = most
        self._kept: OrderedDict[Who, _Kept] = OrderedDict()

    def recall(self, who: Who) -> Memory | None:
        """What was remembered of the conversation; None when it was silent for too long."""
        kept = self._alive(who)
        return kept.memory if kept else None

    def before(self, who: Who, question: int) -> Memory | None:
        """What was remembered before the last question, if that is the message `question`."""
        kept = self._alive(who)
        return kept.before if kept and kept.question == question else None

    def keep(self, who: Who, memory: Memory, before: Memory, question: int = 0) -> None:
        """Remember a conversation after the message `question`."""
        now = self._clock()
        self._kept[who] = _Kept(memory, before, question, now + self._lifetime)
        self._kept.move_to_end(who)
        while self._kept:  # the longest silent stand first
            oldest = next(iter(self._kept))
            if len(self._kept) <= self._most and self._kept[oldest].until > now:
                break
            del self._kept[oldest]

    def forget(self, who: Who) -> None:
        """Remember nothing more of a conversation."""
        self._kept.pop(who, None)

    def forget_chat(self, chat: int) -> None:
        """Remember nothing more of any conversation in a chat."""
        for who in [who for who in self._kept if who.chat == chat]:
            del self._kept[who]

    def forget_person(self, person: int) -> None:
        """Remember nothing more of any conversation with a person."""
        for who in [who for who in self._kept if who.person == person]:
            del self._kept[who]

    def __len__(self) -> int:
        return len(self._kept)

    def _alive(self, who: Who) -> _Kept | None:
        kept = self._kept.get(who)
        return kept if kept and kept.until > self._clock() else None

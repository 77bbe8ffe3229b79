"""What this process alone knows of quizzes: polls on their way, where one goes on, who plays."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

_MOST_NAMES: Final = 5_000


class Playing:
    """The quizzes of this process; all of it can be lost without harm."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self._flights: set[asyncio.Event] = set()
        self._running: set[tuple[int, int]] = set()
        self._begun: dict[tuple[int, int], int] = {}
        self._asked: dict[tuple[int, int], str] = {}
        self._players: dict[tuple[int, int], set[int]] = {}
        self._names: OrderedDict[int, str] = OrderedDict()

    @contextmanager
    def flight(self) -> Iterator[None]:
        """In the block a poll is sent: a vote may come before Telegram has told its number."""
        landed = asyncio.Event()
        self._flights.add(landed)
        try:
            yield
        finally:
            self._flights.discard(landed)
            landed.set()

    async def landed(self) -> bool:
        """Wait for the polls that are on their way now; False where there are none."""
        flights = [flight.wait() for flight in self._flights]
        await asyncio.gather(*flights)
        return bool(flights)

    def begin(self, chat: int, thread: int, person: int = 0) -> None:
        """A quiz goes on in a thread; `person` began it, as far as that is known."""
        self._running.add((chat, thread))
        if person:
            self._begun[chat, thread] = person

    def end(self, chat: int, thread: int) -> None:
        """None goes on there any more."""
        self._running.discard((chat, thread))
        for known in (self._begun, self._asked, self._players):
            known.pop((chat, thread), None)

    def ask(self, chat: int, thread: int, fact: str) -> None:
        """The fact that is asked about there now."""
        self._asked[chat, thread] = fact

    def join(self, chat: int, thread: int, person: int) -> None:
        """Somebody plays there."""
        if (chat, thread) in self._running:
            self._players.setdefault((chat, thread), set()).add(person)

    def hides(self, person: int, facts: Collection[str]) -> bool:
        """Whether somebody is being asked about one of these facts in a group."""
        return any(
            self._asked.get(place) in facts
            for place, players in self._players.items()
            if person in players
        )

    def forget(self, chat: int) -> None:
        """Know nothing more of a chat, nor of the person with that number."""
        for place in [place for place in self._running if place[0] == chat]:
            self.end(*place)
        self._names.pop(chat, None)

    def move(self, old: int, new: int) -> None:
        """A group goes by another number from now on, and has no topics."""
        if (old, 0) in self._running:
            self.begin(new, 0, self._begun.get((old, 0), 0))
        self.forget(old)

    def goes_on(self, chat: int, thread: int) -> bool:
        """Whether a quiz goes on in a thread."""
        return (chat, thread) in self._running

    def began(self, chat: int, thread: int, person: int) -> bool:
        """Whether somebody began the quiz that goes on there."""
        return self._begun.get((chat, thread)) == person

    def meet(self, person: int, name: str) -> None:
        """Remember how somebody is called, for a table of results."""
        self._names[person] = name
        self._names.move_to_end(person)
        if len(self._names) > _MOST_NAMES:
            self._names.popitem(last=False)

    def name(self, person: int) -> str:
        """How somebody is called; "" if that isn't known."""
        return self._names.get(person, "")

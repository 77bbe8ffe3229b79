"""A bounded memory of what was read lately."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Recent(Generic[Item]):
    """Values by id: the least recently used goes first, and each after `seconds`.

    The time limit lets one process see what another wrote. `ticks` is a clock that never goes back.
    """

    def __init__(self, size: int, seconds: float, ticks: Callable[[], float]) -> None:
        self._size = size
        self._seconds = seconds
        self._ticks = ticks
        self._kept: dict[int, tuple[Item, float]] = {}
        self._changes = 0

    def get(self, key: int) -> Item | None:
        """The value of a key, if it is fresh."""
        kept = self._kept.pop(key, None)
        if kept is None or kept[1] <= self._ticks():
            return None
        self._kept[key] = kept  # now the last to go
        return kept[0]

    def put(self, key: int, item: Item) -> None:
        """Keep what was just written."""
        self._changes += 1
        self._kept.pop(key, None)
        while len(self._kept) >= self._size:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (item, self._ticks() + self._seconds)

    def drop(self, key: int) -> None:
        """Keep nothing of a key."""
        self._changes += 1
        self._kept.pop(key, None)

    def seen(self) -> int:
        """A token to hand to `learn`, taken before reading."""
        return self._changes

    def learn(self, key: int, item: Item, seen: int) -> None:
        """Keep what was read, unless something was written meanwhile."""
        if seen == self._changes:
            self.put(key, item)

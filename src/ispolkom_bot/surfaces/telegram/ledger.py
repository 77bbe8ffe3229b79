"""Which of Telegram's updates are done with, and so how far they may be confirmed.

Telegram forgets everything before the offset of the next request, so the offset may only pass
updates that need not come again: a contiguous run of settled ones, in the order they were told.
Nothing is compared by number: after a silent week Telegram counts on from anywhere.
"""

from __future__ import annotations


class Ledger:
    """The updates that Telegram may tell again, in its order."""

    def __init__(self) -> None:
        self._passed: dict[int, None] = {}
        self._ahead: dict[int, bool] = {}
        self._open = 0
        self._offset = 0

    def __len__(self) -> int:
        """The updates from the offset on that are known, settled or not."""
        return len(self._ahead)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._ahead or update_id in self._passed

    @property
    def offset(self) -> int:
        """The offset that confirms what is done with and nothing more; 0 before there is any."""
        return self._offset

    @property
    def open(self) -> int:
        """The updates that are not settled."""
        return self._open

    def add(self, update_id: int) -> None:
        """Note an update that was told."""
        if update_id not in self:
            self._ahead[update_id] = False
            self._open += 1

    def settle(self, update_id: int) -> None:
        """An update need not come again; one that is unknown, or settled, changes nothing."""
        if self._ahead.get(update_id, True):
            return
        self._ahead[update_id] = True
        self._open -= 1
        while self._ahead and self._ahead[first := next(iter(self._ahead))]:
            del self._ahead[first]
            self._passed[first] = None
            self._offset = first + 1

    def confirmed(self, offset: int) -> None:
        """Telegram answered a request with this offset: what it passed won't be told again."""
        if offset - 1 in self._passed:
            while (first := next(iter(self._passed))) != offset - 1:
                del self._passed[first]
            del self._passed[first]

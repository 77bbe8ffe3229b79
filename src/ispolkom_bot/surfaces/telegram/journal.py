"""What was answered and may not be in the store yet, in a small file that outlives the process.

The store commits in a thread, some milliseconds later; a program that is killed in between would
answer again what it had answered. Noting a number here is writing eight bytes of shared memory,
which the operating system keeps whatever becomes of the process.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FILE: Final = "answered"
SLOTS: Final = 4096
"""Numbers that can be noted at once; an empty slot holds 0, which is no update's number."""
_SLOT: Final = struct.Struct("<q")
_SIZE: Final = SLOTS * _SLOT.size


class Journal:
    """The numbers of updates that were answered; where it can't be kept, it does nothing."""

    def __init__(self, directory: Path | None) -> None:
        self._memory: mmap.mmap | None = None
        self._slots: dict[int, int] = {}
        self._next = 0
        if directory is not None:
            with contextlib.suppress(OSError, ValueError):
                self._memory = _shared(directory / FILE)

    def left(self) -> set[int]:
        """What an earlier run noted, and what became of it in the store isn't known."""
        if self._memory is None:
            return set()
        return {number for (number,) in _SLOT.iter_unpack(self._memory[:]) if number > 0}

    def note(self, number: int) -> None:
        """An update was answered; one that finds no free slot is left to the store alone."""
        if self._memory is None or len(self._slots) == SLOTS or number in self._slots:
            return
        slot = self._next
        while _SLOT.unpack_from(self._memory, slot * _SLOT.size) != (0,):
            slot = (slot + 1) % SLOTS
            if slot == self._next:
                return
        _SLOT.pack_into(self._memory, slot * _SLOT.size, number)
        self._slots[number] = slot
        self._next = (slot + 1) % SLOTS

    def stored(self, numbers: Iterable[int]) -> None:
        """These are in the store."""
        if self._memory is not None:
            for number in numbers:
                if (slot := self._slots.pop(number, None)) is not None:
                    _SLOT.pack_into(self._memory, slot * _SLOT.size, 0)

    def clear(self) -> None:
        """All that an earlier run left is in the store."""
        if self._memory is not None:
            self._memory[:] = bytes(_SIZE)
            self._slots.clear()

    def close(self) -> None:
        """Let go of the file; a second time changes nothing."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None


def _shared(file: Path) -> mmap.mmap:
    """The file as memory, made and filled to its size: what isn't there now may never fit."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        missing = _SIZE - os.fstat(handle).st_size
        if missing > 0:
            os.lseek(handle, 0, os.SEEK_END)
            if os.write(handle, bytes(missing)) != missing:
                raise OSError(28, "no space left")
        return mmap.mmap(handle, _SIZE)
    finally:
        os.close(handle)

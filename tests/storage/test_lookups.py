"""Lookups gather while one is under way, and each gets its own row or its own fault."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from ispolkom_bot.storage.faults import RefusedError, StorageError
from ispolkom_bot.storage.lookups import Lookups, Row


class Disk:
    """Has a row for each even key; reads when the test lets it."""

    def __init__(self) -> None:
        self.readings: list[list[int]] = []
        self.free = asyncio.Event()
        self.begun = asyncio.Event()
        self.fault: Exception | None = None

    async def __call__(self, keys: Sequence[int]) -> list[Row]:
        self.readings.append(list(keys))
        self.begun.set()
        await self.free.wait()
        if self.fault:
            raise self.fault
        if -1 in keys:
            raise RefusedError("poison")
        return [(key, key * 10, "x") for key in sorted(set(keys)) if key % 2 == 0]


def test_what_is_asked_during_a_reading_is_read_together_by_the_next() -> None:
    async def scenario() -> None:
        disk = Disk()
        lookups = Lookups(disk)
        first = asyncio.create_task(lookups.row(2))
        await disk.begun.wait()
        later = [asyncio.create_task(lookups.row(key)) for key in (3, 4, 4)]
        await asyncio.sleep(0)
        disk.free.set()
        assert await asyncio.gather(first, *later) == [(20, "x"), None, (40, "x"), (40, "x")]
        assert disk.readings == [[2], [3, 4, 4]]
        assert await lookups.row(6) == (60, "x")

    asyncio.run(scenario())


def test_a_refused_key_leaves_the_others_their_rows() -> None:
    async def scenario() -> None:
        disk = Disk()
        disk.free.set()
        told = await asyncio.gather(*map(Lookups(disk).row, (2, -1, 4)), return_exceptions=True)
        assert told[0] == (20, "x")
        assert isinstance(told[1], RefusedError)
        assert told[2] == (40, "x")

    asyncio.run(scenario())


def test_a_fault_reaches_everybody_and_the_next_reading_goes_on() -> None:
    async def scenario() -> None:
        disk = Disk()
        disk.free.set()
        disk.fault = StorageError("broken")
        lookups = Lookups(disk)
        told = await asyncio.gather(lookups.row(2), lookups.row(4), return_exceptions=True)
        assert [str(fault) for fault in told] == ["broken", "broken"]
        disk.fault = None
        assert await lookups.row(2) == (20, "x")

    asyncio.run(scenario())


def test_one_that_is_given_up_disturbs_nobody() -> None:
    async def scenario() -> None:
        disk = Disk()
        lookups = Lookups(disk)
        gone = asyncio.create_task(lookups.row(2))
        stays = asyncio.create_task(lookups.row(4))
        await disk.begun.wait()
        gone.cancel()
        disk.free.set()
        assert await stays == (40, "x")
        with pytest.raises(asyncio.CancelledError):
            await gone

    asyncio.run(scenario())

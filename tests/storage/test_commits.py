from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text

from ispolkom_bot.storage.commits import Commits
from ispolkom_bot.storage.faults import RefusedError, StorageError
from ispolkom_bot.storage.statements import Write

STATEMENT = text("")


def write(number: int) -> Write:
    return STATEMENT, {"number": number}


class Disk:
    """Commits when the test lets it; holds what it committed."""

    def __init__(self) -> None:
        self.batches: list[list[object]] = []
        self.fault: Exception | None = None
        self.poison: object = None
        self.asked = 0
        self.free = asyncio.Event()
        self.begun = asyncio.Event()

    async def __call__(self, writes: Sequence[Write]) -> None:
        self.asked += 1
        self.begun.set()
        await self.free.wait()
        if self.fault:
            raise self.fault
        numbers = [row["number"] for _, row in writes]
        if self.poison in numbers:
            raise RefusedError("poison")
        self.batches.append(numbers)


def test_what_is_written_at_once_is_one_commit() -> None:
    async def scenario() -> None:
        disk = Disk()
        disk.free.set()
        commits = Commits(disk)
        await asyncio.gather(*(commits.write(write(number)) for number in range(50)))
        assert disk.batches == [list(range(50))]

    asyncio.run(scenario())


def test_nothing_is_acknowledged_before_its_commit() -> None:
    async def scenario() -> None:
        disk = Disk()
        commits = Commits(disk)
        first = asyncio.create_task(commits.write(write(1)))
        await disk.begun.wait()
        later = [asyncio.create_task(commits.write(write(number))) for number in (2, 3)]
        for _ in range(10):
            await asyncio.sleep(0)
        assert not first.done()
        assert disk.asked == 1
        disk.free.set()
        await asyncio.gather(first, *later)
        assert disk.batches == [[1], [2, 3]]

    asyncio.run(scenario())


def test_a_refused_value_stops_nobody_else() -> None:
    async def scenario() -> None:
        disk = Disk()
        disk.free.set()
        disk.poison = 2
        commits = Commits(disk)
        jobs = (commits.write(write(number)) for number in (1, 2, 3))
        told = await asyncio.gather(*jobs, return_exceptions=True)
        assert [type(answer) for answer in told] == [type(None), RefusedError, type(None)]
        assert disk.batches == [[1], [3]]

    asyncio.run(scenario())


@pytest.mark.parametrize("fault", [StorageError("gone"), TypeError("a slip in the program")])
def test_a_fault_of_the_place_is_everybody_s_and_tried_once(fault: Exception) -> None:
    async def scenario() -> None:
        disk = Disk()
        disk.free.set()
        disk.fault = fault
        commits = Commits(disk)
        jobs = (commits.write(write(number)) for number in (1, 2, 3))
        assert await asyncio.gather(*jobs, return_exceptions=True) == [fault] * 3
        assert disk.asked == 1
        disk.fault = None
        await commits.write(write(4))
        assert disk.batches == [[4]]

    asyncio.run(scenario())


def test_a_caller_who_goes_away_takes_nothing_along() -> None:
    async def scenario() -> None:
        disk = Disk()
        commits = Commits(disk)
        goes = asyncio.create_task(commits.write(write(1)))
        stays = asyncio.create_task(commits.write(write(2)))
        await disk.begun.wait()
        goes.cancel()
        disk.free.set()
        await stays
        assert goes.cancelled()
        assert disk.batches == [[1, 2]]

    asyncio.run(scenario())


def test_a_loop_that_ends_leaves_nobody_waiting() -> None:
    async def scenario() -> None:
        disk = Disk()
        commits = Commits(disk)
        waits = asyncio.create_task(commits.write(write(1)))
        await disk.begun.wait()
        (worker,) = asyncio.all_tasks() - {waits, asyncio.current_task()}
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        disk.free.set()
        await commits.write(write(2))
        assert disk.batches == [[2]]

    asyncio.run(scenario())

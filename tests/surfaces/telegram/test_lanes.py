"""Lanes: order inside a lane, lanes side by side, a bound on what is begun, stopping."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from ispolkom_bot.surfaces.telegram.lanes import Lanes

LONG = 60.0
"""A patience that no test waits out."""


class Site:
    """Jobs that wait at a gate each, and a note of what began and what ended."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.ended: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.news = asyncio.Condition()

    def job(self, name: str, *, shut: bool = False) -> Callable[[], Awaitable[None]]:
        gate = self.gates[name] = asyncio.Event()
        if not shut:
            gate.set()

        async def work() -> None:
            await self._note(self.began, name)
            await gate.wait()
            await self._note(self.ended, name)

        return work

    async def _note(self, where: list[str], name: str) -> None:
        async with self.news:
            where.append(name)
            self.news.notify_all()

    async def until(self, so: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self.news:
            await self.news.wait_for(so)


def run(scene: Callable[[Site], Awaitable[None]]) -> None:
    async def inside() -> None:
        await scene(Site())

    asyncio.run(inside())


def test_a_lane_keeps_its_order_and_lanes_do_not_wait_for_each_other() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes(patience=LONG)
        for name in ("a1", "a2", "a3", "b1", "b2"):
            lanes.put(name[0], site.job(name, shut=name == "a1"))
        await site.until(lambda: "b2" in site.ended)
        assert site.began == ["a1", "b1", "b2"]
        assert lanes.queued == 2
        site.gates["a1"].set()
        await site.until(lambda: "a3" in site.ended)
        assert [name for name in site.ended if name[0] == "a"] == ["a1", "a2", "a3"]
        assert lanes.queued == 0
        await lanes.close(0)

    run(scene)


def test_a_lane_can_be_used_again_when_it_was_empty() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes()
        for name in ("a1", "a2"):
            lanes.put("a", site.job(name))
            await site.until(lambda name=name: name in site.ended)  # type: ignore[misc]
        await lanes.close(0)

    run(scene)


def test_no_more_begin_than_there_are_places() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes(width=3, patience=LONG)
        for number in range(6):
            lanes.put(number, site.job(str(number), shut=True))
        await site.until(lambda: len(site.began) == 3)
        await asyncio.sleep(0)
        assert len(site.began) == 3
        site.gates["0"].set()
        await site.until(lambda: len(site.began) == 4)
        assert site.began == ["0", "1", "2", "3"]
        await lanes.close(0)

    run(scene)


def test_what_takes_long_gives_its_place_away_once() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes(width=1, patience=0.01)
        lanes.put("held", site.job("held", shut=True))
        lanes.put("next", site.job("next"))
        await site.until(lambda: "next" in site.ended)
        assert "held" not in site.ended
        site.gates["held"].set()
        await site.until(lambda: "held" in site.ended)
        await asyncio.sleep(0)
        for name in ("x", "y"):
            lanes.put(name, site.job(name, shut=True))
        await site.until(lambda: "x" in site.began)
        assert "y" not in site.began, "a place was given back twice"
        await lanes.close(0)

    run(scene)


def test_a_job_that_fails_or_is_cancelled_does_not_end_its_lane(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails() -> None:
        raise ValueError("what somebody wrote")

    async def cancelled() -> None:
        raise asyncio.CancelledError

    async def scene(site: Site) -> None:
        lanes = Lanes()
        for job in (fails, cancelled, site.job("after")):
            lanes.put("a", job)
        await site.until(lambda: "after" in site.ended)
        lanes.put("a", site.job("later"))
        await site.until(lambda: "later" in site.ended)
        await lanes.close(0)

    with caplog.at_level(logging.INFO):
        run(scene)
    assert len(caplog.records) == 2
    assert "somebody wrote" not in "".join(one.getMessage() for one in caplog.records)


def test_closing_lets_what_is_begun_end_and_begins_nothing() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes(width=2, patience=LONG)
        for name in ("a1", "a2", "b1", "c1"):
            lanes.put(name[0], site.job(name, shut=name.endswith("1")))
        await site.until(lambda: len(site.began) == 2)
        closing = asyncio.create_task(lanes.close(5))
        await asyncio.sleep(0)
        for gate in site.gates.values():
            gate.set()
        await closing
        assert site.began == ["a1", "b1"]
        assert sorted(site.ended) == ["a1", "b1"]

    run(scene)


def test_closing_cancels_what_does_not_end_in_time() -> None:
    async def scene(site: Site) -> None:
        lanes = Lanes(patience=LONG)
        lanes.put("a", site.job("a", shut=True))
        await site.until(lambda: bool(site.began))
        await lanes.close(0.01)
        assert site.ended == []
        assert len(asyncio.all_tasks()) == 1

    run(scene)

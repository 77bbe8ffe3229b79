"""How fast is sent: by chat, over all, in fair turns, more slowly where Telegram objects."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import FloodLimit
from tests.surfaces.telegram.virtual import Time

from ispolkom_bot.settings import Settings
from ispolkom_bot.surfaces.telegram.pacing import GROUP, PRIVATE, Limit, Pacing

ANNA, BORIS, GROUP_CHAT = 1, 2, -3


class Sender:
    """Sends nothing, and notes when it would have."""

    def __init__(self, rate: float = 0) -> None:
        self.time = Time()
        self.pacing = Pacing(rate, self.time.now, self.time.sleep)
        self.sent: list[tuple[float, int]] = []

    async def send(self, chat: int, count: int = 1) -> None:
        async with self.pacing.lane(chat) as lane:
            for _ in range(count):
                await lane.turn()
                self.sent.append((self.time.now(), chat))

    async def all(self, *sending: tuple[int, int]) -> None:
        await asyncio.gather(*(self.send(chat, count) for chat, count in sending))

    def times(self, chat: int) -> list[float]:
        return [at - 1000.0 for at, to in self.sent if to == chat]


def most_in(times: Sequence[float], window: float) -> int:
    """The most of these moments in any window."""
    return max((sum(at <= t < at + window - 1e-3 for t in times) for at in times), default=0)


def kept(limits: tuple[Limit, ...], times: Sequence[float]) -> bool:
    return all(most_in(times, limit.window) <= limit.most for limit in limits)


def test_the_limits_are_telegrams() -> None:
    (private,) = PRIVATE
    assert private.most / private.window == pytest.approx(
        FloodLimit.MESSAGES_PER_SECOND_PER_CHAT, rel=0.01
    )
    assert Limit(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, 60.5) in GROUP
    assert Settings().rate == FloodLimit.MESSAGES_PER_SECOND


def test_a_few_go_at_once_and_then_one_a_second() -> None:
    sender = Sender()
    sender.time.run(sender.send(ANNA, 20))
    times = sender.times(ANNA)
    assert times[:5] == [0.0] * 5
    assert times[-1] == pytest.approx(15.0, rel=0.01)
    assert kept(PRIVATE, times)


def test_what_comes_once_a_second_never_waits() -> None:
    sender = Sender()

    async def talk() -> None:
        for _ in range(60):
            await sender.send(ANNA)
            await sender.time.sleep(1.0)

    sender.time.run(talk())
    assert sender.times(ANNA)[-1] == pytest.approx(59.0, abs=0.2)


def test_a_group_gets_twenty_a_minute() -> None:
    sender = Sender()
    sender.time.run(sender.send(GROUP_CHAT, 50))
    times = sender.times(GROUP_CHAT)
    assert kept(GROUP, times)
    assert times[19] <= 15.1
    assert times[-1] == pytest.approx(2 * 60 + 5, rel=0.01)


@given(
    st.lists(st.tuples(st.sampled_from((ANNA, BORIS, GROUP_CHAT)), st.floats(0, 20)), max_size=60),
    st.sampled_from((0.0, 0.5, 1.0, 2.5, 10.0, 30.0)),
)
def test_no_limit_is_ever_exceeded(asked: list[tuple[int, float]], rate: float) -> None:
    sender = Sender(rate)

    async def later(chat: int, seconds: float) -> None:
        await sender.time.sleep(seconds)
        await sender.send(chat)

    async def scene() -> None:
        await asyncio.gather(*(later(chat, seconds) for chat, seconds in asked))

    sender.time.run(scene())
    assert len(sender.sent) == len(asked)
    assert kept(PRIVATE, sender.times(ANNA))
    assert kept(PRIVATE, sender.times(BORIS))
    assert kept(GROUP, sender.times(GROUP_CHAT))
    if rate:
        most = max(int(rate), 1)
        assert most_in([at for at, _ in sender.sent], most / rate) <= most


def test_the_overall_rate_is_shared_and_used() -> None:
    sender = Sender(rate=10)
    sender.time.run(sender.all(*((chat, 1) for chat in range(1, 101))))
    last = sender.sent[-1][0] - 1000.0
    assert last == pytest.approx(9.0, rel=0.03)


def test_turns_are_fair_between_chats() -> None:
    sender = Sender(rate=1)
    sender.time.run(sender.all((ANNA, 5), (BORIS, 2), (GROUP_CHAT, 2)))
    first, *turns = [chat for _, chat in sender.sent]
    assert first == ANNA
    assert turns == [ANNA, BORIS, GROUP_CHAT, ANNA, BORIS, GROUP_CHAT, ANNA, ANNA]


def test_in_one_chat_the_order_is_kept_and_nothing_comes_in_between() -> None:
    sender = Sender()
    order: list[str] = []

    async def say(name: str, count: int) -> None:
        async with sender.pacing.lane(ANNA) as lane:
            for _ in range(count):
                await lane.turn()
                order.append(name)

    async def scene() -> None:
        await asyncio.gather(say("a", 4), say("b", 3), say("c", 2))

    sender.time.run(scene())
    assert "".join(order) == "aaaabbbcc"


def test_a_refusal_holds_back_its_own_chat_alone() -> None:
    sender = Sender(rate=30)

    async def refused() -> None:
        async with sender.pacing.lane(ANNA) as lane:
            await lane.turn()
            lane.hold(30)
            await lane.turn()
            sender.sent.append((sender.time.now(), ANNA))

    async def scene() -> None:
        await asyncio.gather(refused(), sender.all((BORIS, 5), (GROUP_CHAT, 5)))

    sender.time.run(scene())
    assert sender.times(ANNA) == pytest.approx([30.0])
    assert max(sender.times(BORIS) + sender.times(GROUP_CHAT)) < 1.0


def test_a_chat_that_was_refused_goes_slower_and_recovers() -> None:
    sender = Sender()
    times: list[float] = []

    async def scene() -> None:
        async with sender.pacing.lane(ANNA) as lane:
            lane.hold(1)
            lane.hold(1)
            for _ in range(30):
                await lane.turn()
                lane.passed()
                times.append(sender.time.now() - 1000.0)

    sender.time.run(scene())
    gaps = [after - before for before, after in pairwise(times)]
    assert times[0] == pytest.approx(1.0)
    assert gaps[0] > 3.0
    assert gaps[:6] == sorted(gaps[:6], reverse=True)
    assert sum(gaps[-10:]) == pytest.approx(10.0, rel=0.01)


def test_nobody_is_slowed_down_for_ever() -> None:
    sender = Sender()

    async def scene() -> None:
        async with sender.pacing.lane(ANNA) as lane:
            for _ in range(20):
                lane.hold(1)
            await lane.turn()
            await lane.turn()

    sender.time.run(scene())
    assert sender.time.now() - 1000.0 == pytest.approx(1.0 + 8.0, rel=0.01)


def test_a_wait_that_is_given_up_blocks_nobody() -> None:
    sender = Sender(rate=1)

    async def scene() -> None:
        async with sender.pacing.lane(ANNA) as lane:
            lane.hold(1000)
        waiting = [asyncio.create_task(sender.send(chat)) for chat in (ANNA, ANNA, BORIS, BORIS)]
        await sender.time.sleep(0.5)
        for task in waiting[:3]:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    sender.time.run(scene())
    assert [chat for _, chat in sender.sent][-1:] == [BORIS]
    assert sender.time.now() < 1010


def test_chats_that_are_silent_are_forgotten() -> None:
    sender = Sender()

    async def scene() -> None:
        for chat in range(1, 2001):
            await sender.send(chat)
            await sender.time.sleep(1.0)

    sender.time.run(scene())
    assert len(sender.pacing) <= 100


def test_one_that_is_held_back_does_not_keep_others_in_memory() -> None:
    sender = Sender()

    async def scene() -> None:
        async with sender.pacing.lane(ANNA) as lane:
            lane.hold(100_000)
        for chat in range(10, 1000):
            await sender.send(chat)
            await sender.time.sleep(1.0)
        assert len(sender.pacing) <= 100
        begun = sender.time.now()
        await sender.send(ANNA)
        assert sender.time.now() - begun > 90_000

    sender.time.run(scene())

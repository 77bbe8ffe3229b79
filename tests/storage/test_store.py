from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from tests.storage.places import opened, rows

from ispolkom_bot.storage.faults import RefusedError, StorageError
from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.tables import chats, handled, people
from ispolkom_bot.storage.values import ChatSettings, PersonSettings, SentReply

GROUP = -1001234567890
PERSON = 5_000_000_000
DAY = 24 * 3600
CLASS = ChatSettings("ru", "new", True, 17, 22 * 60, 7 * 60 + 30, "Europe/Moscow")

run = asyncio.run


def test_what_was_marked_is_handled(store: Store) -> None:
    async def scenario() -> None:
        assert await store.handled([1, 2, 3]) == set()
        await store.mark([1, 3])
        await store.mark([3, 9_007_199_254_740_991])
        assert await store.handled([1, 2, 3]) == {1, 3}
        assert await store.handled([9_007_199_254_740_991]) == {9_007_199_254_740_991}

    run(scenario())


def test_any_number_of_ids(store: Store) -> None:
    async def scenario() -> None:
        await store.mark([])
        await store.mark(range(0, 3_000, 2))
        assert await store.handled(iter(range(3_000))) == set(range(0, 3_000, 2))
        assert await store.handled([]) == set()

    run(scenario())


def test_marks_made_at_once_share_a_commit(store: Store) -> None:
    commits: list[object] = []
    event.listen(store._worker._database.writing, "commit", commits.append)

    async def scenario() -> None:
        await asyncio.gather(*(store.mark([number]) for number in range(100)))
        assert await store.handled(range(100)) == set(range(100))

    run(scenario())
    assert 1 <= len(commits) <= 2


def test_the_inbox_keeps_updates_until_they_are_handled(store: Store) -> None:
    body = b'{"update_id": 7, "text": "\xd0\xba\xd0\xbe\xd0\xb3\xd0\xb4\xd0\xb0 \\u0000"}\x00\xff'

    async def scenario() -> None:
        await store.park(8, b"later")
        await store.park(7, body)
        await store.park(7, b"another with its id")
        await store.park(6, b"")
        assert await store.parked() == [(6, b""), (7, body), (8, b"later")]
        await store.unpark(6)
        await store.unpark(5)
        await store.mark([7])
        assert await store.parked() == [(8, b"later")]
        assert await store.handled([6, 7, 8]) == {7}

    run(scenario())


def test_an_inbox_found_at_the_start_empties_too(address: str) -> None:
    with opened(address) as store:
        run(store.park(7, b"held back"))

    async def scenario(store: Store) -> None:
        assert await store.parked() == [(7, b"held back")]
        await store.mark([7])
        assert await store.parked() == []

    with opened(address) as store:
        run(scenario(store))


def test_who_never_chose_has_the_defaults(store: Store, address: str) -> None:
    assert run(store.chat(GROUP)) == ChatSettings()
    assert run(store.person(PERSON)) == PersonSettings()
    assert run(store.reply_of(GROUP, 1)) is None
    assert rows(address, chats) == rows(address, people) == []


def test_settings_are_kept_over_a_restart(address: str) -> None:
    async def keep(store: Store) -> None:
        await store.set_chat(GROUP, ChatSettings(quiet_to=0))
        await store.set_chat(GROUP, CLASS)
        await store.set_person(PERSON, PersonSettings("en", "old"))
        await store.remember_reply(GROUP, 10, SentReply(11, "ab" * 32))
        await store.mark([1])
        await store.park(2, b"{}")
        await same(store)

    async def same(store: Store) -> None:
        assert await store.chat(GROUP) == CLASS
        assert await store.person(PERSON) == PersonSettings("en", "old")
        assert await store.reply_of(GROUP, 10) == SentReply(11, "ab" * 32)
        assert await store.reply_of(GROUP, 11) is None
        assert await store.reply_of(PERSON, 10) is None
        assert await store.handled([1, 2]) == {1}
        assert await store.parked() == [(2, b"{}")]

    for work in (keep, same):
        with opened(address) as store:
            run(work(store))


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    with opened("sqlite://") as store:
        yield store


@settings(max_examples=25)
@given(
    chosen=st.builds(
        ChatSettings,
        st.sampled_from([None, "en", "ru"]),
        st.sampled_from([None, "old", "new"]),
        st.booleans(),
        st.none() | st.integers(1, 2**52),
        st.none() | st.integers(0, 24 * 60 - 1),
        st.none() | st.integers(0, 24 * 60 - 1),
        st.none() | st.sampled_from(["Europe/Moscow", "UTC", "America/Argentina/ComodRivadavia"]),
    )
)
def test_every_setting_comes_back_as_it_was(memory: Store, chosen: ChatSettings) -> None:
    async def scenario() -> None:
        await memory.set_chat(1, chosen)
        memory._chats.drop(1)  # it is read again
        assert await memory.chat(1) == chosen

    run(scenario())


def test_an_answer_given_again_takes_the_place_of_the_first(store: Store) -> None:
    async def scenario() -> None:
        await store.remember_reply(GROUP, 10, SentReply(11, "a"))
        await store.remember_reply(GROUP, 10, SentReply(12, "b"))
        assert await store.reply_of(GROUP, 10) == SentReply(12, "b")

    run(scenario())


def test_settings_asked_for_again_are_not_read_again(store: Store) -> None:
    async def scenario() -> None:
        await store.set_chat(GROUP, CLASS)
        await store.person(PERSON)
        store._worker.read = never  # type: ignore[method-assign, assignment]
        assert await store.chat(GROUP) == CLASS
        assert await store.person(PERSON) == PersonSettings()

    async def never(*_: object) -> list[tuple[object, ...]]:
        raise AssertionError

    run(scenario())


def test_two_processes_see_each_other_s_settings_soon(address: str) -> None:
    now = [0.0]
    with opened(address, ticks=lambda: now[0]) as one, opened(address) as other:
        assert run(one.chat(GROUP)) == ChatSettings()
        run(other.set_chat(GROUP, CLASS))
        now[0] = 31.0
        assert run(one.chat(GROUP)) == CLASS


def test_two_stores_at_once_lose_nothing(address: str) -> None:
    with opened(address) as one, opened(address) as other:

        async def scenario() -> None:
            work: list[Awaitable[None]] = []
            for number in range(60):
                store = (one, other)[number % 2]
                work += [
                    one.mark([number]),
                    other.mark([number, 1000 + number]),
                    store.park(5000 + number, b"%d" % number),
                    store.set_chat(GROUP - number % 7, ChatSettings(topic=number)),
                    store.remember_reply(GROUP, number % 5, SentReply(number, "x")),
                ]
            await asyncio.gather(*work)
            both = set(range(60)) | set(range(1000, 1060))
            for store in (one, other):
                assert await store.handled(range(2000)) == both
                assert await store.parked() == [(5000 + n, b"%d" % n) for n in range(60)]

        run(scenario())


def test_a_value_that_does_not_fit_is_refused_alone(store: Store) -> None:
    async def scenario() -> None:
        told = await asyncio.gather(
            store.mark([1]), store.mark([2**63]), store.mark([2]), return_exceptions=True
        )
        assert [type(answer) for answer in told] == [type(None), RefusedError, type(None)]
        assert await store.handled([1, 2]) == {1, 2}

    run(scenario())


def test_settings_in_use_do_not_grow_old(address: str) -> None:
    now = [1_000_000.0]
    with opened(address, lambda: now[0], lambda: now[0]) as store:
        run(store.set_chat(GROUP, CLASS))
        run(store.set_person(PERSON, PersonSettings("ru")))
        for _ in range(5):
            now[0] += 100 * DAY
            assert run(store.purge()) == 0
            assert run(store.chat(GROUP)) == CLASS
            assert run(store.person(PERSON)) == PersonSettings("ru")
        now[0] += 366 * DAY
        assert run(store.purge()) == 2
        assert run(store.chat(GROUP)) == ChatSettings()


def test_reading_settings_writes_at_most_once_a_month(address: str) -> None:
    now = [1_000_000.0]
    with opened(address, lambda: now[0], lambda: now[0]) as store:
        run(store.set_chat(GROUP, CLASS))
        now[0] += 29 * DAY
        run(store.chat(GROUP))
        assert [found["at"] for found in rows(address, chats)] == [1_000_000]


def calls(store: Store) -> list[Callable[[], Awaitable[object]]]:
    return [
        lambda: store.handled([1]),
        lambda: store.mark([1]),
        lambda: store.park(1, b""),
        store.parked,
        lambda: store.unpark(1),
        lambda: store.chat(1),
        lambda: store.set_chat(1, ChatSettings()),
        lambda: store.forget_chat(1),
        lambda: store.move_chat(1, 2),
        lambda: store.person(1),
        lambda: store.set_person(1, PersonSettings()),
        lambda: store.forget_person(1),
        lambda: store.remember_reply(1, 1, SentReply(1, "")),
        lambda: store.reply_of(1, 1),
        store.purge,
    ]


def test_a_closed_store_says_so_at_every_call() -> None:
    store = Store.open("sqlite://")
    store.close()
    store.close()
    public = {name for name in dir(Store) if not name.startswith("_")} - {"open", "close"}
    assert len(calls(store)) == len(public)

    async def scenario() -> None:
        for call in calls(store):
            with pytest.raises(StorageError, match="closed"):
                await call()

    run(scenario())


def test_closing_finishes_what_was_begun(address: str) -> None:
    async def scenario(store: Store) -> None:
        marked = asyncio.create_task(store.mark(range(500)))
        for _ in range(3):
            await asyncio.sleep(0)  # the work is with the thread now
        store.close()
        await marked

    with opened(address) as store:
        run(scenario(store))
    assert {found["update_id"] for found in rows(address, handled)} == set(range(500))


def test_a_directory_is_enough_of_an_address(file: Path) -> None:
    with opened(file.parent) as store:
        run(store.set_chat(GROUP, CLASS))
    with opened(f"sqlite:///{file}") as store:
        assert run(store.chat(GROUP)) == CLASS

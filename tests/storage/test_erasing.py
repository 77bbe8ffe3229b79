from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    select,
)
from tests.storage.places import bare, database, fill, opened, row, rows

from ispolkom_bot.storage import erasing
from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.tables import KEPT, METADATA, chats, handled, replies
from ispolkom_bot.storage.values import ChatSettings, PersonSettings, SentReply

TABLES = METADATA.sorted_tables
OF_CHATS = [table for table in TABLES if "chat_id" in table.c]
OF_PEOPLE = [table for table in TABLES if "user_id" in table.c]
NOBODY_S = {"handled", "inbox", "unanswered"}
"""Tables whose rows belong to no chat and no person, or go as soon as they are answered."""
OLD, NEW, OTHER = -100, -1001234567890, -200
CLASS = ChatSettings("ru", topic=17, zone="Europe/Moscow")

run = asyncio.run


def test_the_sweep_sweeps_something() -> None:
    assert {chats, replies} <= set(OF_CHATS)
    assert len(OF_PEOPLE) >= 1


def test_every_table_says_whose_it_is_and_how_long_it_keeps() -> None:
    """A new table fails here until it has an owner that forgetting knows, and a time limit."""
    owned = {table.name for table in (*OF_CHATS, *OF_PEOPLE)}
    assert owned | NOBODY_S == set(METADATA.tables)
    assert set(KEPT) == set(METADATA.tables)
    for table in TABLES:
        assert "at" in table.c, table.name
        kept = KEPT[table.name]
        assert kept.limit > 0
        assert all((kept.what.en, kept.what.ru, kept.until.en, kept.until.ru))
        for column in table.c:  # other names for them would be missed
            assert "chat" not in column.name or column.name == "chat_id"
            assert column.name not in {"user", "person_id", "from_id", "player_id"}


@pytest.mark.parametrize("table", OF_CHATS, ids=str)
def test_a_chat_is_forgotten_in_every_table(address: str, store: Store, table: Table) -> None:
    fill(address, table, row(table, chat_id=OLD), row(table, chat_id=OTHER))
    run(store.forget_chat(OLD))
    run(store.forget_chat(OLD))
    assert [found["chat_id"] for found in rows(address, table)] == [OTHER]


@pytest.mark.parametrize("table", OF_PEOPLE, ids=str)
def test_a_person_is_forgotten_in_every_table(address: str, store: Store, table: Table) -> None:
    fill(address, table, row(table, user_id=7), row(table, user_id=8))
    run(store.forget_person(7))
    run(store.forget_person(7))
    assert [found["user_id"] for found in rows(address, table)] == [8]


@pytest.mark.parametrize("table", OF_CHATS, ids=str)
def test_with_a_person_goes_the_private_chat(address: str, store: Store, table: Table) -> None:
    fill(address, table, row(table, chat_id=7), row(table, chat_id=OTHER))
    run(store.forget_person(7))
    assert [found["chat_id"] for found in rows(address, table)] == [OTHER]


@pytest.mark.parametrize("table", OF_CHATS, ids=str)
def test_every_table_moves_with_a_chat_or_is_emptied(
    address: str, store: Store, table: Table
) -> None:
    fill(address, table, row(table, chat_id=OLD), row(table, chat_id=OTHER))
    run(store.move_chat(OLD, NEW))
    moves = table.info.get("moves", True)
    assert {found["chat_id"] for found in rows(address, table)} == {OTHER} | ({NEW} & {NEW * moves})


def test_the_memory_of_settings_forgets_too(store: Store) -> None:
    async def scenario() -> None:
        await store.set_chat(7, CLASS)
        await store.set_person(7, PersonSettings("ru"))
        await store.forget_chat(7)
        assert await store.chat(7) == ChatSettings()
        await store.set_chat(7, CLASS)
        await store.forget_person(7)
        assert await store.chat(7) == ChatSettings()
        assert await store.person(7) == PersonSettings()

    run(scenario())


def test_a_group_that_becomes_a_supergroup_keeps_its_settings(store: Store) -> None:
    async def scenario() -> None:
        await store.set_chat(OLD, CLASS)
        await store.chat(NEW)
        await store.remember_reply(OLD, 10, SentReply(11, "x"))
        for _ in range(2):  # both sides of the change are told of it
            await store.move_chat(OLD, NEW)
            assert await store.chat(NEW) == CLASS
            assert await store.chat(OLD) == ChatSettings()
        # Message 10 of the new chat is another one.
        assert await store.reply_of(NEW, 10) is None
        await store.move_chat(NEW, NEW)
        assert await store.chat(NEW) == CLASS

    run(scenario())


def test_what_was_set_in_the_new_chat_stays(store: Store) -> None:
    async def scenario() -> None:
        await store.set_chat(OLD, ChatSettings("en"))
        await store.set_chat(NEW, CLASS)
        await store.move_chat(OLD, NEW)
        assert await store.chat(NEW) == CLASS
        assert await store.chat(OLD) == ChatSettings()

    run(scenario())


def test_a_move_is_done_whole_or_not_at_all(
    address: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FaultError(Exception):
        pass

    def fail(*_: object) -> None:
        raise FaultError

    run(store.set_chat(OLD, CLASS))
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_remove", fail)
        with pytest.raises(FaultError):
            run(store.move_chat(OLD, NEW))
    assert [found["chat_id"] for found in rows(address, chats)] == [OLD]
    run(store.move_chat(OLD, NEW))
    assert [found["chat_id"] for found in rows(address, chats)] == [NEW]


LATER = MetaData()
ROUNDS = Table(
    "rounds",
    LATER,
    Column("id", Integer, primary_key=True),
    Column("chat_id", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    UniqueConstraint("chat_id", "day"),
)
SCORES = Table(
    "scores",
    LATER,
    Column("chat_id", Integer, primary_key=True),
    Column("round_id", Integer, primary_key=True),
    Column("user_id", Integer, primary_key=True),
    ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)


@pytest.fixture
def later(empty: str) -> Iterator[Connection]:
    """Tables as later schemas will have them: keys of their own, one pointing at another."""
    with database(empty, bare) as base, base.writing.begin() as connection:
        LATER.create_all(connection)
        connection.execute(
            ROUNDS.insert(),
            [
                {"id": 1, "chat_id": 1, "day": "a"},
                {"id": 2, "chat_id": 1, "day": "b"},
                {"id": 3, "chat_id": 2, "day": "a"},
            ],
        )
        connection.execute(
            SCORES.insert(),
            [
                {"chat_id": 1, "round_id": 2, "user_id": 7},
                {"chat_id": 1, "round_id": 2, "user_id": 8},
                {"chat_id": 2, "round_id": 3, "user_id": 7},
            ],
        )
        yield connection


def everything(connection: Connection) -> tuple[list[tuple[object, ...]], ...]:
    return tuple(
        [tuple(found) for found in connection.execute(select(table).order_by(*table.c))]
        for table in (ROUNDS, SCORES)
    )


def test_later_tables_move(later: Connection) -> None:
    for _ in range(2):
        erasing.move_chat(later, 1, 2, LATER)
        assert everything(later) == (
            [(2, 2, "b"), (3, 2, "a")],
            [(2, 2, 7), (2, 2, 8), (2, 3, 7)],
        )


def test_later_tables_forget(later: Connection) -> None:
    erasing.forget_person(later, 7, LATER)
    assert everything(later)[1] == [(1, 2, 8)]
    erasing.forget_chat(later, 1, LATER)
    assert everything(later) == ([(3, 2, "a")], [])


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_table_is_purged_at_its_limit(address: str, store: Store, table: Table) -> None:
    now = 2_000_000_000
    past = now - KEPT[table.name].limit - 1
    fill(address, table, row(table, at=past), row(table, at=past + 1), row(table, at=now))
    assert run(store.purge(now)) == 1
    assert run(store.purge(now)) == 0
    assert sorted(found["at"] for found in rows(address, table)) == [past + 1, now]  # type: ignore[type-var]


def test_much_is_purged_in_slices(address: str, store: Store) -> None:
    count = 2 * erasing._SLICE + 1
    fill(address, handled, *(row(handled, update_id=number, at=1) for number in range(count)))
    assert run(store.purge()) == count
    assert rows(address, handled) == []


def test_forgetting_leaves_no_trace_in_the_files(file: Path) -> None:
    mark = "Zone/Of-Nobody-Else"

    def found() -> list[str]:
        return [near.name for near in file.parent.iterdir() if mark.encode() in near.read_bytes()]

    with opened(file.parent) as store:
        run(store.set_chat(7, ChatSettings(zone=mark)))
        assert found()
        run(store.forget_person(7))
        assert not found()
        run(store.park(1, mark.encode()))
        assert found()
        run(store.mark([1]))
        run(store.purge())
        assert not found()

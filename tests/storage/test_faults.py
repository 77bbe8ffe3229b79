from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import traceback
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from errno import EACCES, ENOSPC
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from tests.storage.places import database, opened

from ispolkom_bot.storage import sqlite
from ispolkom_bot.storage.faults import (
    RefusedError,
    StorageError,
    StorageStartError,
    guarded,
    guarded_start,
)
from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.values import ChatSettings, SentReply
from ispolkom_bot.storage.worker import Worker

run = asyncio.run
WORDS = "what a person wrote"


def refused(work: Awaitable[object]) -> str:
    async def scenario() -> StorageError:
        with pytest.raises(StorageError) as told:
            await work
        return told.value

    fault = run(scenario())
    assert WORDS not in "".join(traceback.format_exception(fault))
    return str(fault)


@contextmanager
def full(store: Store) -> Iterator[None]:
    """As on a disk with no room for another page."""
    with store._worker._database.reading.connect() as line:
        used = line.exec_driver_sql("PRAGMA page_count").scalar()
        line.exec_driver_sql(f"PRAGMA max_page_count = {used}")
    yield
    with store._worker._database.reading.connect() as line:
        line.exec_driver_sql("PRAGMA max_page_count = 1000000")


def test_a_full_disk_takes_nothing_and_breaks_nothing(file: Path) -> None:
    big = WORDS.encode() * 10_000
    with opened(file.parent) as store:
        run(store.mark([1]))
        run(store.set_chat(1, ChatSettings("ru")))
        with full(store):
            told = refused(store.park(2, big))
            assert told == f"{file}: the disk is full - free some space, then go on"

            async def at_once() -> list[object]:
                work = (store.mark([3]), store.park(4, big), store.set_chat(1, ChatSettings("en")))
                return list(await asyncio.gather(*work, return_exceptions=True))

            assert [type(answer) for answer in run(at_once())] == [StorageError] * 3
            assert run(store.handled([1, 3])) == {1}
            assert run(store.parked()) == []
            assert run(store.chat(1)) == ChatSettings("ru")
            run(store.forget_chat(1))  # forgetting needs no room
            assert run(store.chat(1)) == ChatSettings()
        run(store.park(2, big))
        assert run(store.parked()) == [(2, big)]


def test_a_disk_that_can_not_be_written(file: Path) -> None:
    with opened(file.parent) as store:
        with store._worker._database.reading.connect() as line:
            line.exec_driver_sql("PRAGMA query_only = ON")
        told = refused(store.park(1, WORDS.encode()))
        assert told.startswith(f"{file}: can't be written - give the bot's user the right")
        assert run(store.parked()) == []


def test_a_file_locked_for_too_long(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.05)
    other = sqlite3.connect(file, isolation_level=None)
    with opened(file.parent) as store:
        other.execute("BEGIN IMMEDIATE")
        told = refused(store.mark([1]))
        assert told == f"{file}: is locked by another process - stop the other user of the file"
        assert run(store.handled([1])) == set()  # reading goes on
        other.execute("ROLLBACK")
        run(store.mark([1]))
        assert run(store.handled([1])) == {1}
    other.close()


def test_damage_found_while_running(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_CHECKED", 0)  # as for a file too long to look through
    with opened(file.parent) as store:
        run(store.mark(range(20_000)))
    with opened(file.parent) as store:
        data = bytearray(file.read_bytes())
        file.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
        told = refused(store.handled(range(20_000)))
        assert told.startswith(f"{file}: is damaged - restore a backup, or move the file away")


def test_a_slip_in_the_program_is_no_fault_of_the_storage(store: Store) -> None:
    async def scenario() -> None:
        with pytest.raises(ZeroDivisionError):
            await store._worker.change(lambda _: 1 // 0)

    run(scenario())


def test_a_refused_value_is_not_told(address: str) -> None:
    """Neither by the message nor by a traceback."""
    with opened(address) as store:
        told = refused(store.remember_reply(1, 1, SentReply(2**70, WORDS)))
        assert "value" in told


def test_a_server_does_not_take_what_is_no_text(served: str) -> None:
    with opened(served) as store:
        told = refused(store.remember_reply(1, 1, SentReply(1, f"{WORDS}\0")))
        assert "refused a value" in told


@pytest.mark.parametrize(
    ("number", "remedy"), [(ENOSPC, "free some space"), (EACCES, "give the bot's user the right")]
)
def test_what_the_system_refuses(number: int, remedy: str) -> None:
    with pytest.raises(StorageStartError, match=f"^/data: .* - {remedy}"), guarded_start("/data"):
        raise OSError(number, os.strerror(number), WORDS)


@pytest.mark.parametrize("told", ["", "a code unknown to anybody"])
def test_an_unknown_fault_is_told_by_its_kind_alone(told: str) -> None:
    class StrangeError(Exception):
        sqlstate = "XX000"

    fault = DBAPIError(f"INSERT {WORDS}", {"body": WORDS}, StrangeError(WORDS, told))
    with pytest.raises(StorageError) as found, guarded("there"):
        raise fault
    assert str(found.value) == "there: can't be used (StrangeError XX000)"


@pytest.mark.parametrize("state", ["40P01", "40001", "55P03", "57014"])
def test_another_s_transaction_is_a_reason_to_try_alone(state: str) -> None:
    class LostError(Exception):
        sqlstate = state

    with pytest.raises(RefusedError, match=f"in the way .LostError {state}."), guarded("there"):
        raise DBAPIError("", {}, LostError())


def test_a_fault_of_no_driver() -> None:
    with pytest.raises(StorageError) as told, guarded("there"):
        raise NoFreeConnectionError(WORDS)
    assert str(told.value) == "there: can't be used (TimeoutError)"


def test_connections_that_were_cut_are_replaced(served: str, server: str) -> None:
    with opened(served) as store:
        run(store.mark([1]))
        with psycopg.connect(server, autocommit=True) as line:
            line.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'ispolkom-bot'"
            )
        assert run(store.handled([1])) == {1}
        run(store.mark([2]))
        assert run(store.handled([2])) == {2}


def test_a_server_that_refuses_is_named(served: str, server: str) -> None:
    with opened(served) as store:
        event.listen(store._worker._database.writing, "begin", read_only)
        told = refused(store.mark([1]))
        assert told.endswith("the server is read-only - name the primary server, not a standby")


def read_only(connection: object) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")  # type: ignore[attr-defined]


def test_a_lock_held_for_ever_is_left_in_time(served: str, server: str) -> None:
    marks = text("INSERT INTO handled VALUES (1, 1)")
    with database(served) as base, database(served) as other:
        worker = Worker(base, patience=0.3)
        with other.writing.begin() as line:
            line.exec_driver_sql("LOCK TABLE handled")
            told = refused(worker.write((marks, {})))
            assert "doesn't answer - look at its locks" in told
        assert run(worker.read(text("SELECT * FROM handled"), {})) == []
        run(worker.write((marks, {})))
        worker.close()


def test_a_server_that_hangs_holds_up_nothing(served: str) -> None:
    """Its process is stopped in the middle: the call is given up, and closing doesn't wait."""
    with database(served) as base:
        worker = Worker(base, patience=0.3)
        ((pid,),) = run(worker.read(text("SELECT pg_backend_pid()"), {}))
        os.kill(pid, signal.SIGSTOP)
        try:
            told = refused(worker.read(text("SELECT 1"), {}))
            assert "doesn't answer" in told
            worker.close()
        finally:
            os.kill(pid, signal.SIGCONT)


def test_closing_waits_for_a_hanging_server_only_a_while(
    served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ispolkom_bot.storage.worker._FAREWELL", 0.2)

    async def scenario(worker: Worker) -> list[object]:
        sleeping = [
            asyncio.create_task(worker.read(text("SELECT pg_sleep(600)"), {})) for _ in range(6)
        ]
        for _ in range(3):
            await asyncio.sleep(0)
        worker.close()
        return list(await asyncio.gather(*sleeping, return_exceptions=True))

    with database(served) as base:
        told = run(scenario(Worker(base)))
        assert [type(answer) for answer in told] == [StorageError] * 6

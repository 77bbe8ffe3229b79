from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tests.storage.places import bare, database, opened

from ispolkom_bot.errors import StartError
from ispolkom_bot.storage import migrations, sqlite
from ispolkom_bot.storage.faults import StorageError, StorageStartError
from ispolkom_bot.storage.opening import migrate, open_database
from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.tables import METADATA, REVISIONS
from ispolkom_bot.storage.values import ChatSettings

run = asyncio.run
FORKS = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # no thread runs on


def test_the_migrations_make_the_tables_that_the_program_knows(address: str) -> None:
    with database(address) as base, base.reading.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
        for table in METADATA.sorted_tables:  # which the comparison leaves out
            key = inspect(connection).get_pk_constraint(table.name)
            assert key["constrained_columns"] == [c.name for c in table.primary_key]
            assert key["name"] == f"pk_{table.name}"


def test_the_revisions_are_those_of_the_migrations() -> None:
    script = ScriptDirectory.from_config(migrations.settings())
    found = [step.revision for step in script.walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS
    assert script.get_heads() == [REVISIONS[-1]]


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_former_schema_is_brought_up(empty: str, revision: str) -> None:
    with database(empty, bare) as base, base.writing.begin() as connection:
        migrations.upgrade(connection, revision)
    migrate(empty)
    with database(empty) as base, base.reading.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_empty_database_is_opened_by_a_process_of_its_own(empty: str) -> None:
    with opened(empty) as store:
        run(store.mark([1]))
        assert run(store.handled([1])) == {1}


def test_no_second_process_is_needed(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with opened(empty) as store:
        assert run(store.handled([1])) == set()


def test_a_memory_is_opened_empty() -> None:
    for _ in range(2):
        with opened("sqlite://") as store:
            assert run(store.handled([1])) == set()
            run(store.mark([1]))


def test_of_several_at_once_one_migrates(empty: str) -> None:
    with ThreadPoolExecutor(6) as pool:  # each has a connection of its own, as a process has
        list(pool.map(migrate, [empty] * 6))
    with database(empty) as base, base.reading.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [
            (REVISIONS[-1],)
        ]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FaultError(Exception):
        pass

    def half(connection: object) -> None:
        original(connection)  # type: ignore[arg-type]
        raise FaultError

    original = migrations.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "upgrade", half)
        with pytest.raises(FaultError):
            migrate(empty)
    with database(empty, bare) as base, base.reading.connect() as connection:
        assert inspect(connection).get_table_names() == []
    migrate(empty)


PROBE = """
import asyncio, sys
from ispolkom_bot.storage.store import Store
if __name__ == "__main__":
    store = Store.open(sys.argv[1])
    asyncio.run(store.mark([1]))
    store.close()
    heavy = {"alembic", "mako", "psycopg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"}
    print(*sorted(heavy & set(sys.modules)))
"""


def test_a_start_imports_only_what_it_uses(file: Path, tmp_path: Path) -> None:
    def probe(given: str) -> list[str]:
        script = tmp_path / "probe.py"
        script.write_text(PROBE, "utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "error", str(script), given],
            capture_output=True,
            text=True,
            check=True,
        )
        assert not done.stderr
        return done.stdout.split()

    assert probe(f"sqlite:///{file}") == []
    assert probe(f"sqlite:///{tmp_path}/new.db") == []  # migrated by another process


@pytest.mark.parametrize("stored", ["9999", "abcdef"])
def test_a_newer_schema_is_left_alone(address: str, stored: str) -> None:
    with database(address) as base, base.writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": stored})
    with pytest.raises(StartError, match=f"schema is {stored}.* - install the newer program"):
        open_database(address)
    with pytest.raises(StartError, match=stored):
        migrate(address)


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "data"
    migrate(directory)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    with opened(directory) as store:
        run(store.park(1, b"what a person wrote"))
        modes = {near.name: stat.S_IMODE(near.stat().st_mode) for near in directory.iterdir()}
    assert len(modes) == 3  # with the log and its index
    assert set(modes.values()) == {0o600}


def test_sqlite_is_opened_as_planned(file: Path) -> None:
    with database(file.parent) as base, base.reading.connect() as connection:

        def told(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert told("journal_mode") == "wal"
        assert told("synchronous") == 1
        assert told("foreign_keys") == 1
        assert told("secure_delete") == 1
        assert told("busy_timeout") == 1000 * sqlite._PATIENCE


def refusal(given: str | Path, opener: Callable[[str | Path], object] = open_database) -> str:
    with pytest.raises(StartError) as told:
        opener(given)
    assert isinstance(told.value, StorageError)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "ispolkom.sqlite3"
    file.write_bytes(b"Dear diary, " * 1000)
    assert refusal(tmp_path) == (
        f"{file}: is no SQLite database, or is damaged - "
        "restore a backup, or move the file away and the bot begins a new one"
    )
    assert file.read_bytes().startswith(b"Dear diary")


def test_a_damaged_file(file: Path) -> None:
    with opened(file.parent) as store:
        run(store.mark(range(5000)))
    data = bytearray(file.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    file.write_bytes(data)
    assert refusal(file.parent).startswith(f"{file}: is damaged - restore a backup, or move")


def test_a_file_cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])
    assert refusal(file.parent).startswith(f"{file}: is damaged - restore a backup, or move")


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "ispolkom.sqlite3").touch()
    migrate(tmp_path)
    with opened(tmp_path) as store:
        assert run(store.handled([1])) == set()


def test_another_program_s_file(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    line = sqlite3.connect(file)
    line.execute("CREATE TABLE bookmarks (id)")
    line.close()
    assert refusal(f"sqlite:///{file}") == (
        f"{file}: belongs to another program - name another file or directory"
    )


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    file = tmp_path / "data" / "ispolkom.sqlite3"
    told = refusal(tmp_path / "data")
    assert told.startswith(f"{file}: ")
    assert told.endswith(" - give the bot's user the right to write there, or name another place")


def test_a_directory_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "ispolkom.sqlite3"
    file.mkdir()
    assert refusal(tmp_path) == (
        f"{file}: can't be opened - "
        "give the bot's user the right to write there, or name another place"
    )


@FORKS
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("made_before", [True, False])
def test_a_directory_of_somebody_else(file: Path, made_before: bool) -> None:
    for near in (file, file.parent):
        near.chmod(0o755 if near.is_dir() else 0o644)
    for above in file.parent.parents[:-2]:
        above.chmod(0o755)
    if not made_before:
        file.unlink()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            Store.open(file.parent).close()
        except StartError as fault:
            right = str(fault).startswith(f"{file}: ") and "give the bot's user" in str(fault)
            os._exit(3 if right else 4)
        except BaseException:
            os._exit(5)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_a_file_that_another_process_writes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.05)
    line = sqlite3.connect(file, isolation_level=None)
    line.execute("DROP TABLE alembic_version")  # so that opening has to write
    for table in METADATA.tables:
        line.execute(f"DROP TABLE {table}")
    line.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageStartError, match="is locked by another process - stop the other"):
        migrate(file.parent)
    line.execute("ROLLBACK")
    line.close()
    migrate(file.parent)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    told = refusal("postgresql://bot:geheim@127.0.0.1:1/kept")
    assert told == (
        "PostgreSQL database kept at 127.0.0.1:1: can't be reached: Connection refused"
        " - see to the server and the address"
    )
    told = refusal(f"postgresql://bot:geheim@/kept?host={tmp_path}")
    assert "No such file or directory - see to the server" in told


def test_a_database_that_is_not_there(server: str) -> None:
    told = refusal(server.replace("/postgres?", "/kept?"))
    assert 'can\'t be reached: FATAL:  database "kept" does not exist - see to' in told


def test_a_user_without_rights(schema: str, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as line:
        line.execute("CREATE ROLE reader LOGIN PASSWORD 'geheim'")
        theirs = schema.replace("//postgres:@", "//reader:geheim@")
        try:
            told = refusal(theirs, migrate)
            assert told.endswith("closed to the user - grant USAGE and CREATE on it")
            line.execute(f"GRANT USAGE ON SCHEMA {schema.rpartition('%3D')[2]} TO reader")
            told = refusal(theirs, migrate)
            assert told.endswith("no right to do this - grant it on the schema and its tables")
            assert "geheim" not in told
        finally:
            line.execute("DROP OWNED BY reader")
            line.execute("DROP ROLE reader")


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "ispolkom_bot.storage.postgres", raising=False)
    monkeypatch.delattr("ispolkom_bot.storage.postgres", raising=False)
    told = refusal("postgresql://bot@host/kept")
    assert told.endswith("install it with: pip install 'ispolkom-bot[postgres]'")


@FORKS
def test_settings_survive_an_unclean_end(file: Path) -> None:
    """A process that is killed right after a call returned loses nothing."""
    child = os.fork()
    if child == 0:
        store = Store.open(file.parent)
        run(store.set_chat(1, ChatSettings("ru")))
        run(store.mark([1]))
        os._exit(0)  # nothing is closed
    os.waitpid(child, 0)
    with opened(file.parent) as store:
        assert run(store.chat(1)) == ChatSettings("ru")
        assert run(store.handled([1])) == {1}

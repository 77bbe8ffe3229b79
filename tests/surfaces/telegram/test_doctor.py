"""The doctor: each thing that `run` needs, well and not well."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.fakeapi import TOKEN
from tests.fakeapi.remote import Remote, running
from tests.surfaces.telegram.asking import call

from ispolkom_bot import cli
from ispolkom_bot.errors import BaseError, Problem
from ispolkom_bot.settings import read
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram import doctor
from ispolkom_bot.surfaces.telegram.doctor import Finding, examine

HALF = TOKEN.partition(":")[2]
LISTEN = 0.5
"""Seconds to listen for another poller, where it matters; the fake answers at once."""

Look = Callable[..., dict[str, Finding]]


@pytest.fixture(scope="module")
def server() -> Iterator[Remote]:
    with running() as fake:
        yield fake


@pytest.fixture
def fake(server: Remote) -> Iterator[Remote]:
    """The fake, as new at the end as far as the tests changed it."""
    yield server
    server.do("mend")
    call(server, "deleteWebhook", drop_pending_updates="true")
    server.do("options", privacy=True, delay=0.0)


@pytest.fixture
def look(fake: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What the doctor finds, by thing; no line shows the token."""
    base = SimpleNamespace(version="abc", facts=[b""] * 3)
    monkeypatch.setattr(doctor, "open_base", lambda directory, cache: base)
    for name in ("http_proxy", "https_proxy", "all_proxy", "ISPOLKOM_DATABASE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("ISPOLKOM_TOKEN", TOKEN)
    monkeypatch.delenv("ISPOLKOM_TOKEN_FILE", raising=False)
    monkeypatch.setenv("ISPOLKOM_API_URL", fake.url)
    monkeypatch.setenv("ISPOLKOM_DATA", str(tmp_path / "data"))

    def go(listen: float = 0, **changes: str) -> dict[str, Finding]:
        for name, value in changes.items():
            monkeypatch.setenv(name, value)
        found = list(examine(read(), listen))
        assert HALF not in "\n".join(map(str, found))
        assert all(one.remedy for one in found if one.verdict != "ok")
        assert not [one for one in found if one.verdict == "ok" and one.remedy]
        return {one.thing: one for one in found}

    return go


def test_all_is_well(look: Look, fake: Remote) -> None:
    fake.do("say", user=fake.do("person"), text="waits")
    found = look(LISTEN)
    assert {one.verdict for one in found.values()} == {"ok"}
    assert list(found) == [
        "token",
        "network",
        "bot",
        "privacy mode",
        "inline mode",
        "webhook",
        "poller",
        "data directory",
        "cache directory",
        "database",
        "base",
    ]
    assert TOKEN.partition(":")[0] in found["token"].told
    assert "ms, the clocks agree" in found["network"].told
    assert found["bot"].told == "@ispolkom_bot"
    assert found["webhook"].told == "none; 1 updates wait"
    assert "will be made" in found["database"].told
    assert found["base"].told == "version abc, 3 facts"
    assert fake.do("pending") == 1
    assert not Path(os.environ["ISPOLKOM_DATA"]).exists()
    fake.do("called", method="getUpdates")
    assert "allowed_updates" not in fake.do("calls", method="getUpdates")[-1]["arguments"]


def test_privacy_mode_is_told_either_way(look: Look, fake: Remote) -> None:
    assert "mentions" in look()["privacy mode"].told
    fake.do("options", privacy=False)
    assert look()["privacy mode"].told.startswith("off")


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_no_token(look: Look, token: str) -> None:
    found = look(ISPOLKOM_TOKEN=token)
    assert found["token"].verdict == "fail"
    assert "@BotFather" in found["token"].remedy
    assert "network" not in found
    assert found["base"].verdict == "ok"


def test_a_refused_token(look: Look) -> None:
    found = look(ISPOLKOM_TOKEN="1" + TOKEN)
    assert (found["token"].verdict, found["token"].told) == ("fail", "refused (Unauthorized)")


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
@pytest.mark.parametrize(("mode", "verdict"), [(0o600, "ok"), (0o640, "warn"), (0o604, "warn")])
def test_a_token_file_that_others_may_read(
    look: Look, tmp_path: Path, mode: int, verdict: str
) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN, "ascii")
    file.chmod(mode)
    found = look(ISPOLKOM_TOKEN="", ISPOLKOM_TOKEN_FILE=str(file))
    assert found["token"].verdict == verdict


def test_no_network(look: Look) -> None:
    found = look(ISPOLKOM_API_URL="http://127.0.0.1:9/bot")
    assert found["network"].verdict == "fail"
    assert "can't be reached" in found["network"].told
    assert "bot" not in found


def test_what_was_found_before_the_network_went_is_told(look: Look, fake: Remote) -> None:
    fake.do("fail", method="getWebhookInfo", kind="reset")
    found = look()
    assert found["bot"].verdict == "ok"
    assert "webhook" not in found


@pytest.mark.parametrize(
    ("ahead", "verdict", "told"),
    [(60, "warn", "60 s ahead"), (-60, "warn", "60 s late"), (900, "fail", "900 s ahead")],
)
def test_a_clock_that_is_off(
    look: Look, monkeypatch: pytest.MonkeyPatch, ahead: int, verdict: str, told: str
) -> None:
    there = time.time
    monkeypatch.setattr(time, "time", lambda: there() + ahead)
    network = look()["network"]
    assert network.verdict == verdict
    seconds, side = told.split(" s ")
    assert abs(int(network.told.split("clock is ")[1].split(" s ")[0]) - int(seconds)) <= 1
    assert network.told.endswith(side)


def test_a_server_that_does_not_tell_its_time() -> None:
    assert doctor._skew("", 0.0) is None
    assert doctor._skew("yesterday", 0.0) is None
    assert doctor._skew("Thu, 01 Jan 1970 00:00:10 GMT", 10.5) == 0


def test_a_slow_network(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_SLOW", 0.0)
    assert look()["network"].verdict == "warn"


def test_an_address_that_is_not_encrypted(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LOOPBACK", set())
    assert "unencrypted" in look()["network"].told


def test_no_inline_mode(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    without = SimpleNamespace(
        username="x", can_read_all_group_messages=True, supports_inline_queries=False
    )
    monkeypatch.setattr("telegram.Bot.bot", without)
    assert look()["inline mode"].verdict == "warn"


def test_a_webhook_and_so_no_poller(look: Look, fake: Remote) -> None:
    call(fake, "setWebhook", url="http://127.0.0.1:9/hook-with-a-secret")
    found = look()
    call(fake, "deleteWebhook")
    assert found["webhook"].verdict == "warn"
    assert "set to 127.0.0.1" in found["webhook"].told
    assert "hook-with-a-secret" not in str(found["webhook"])
    assert "poller" not in found


def test_another_poller_gives_itself_away(look: Look, fake: Remote) -> None:
    ended = threading.Event()

    def poll() -> None:
        with suppress(KeyError, OSError):
            while not ended.is_set():
                with suppress(KeyError):  # a 409, which has no result
                    call(fake, "getUpdates", timeout="5")

    other = threading.Thread(target=poll)
    other.start()
    try:
        assert look(LISTEN)["poller"].verdict == "warn"
    finally:
        ended.set()
        fake.do("update", body={})  # ends what polls
        other.join()


def test_a_refused_poll(look: Look, fake: Remote) -> None:
    fake.do("fail", method="getUpdates", code=409, text="Conflict: terminated by other", times=9)
    assert look(LISTEN)["poller"].verdict == "warn"


def test_a_data_directory_that_can_not_be(look: Look, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = look(ISPOLKOM_DATA=str(tmp_path / "file" / "x"), ISPOLKOM_CACHE=str(tmp_path / "file"))
    assert found["data directory"].verdict == "fail"
    assert found["cache directory"].verdict == "warn"
    assert found["database"].verdict == "fail"


@pytest.mark.parametrize(("megabytes", "verdict"), [(501, "ok"), (400, "warn"), (40, "fail")])
def test_room_on_the_disk(
    look: Look, monkeypatch: pytest.MonkeyPatch, megabytes: int, verdict: str
) -> None:
    usage = SimpleNamespace(free=megabytes * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert look()["data directory"].verdict == verdict


def test_no_home(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "ISPOLKOM_CACHE"):
        monkeypatch.delenv(name, raising=False)
    found = look(ISPOLKOM_DATA="")
    assert found["data directory"].verdict == "fail"
    assert found["database"].verdict == "fail"
    assert found["cache directory"].verdict == "warn"


def test_a_database_that_is_there(look: Look, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    Store.open(directory).close()
    assert "opens, its schema is current" in look()["database"].told
    (file,) = directory.glob("*.sqlite3")
    file.write_bytes(b"no database at all" * 100)
    damaged = look()["database"]
    assert damaged.verdict == "fail"
    assert "Traceback" not in damaged.told


def test_a_database_of_its_own(look: Look, tmp_path: Path) -> None:
    found = look(ISPOLKOM_DATABASE=f"sqlite:///{tmp_path}/other.db")
    assert "not used" in found["data directory"].told
    assert "other.db will be made" in found["database"].told
    refused = look(ISPOLKOM_DATABASE="postgresql://me:hush-hush@127.0.0.1:9/x")["database"]
    assert refused.verdict == "fail"
    assert "hush" not in str(refused)


def test_a_base_with_problems(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(directory: object, cache: object) -> None:
        raise BaseError([Problem("people/x.yaml", 3, "id", "twice", "remove one")] * 2)

    monkeypatch.setattr(doctor, "open_base", broken)
    base = look()["base"]
    assert base.verdict == "fail"
    assert base.told == "2 problems, the first: people/x.yaml:3: id: twice - remove one"


@pytest.mark.parametrize(("verdict", "status"), [("ok", 0), ("warn", 0), ("fail", 1)])
def test_the_command_prints_a_line_each_and_tells_by_its_status(
    verdict: Any, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [Finding("ok", "token", "well formed"), Finding(verdict, "base", "so", "do this")]
    monkeypatch.setattr(doctor, "examine", lambda settings: iter(found))
    assert cli.main(["doctor"]) == status
    assert capsys.readouterr().out == (f"ok   token: well formed\n{verdict:4} base: so - do this\n")

"""The bot as a process, from its start to its end, against a fake Bot API in another process."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.fakeapi import TOKEN
from tests.fakeapi.remote import Remote, running
from tests.standin import StandIn
from tests.surfaces.telegram.asking import call

from ispolkom_bot import cli, errors
from ispolkom_bot.errors import StartError
from ispolkom_bot.knowledge import cache
from ispolkom_bot.surfaces.telegram import app
from ispolkom_bot.surfaces.telegram.lanes import WIDTH
from ispolkom_bot.surfaces.telegram.polling import Times
from ispolkom_bot.surfaces.telegram.stopping import Stop

ROOT = Path(__file__).parents[3]
HALF = TOKEN.partition(":")[2]
ASK = "When was Order No. 1 issued?"
PATIENCE = 20.0
"""Seconds until a test gives up; nothing waits that long when all is well."""
STOPS_WITHIN = 8.0


class Base(NamedTuple):
    """A base that nobody edits meanwhile, and a cache in which it is compiled."""

    knowledge: Path
    cache: Path


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Base:
    place = tmp_path_factory.mktemp("base")
    base = Base(shutil.copytree(cache.bundled(), place / "knowledge"), place / "cache")
    cache.open_base(base.knowledge, base.cache)
    return base


class Running:
    """A bot in a process of its own; what it says on standard error is kept."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._news:
                self.lines.append(line.decode().rstrip("\n"))
                self._news.notify_all()

    def said(self, text: str) -> str:
        """The line that holds a text, as soon as there is one."""
        with self._news:
            assert self._news.wait_for(lambda: any(text in line for line in self.lines), PATIENCE)
            return next(line for line in self.lines if text in line)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal: the exit status, and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        took = time.monotonic() - began
        self._reader.join(PATIENCE)
        return status, took


@contextmanager
def bot(
    fake: Remote | str, data: Path, warm: Base, *options: str, **settings: str
) -> Iterator[Running]:
    """A bot that runs; it is gone at the end, and never said its token."""
    url = fake if isinstance(fake, str) else fake.url
    environ = {
        "PATH": os.environ["PATH"],
        "ISPOLKOM_TOKEN": TOKEN,
        "ISPOLKOM_API_URL": url,
        "ISPOLKOM_DATA": str(data),
        "ISPOLKOM_KNOWLEDGE": str(warm.knowledge),
        "ISPOLKOM_CACHE": str(warm.cache),
        **settings,
    }
    command = [sys.executable, *options, "-m", "ispolkom_bot", "run"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, cwd=ROOT) as process:
        one = Running(process)
        try:
            yield one
        finally:
            process.kill()
    assert not [line for line in one.lines if HALF in line]


def ask(fake: Remote, count: int, text: str = ASK) -> list[int]:
    """So many people, each with a question that waits."""
    people = fake.do_all([("person", {"first_name": f"P{number}"}) for number in range(count)])
    fake.do_all([("say", {"user": person, "text": text}) for person in people])
    return people


def answers(fake: Remote) -> Counter[int]:
    """How many messages each chat has got."""
    return Counter(message["chat"]["id"] for message in fake.do("sent"))


def test_it_answers_passes_over_what_is_poisoned_and_stops_politely(
    warm: Base, tmp_path: Path
) -> None:
    with running() as fake:
        fake.do("poison")
        (anna,) = ask(fake, 1)
        (rude,) = ask(fake, 1, "Секретный вопрос <b>&")
        with bot(fake, tmp_path, warm, "-X", "dev") as one:
            assert "1 March 1917" in fake.do("answered", chat=anna, seconds=PATIENCE)[0]
            fake.do("answered", chat=rude, seconds=PATIENCE)
            fake.do("drained", seconds=PATIENCE)
            one.said("@ispolkom_bot is polling 127.0.0.1:")
            one.said("privacy mode is on")
            one.said("commands and descriptions: ")
            assert "was passed over" in one.said("can't be read (")
            status, took = one.end()
        assert status == 0
        assert took < STOPS_WITHIN
        said = "\n".join(one.lines)
        assert "2 updates were handled" in one.lines[-1]
        assert "Order" not in said
        assert "опрос" not in said
        assert "Warning" not in said
        assert "nclosed" not in said
        assert all(re.match(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ [A-Z]+ \w", x) for x in one.lines)
        assert fake.do("not_faked") == []
        assert fake.do("pending") == 0


def test_killed_with_a_backlog_it_loses_nothing(warm: Base, tmp_path: Path) -> None:
    count = 60
    with running("--delay", "0.05") as fake:
        people = ask(fake, count)
        with bot(fake, tmp_path, warm) as one:
            fake.do("reached", chats=10, seconds=PATIENCE)
            status, _ = one.end(signal.SIGKILL)
        assert status == -signal.SIGKILL
        before = answers(fake)
        assert len(before) < count
        with bot(fake, tmp_path, warm) as one:
            fake.do("drained", seconds=PATIENCE)
            after = answers(fake)
            assert one.end()[0] == 0
    assert set(after) == set(people)
    twice = [chat for chat, number in after.items() if number > 1]
    assert max(after.values()) <= 2
    assert len(twice) <= WIDTH, "more than what can have been on the wire"


def test_told_to_stop_with_a_backlog_it_stops_in_time_and_answers_nothing_twice(
    warm: Base, tmp_path: Path
) -> None:
    count = 100
    with running("--delay", "0.05") as fake:
        people = ask(fake, count)
        with bot(fake, tmp_path, warm, ISPOLKOM_RATE="10") as one:
            fake.do("reached", chats=12, seconds=PATIENCE)
            status, took = one.end()
        assert (status, took < STOPS_WITHIN) == (0, True)
        assert len(answers(fake)) < count
        assert fake.do("pending") > 0
        with bot(fake, tmp_path, warm, ISPOLKOM_RATE="1000") as one:
            fake.do("drained", seconds=PATIENCE)
            assert one.end(signal.SIGINT)[0] == 0
        assert answers(fake) == Counter(people)


def test_without_a_network_it_goes_on_trying(warm: Base, tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = int(holder.getsockname()[1])
    with bot(f"http://127.0.0.1:{port}/bot", tmp_path, warm) as one:
        one.said(f"127.0.0.1:{port} can't be used yet: 127.0.0.1 can't be reached")
        with running("--port", str(port)) as fake:
            one.said(f"127.0.0.1:{port} answers after ")
            (anna,) = ask(fake, 1)
            fake.do("answered", chat=anna, seconds=PATIENCE)
            assert one.end()[0] == 0
    assert len([line for line in one.lines if "can't be used yet" in line]) == 1


def test_told_to_stop_without_a_network_it_stops(warm: Base, tmp_path: Path) -> None:
    with bot("http://127.0.0.1:9/bot", tmp_path, warm) as one:
        one.said("can't be used yet")
        status, took = one.end()
    assert status == 0
    assert took < 2


# ---- inside this process, with an engine that needs no base


@pytest.fixture
def inside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str]]]:
    """`run` in this process with these settings: its status, and what it said."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook
    standin = StandIn()
    monkeypatch.setattr("ispolkom_bot.engine.Engine", lambda base: standin)
    monkeypatch.setattr(cache, "open_base", lambda directory, cache: standin.base)
    monkeypatch.setattr(app, "Times", lambda: Times(conflict=0.1, pause=0.02, grace=0.1))
    for name in ("ISPOLKOM_TOKEN", "ISPOLKOM_TOKEN_FILE", "ISPOLKOM_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ISPOLKOM_DATA", str(tmp_path / "data"))

    def go(**settings: str) -> tuple[int, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        status = cli.main(["run"])
        said = capsys.readouterr()
        assert HALF not in said.out + said.err
        return status, said.err

    yield go
    root.handlers[:], _, sys.excepthook = before
    root.setLevel(before[1])
    logging.captureWarnings(capture=False)


Inside = Callable[..., tuple[int, str]]


@pytest.mark.parametrize("token", ["", "nonsense", HALF])
def test_no_token(token: str, inside: Inside) -> None:
    status, said = inside(ISPOLKOM_TOKEN=token)
    assert status == 3
    assert said.startswith("ISPOLKOM_TOKEN")
    assert "@BotFather" in said
    assert said.count("\n") == 1


def test_a_refused_token(inside: Inside) -> None:
    with running() as fake:
        status, said = inside(ISPOLKOM_TOKEN="1" + TOKEN, ISPOLKOM_API_URL=fake.url)
    assert status == 4
    last = said.splitlines()[-1]
    assert last.startswith("Telegram refuses the token (Unauthorized) - ")
    assert "@BotFather" in last


def test_another_poller(inside: Inside) -> None:
    with running() as fake:
        text = "Conflict: terminated by other getUpdates request"
        fake.do("fail", method="getUpdates", code=409, text=text, times=1000)
        status, said = inside(ISPOLKOM_TOKEN=TOKEN, ISPOLKOM_API_URL=fake.url)
    assert status == 5
    assert said.splitlines()[-1] == (
        "another process polls with this token - stop it, or take another token"
    )


def test_a_data_directory_that_can_not_be(inside: Inside, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    status, said = inside(ISPOLKOM_TOKEN=TOKEN, ISPOLKOM_DATA=str(tmp_path / "file" / "x"))
    assert status == 2
    assert " - " in said.splitlines()[-1]
    assert "Traceback" not in said


def test_no_home_for_the_data(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    status, said = inside(ISPOLKOM_TOKEN=TOKEN, ISPOLKOM_DATA="")
    assert status == 2
    assert said.startswith("ISPOLKOM_DATA: ")


def test_a_webhook_gives_way_and_nothing_that_waits_is_dropped(inside: Inside) -> None:
    with running() as fake:
        (anna,) = ask(fake, 1)
        hook = "http://127.0.0.1:9/hook-with-a-secret"
        call(fake, "setWebhook", url=hook)

        def stop() -> None:
            fake.do("answered", chat=anna, seconds=PATIENCE)
            fake.do("drained", seconds=PATIENCE)
            os.kill(os.getpid(), signal.SIGTERM)

        stopper = threading.Thread(target=stop)
        stopper.start()
        status, said = inside(ISPOLKOM_TOKEN=TOKEN, ISPOLKOM_API_URL=fake.url)
        stopper.join()
        assert status == 0
        assert "a webhook to 127.0.0.1 was set: it is removed" in said
        assert "hook-with-a-secret" not in said
        assert call(fake, "getWebhookInfo")["url"] == ""


def test_each_exit_status_is_documented() -> None:
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    statuses = {one.status for one in kinds if issubclass(one, StartError)} | {0, 1}
    assert statuses == {0, 1, 2, 3, 4, 5}
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("| exit status of `run` |")[2].partition("\n\n")[0]
    assert {int(one) for one in re.findall(r"^\| (\d) \|", table, re.MULTILINE)} == statuses
    shown = subprocess.run(
        [sys.executable, "-m", "ispolkom_bot", "run", "--help"],
        check=True,
        capture_output=True,
        timeout=60,
    ).stdout.decode()
    told = shown.partition("exit status:")[2]
    assert {int(one) for one in re.findall(r"^  (\d)  \w", told, re.MULTILINE)} == statuses


def test_what_holds_the_program_does_not_hold_it_for_ever() -> None:
    code = (
        "import asyncio, os, signal, time\n"
        "from ispolkom_bot.surfaces.telegram.stopping import Stop\n"
        "async def main():\n"
        "    stop = Stop(last_moment=0.2)\n"
        "    stop.listen()\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    await stop.first(asyncio.to_thread(time.sleep, 60))\n"
        "asyncio.run(main())\n"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert time.monotonic() - began < STOPS_WITHIN


def test_a_second_interrupt_is_not_polite() -> None:
    async def scene() -> bool:
        stop = Stop()
        stop.listen()
        os.kill(os.getpid(), signal.SIGINT)
        try:
            told = await stop.first(asyncio.sleep(PATIENCE))
        finally:
            stop.over()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        stop.tell(signal.SIGTERM)
        return told

    assert asyncio.run(scene())


def test_work_that_ends_by_itself_or_fails() -> None:
    async def fails() -> None:
        raise ValueError("of its own")

    async def scene() -> None:
        stop = Stop()
        assert not await stop.first(asyncio.sleep(0))
        with pytest.raises(ValueError, match="of its own"):
            await stop.first(fails())
        stop.over()

    asyncio.run(scene())

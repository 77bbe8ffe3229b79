"""Polling against the fake Bot API: nothing is confirmed before it is done with."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from telegram import Update
from tests.fakeapi import TOKEN, Control, Said, Served, fake_api

from ispolkom_bot.errors import OtherPoller, StartError, TokenRefused
from ispolkom_bot.settings import Secret
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.surfaces.telegram.bot import Bot, lane_of
from ispolkom_bot.surfaces.telegram.intake import Intake
from ispolkom_bot.surfaces.telegram.journal import Journal
from ispolkom_bot.surfaces.telegram.polling import Poller, Times, fetch_from

QUICK = Times(long_poll=5, first=0.01, most=0.02, pause=0.01, grace=2, conflict=0.1, calm=0.5)
"""Telegram gives one update alone where the same offset comes within half a second, so `same` is
as it is."""


class Shelf:
    """A store of updates in memory that can be made to fail."""

    def __init__(self) -> None:
        self.marks: list[int] = []
        self.box: dict[int, bytes] = {}
        self.fails = False

    async def handled(self, update_ids: Iterable[int]) -> set[int]:
        self._check()
        return set(update_ids) & set(self.marks)

    async def mark(self, update_ids: Iterable[int]) -> None:
        self._check()
        for number in update_ids:
            self.marks.append(number)
            self.box.pop(number, None)

    async def park(self, update_id: int, body: bytes) -> None:
        self._check()
        self.box[update_id] = body

    async def parked(self) -> list[tuple[int, bytes]]:
        self._check()
        return sorted(self.box.items())

    async def unpark(self, update_id: int) -> None:
        del self.box[update_id]

    def _check(self) -> None:
        if self.fails:
            raise StorageError("/data/x: the disk is full - free some space")


class Scene:
    """A fake, a bot that echoes, and what it did; a text that begins with "hold" waits."""

    def __init__(self, fake: Served, shelf: Shelf) -> None:
        self.fake = fake
        self.shelf = shelf
        self.bot = Bot(Secret(TOKEN), fake.url)
        self.seen: list[str] = []
        self.released = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.journal: Journal | None = None

    @property
    def control(self) -> Control:
        return self.fake.control

    async def process(self, update: Update) -> None:
        message = update.effective_message
        text = (message.text if message else None) or ""
        self.seen.append(text)
        self.control.fake.bell.ring()
        if text.startswith("hold"):
            await self.released.wait()
        if text.startswith("fail"):
            raise ValueError(text)
        if update.effective_chat:
            await self.bot.send_message(update.effective_chat.id, f"echo {text}")
        if text.startswith("linger"):
            await self.released.wait()

    def start(
        self,
        times: Times = QUICK,
        park_after: float = 5.0,
        journal: Journal | None = None,
    ) -> None:
        self.journal = journal
        self.intake = Intake(
            self.bot.read,
            self.process,
            self.shelf,  # type: ignore[arg-type]
            journal,
            park_after=park_after,
        )
        self.poller = Poller(fetch_from(self.bot), self.intake, times)
        self.task = asyncio.create_task(self.poller.run())

    async def stop(self) -> None:
        if self.task is None:
            return
        task, self.task = self.task, None
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await self.poller.close(self.bot.transport.hush)
        await self.bot.transport.initialize()

    async def ended(self) -> StartError:
        assert self.task
        async with asyncio.timeout(5):
            with pytest.raises(StartError) as caught:
                await self.task
        return caught.value

    async def until(self, so: Callable[[], bool]) -> None:
        await self.control.fake.bell.until(so, 5)


@asynccontextmanager
async def scene(shelf: Shelf | None = None) -> AsyncIterator[Scene]:
    async with fake_api() as fake:
        one = Scene(fake, shelf or Shelf())
        await one.bot.initialize()
        try:
            yield one
        finally:
            await one.stop()
            await one.bot.transport.shutdown()
            if one.journal is not None:
                one.journal.close()


def play(act: Callable[[Scene], Awaitable[None]]) -> None:
    async def inside() -> None:
        async with scene() as one:
            await act(one)

    asyncio.run(inside())


def number_of(said: Said) -> int:
    assert said.update
    return int(said.update["update_id"])


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name.startswith("ispolkom_bot")]


def test_each_update_is_handled_once_in_its_chats_order_and_confirmed() -> None:
    async def act(one: Scene) -> None:
        people = [one.control.person(f"P{number}") for number in range(60)]
        for turn in range(5):
            for person in people:
                one.control.say(person, text=f"{person} {turn}")
        one.start()
        await one.control.drained()
        for person in people:
            assert one.control.texts(person) == [f"echo {person} {turn}" for turn in range(5)]
        assert len(one.seen) == len(set(one.seen)) == 300
        assert len(one.shelf.marks) == len(set(one.shelf.marks)) == 300
        assert len(one.control.calls("getUpdates")) < 60

    play(act)


def test_nothing_is_confirmed_before_it_is_handled_and_others_go_on() -> None:
    async def act(one: Scene) -> None:
        slow, quick = one.control.person("Slow"), one.control.person("Quick")
        one.control.say(slow, text="hold")
        one.control.say(slow, text="next")
        one.control.say(quick, text="a")
        one.start()
        await one.control.answered(quick)
        one.control.say(quick, text="b")
        await one.control.answered(quick, 2)
        assert one.control.texts(slow) == []
        assert one.control.pending() == 4
        one.released.set()
        await one.control.drained()
        assert one.control.texts(slow) == ["echo hold", "echo next"]

    play(act)


def test_a_held_chat_does_not_make_it_ask_without_rest() -> None:
    async def act(one: Scene) -> None:
        slow = one.control.person("Slow")
        one.control.say(slow, text="hold")
        one.start()
        await one.control.called("getUpdates", 3)
        first, _, third = one.control.calls("getUpdates")[:3]
        assert third.at - first.at > 0.9
        one.released.set()

    play(act)


def test_what_takes_too_long_goes_into_the_inbox_and_is_confirmed() -> None:
    async def act(one: Scene) -> None:
        slow = one.control.person("Slow")
        number = number_of(one.control.say(slow, text="hold"))
        one.start(park_after=0.1)
        await one.control.drained()
        assert msgspec.json.decode(one.shelf.box[number])["message"]["text"] == "hold"
        assert one.shelf.marks == []
        one.released.set()
        await one.control.answered(slow)
        await one.stop()
        assert one.shelf.box == {}
        assert one.shelf.marks == [number]

    play(act)


def test_the_inbox_of_an_earlier_run_is_handled_first_and_only_once() -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        first = number_of(one.control.say(anna, text="first"))
        one.start(park_after=0.0)
        await one.stop()  # nothing was handled, nothing was confirmed
        body = {"message": {"text": "first", "date": 1, "message_id": 1}}
        body["message"]["chat"] = {"id": anna, "type": "private"}
        poisoned = {"update_id": first - 9, "message": {}}
        one.shelf.box = {
            first: msgspec.json.encode({"update_id": first, **body}),
            first - 9: msgspec.json.encode(poisoned),
            first - 8: b"{}",
        }
        one.shelf.marks = [first - 8]
        one.seen.clear()
        one.control.say(anna, text="second")
        one.start()
        await one.control.drained()
        await one.stop()
        assert one.seen == ["first", "second"]
        assert one.shelf.box == {}

    play(act)


def test_what_an_earlier_run_handled_is_confirmed_and_not_handled_again() -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        for text in ("a", "b", "c"):
            one.control.say(anna, text=text)
        one.start()
        await one.control.drained()
        await one.stop()
        assert len(one.control.again(2)) == 2
        one.control.say(anna, text="d")
        one.start()
        await one.control.drained()
        assert one.seen == ["a", "b", "c", "d"]
        assert one.intake.handled == 1

    play(act)


def test_what_was_answered_is_written_down_before_its_handling_ends() -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        number = number_of(one.control.say(anna, text="linger"))
        one.start()
        await one.until(lambda: number in one.shelf.marks)
        assert one.control.pending() == 1
        one.released.set()
        await one.control.drained()
        assert one.shelf.marks == [number]
        assert len(one.intake) == 0

    play(act)


def test_what_the_journal_tells_is_not_handled_again(tmp_path: Path) -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        number = number_of(one.control.say(anna, text="answered"))
        killed = Journal(tmp_path)
        killed.note(number)
        killed.close()
        one.control.say(anna, text="new")
        one.start(journal=Journal(tmp_path))
        await one.control.drained()
        assert one.seen == ["new"]
        assert number in one.shelf.marks
        await one.stop()
        again = Journal(tmp_path)
        assert again.left() == set()
        again.close()

    play(act)


def test_what_the_journal_tells_counts_even_if_the_storage_fails(tmp_path: Path) -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        killed = Journal(tmp_path)
        killed.note(number_of(one.control.say(anna, text="answered")))
        killed.close()
        one.control.say(anna, text="new")
        one.shelf.fails = True
        one.start(journal=Journal(tmp_path))
        await one.control.drained()
        assert one.seen == ["new"]

    play(act)


def test_a_poisoned_update_is_counted_and_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    async def act(one: Scene) -> None:
        anna = one.control.person("Anna")
        number = one.control.poison()
        one.control.update({"message": ["poisoned"]})
        one.control.update({"of a later version": {"text": "poisoned"}})
        one.control.say(anna, text="fail poisoned")
        one.control.say(anna, text="after")
        one.start()
        await one.control.drained()
        assert one.control.texts(anna) == ["echo after"]
        assert one.intake.poisoned == 2
        told = messages(caplog)
        assert f"update {number} can't be read (KeyError) and was passed over" in told
        assert "poisoned" not in "".join(told)

    with caplog.at_level(logging.INFO):
        play(act)


def test_updates_without_a_number_or_in_broken_text_and_numbers_that_begin_anew() -> None:
    def message(number: int, text: str) -> dict[str, Any]:
        chat = {"id": 1, "type": "private"}
        return {
            "update_id": number,
            "message": {"message_id": number, "date": 1, "chat": chat, "text": text},
        }

    # The second is text that no decoder takes; it must not take its neighbours with it.
    first = [message(900, "a"), message(901, "\ud83d"), {"x": 1}, {"update_id": "y"}]
    answers = [first, [message(5, "b")]]
    asked = []

    async def inside() -> None:
        done = asyncio.Event()
        seen: list[str] = []

        async def fetch(offset: int, limit: int, wait: float) -> bytes:
            del limit, wait
            asked.append(offset)
            if answers:
                return json.dumps({"ok": True, "result": answers.pop(0)}).encode()
            done.set()
            await asyncio.sleep(60)
            raise AssertionError

        async def process(update: Update) -> None:
            assert update.message
            seen.append(update.message.text or "")

        def read(told: object) -> Update:
            return Update.de_json(told)  # type: ignore[arg-type]

        intake = Intake(read, process, Shelf())  # type: ignore[arg-type]
        poller = Poller(fetch, intake, QUICK)
        task = asyncio.create_task(poller.run())
        async with asyncio.timeout(5):
            await done.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert seen == ["a", "b"]
        assert intake.poisoned == 3

    asyncio.run(inside())
    assert asked == [0, 901, 6]


def test_a_storage_that_fails_costs_no_answer_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def act(one: Scene) -> None:
        one.shelf.fails = True
        anna, slow = one.control.person("Anna"), one.control.person("Slow")
        one.control.say(slow, text="hold")
        one.start(park_after=0.0)
        for count in (1, 2, 3):
            one.control.say(anna, text=str(count))
            await one.control.answered(anna, count)
        assert one.control.pending()
        one.shelf.fails = False
        one.released.set()
        await one.control.drained()
        told = [text for text in messages(caplog) if "disk is full" in text]
        assert len(told) == 1
        assert any("the database works again" in text for text in messages(caplog))

    with caplog.at_level(logging.INFO):
        play(act)


@pytest.mark.parametrize("kind", ["bad gateway", "reset", "garbage", "lost", "error"])
def test_faults_of_the_network_are_told_once_and_outlasted(
    kind: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def act(one: Scene) -> None:
        one.control.fail("getUpdates", kind, times=4)
        anna = one.control.person("Anna")
        one.control.say(anna, text="a")
        one.start()
        await one.control.drained()
        assert one.control.texts(anna) == ["echo a"]

    with caplog.at_level(logging.INFO):
        play(act)
    began, ended = messages(caplog)
    assert began.startswith("the Bot API can't be asked for updates: ")
    assert ended.startswith("the Bot API answers again after ")


def test_it_waits_as_long_as_telegram_wants() -> None:
    async def act(one: Scene) -> None:
        one.control.fail("getUpdates", retry_after=1)
        one.control.say(one.control.person("Anna"), text="a")
        one.start()
        await one.control.called("getUpdates", 2)
        first, second = one.control.calls("getUpdates")[:2]
        assert second.at - first.done >= 1

    play(act)


@pytest.mark.parametrize("code", [401, 404])
def test_a_token_that_is_refused_later_ends_it(code: int) -> None:
    async def act(one: Scene) -> None:
        one.control.fail("getUpdates", code=code)
        one.start()
        fault = await one.ended()
        assert isinstance(fault, TokenRefused)
        assert fault.status == 4
        assert "@BotFather" in str(fault)
        assert fault.__cause__ is None

    play(act)


def test_another_poller_is_borne_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    async def act(one: Scene) -> None:
        one.control.fail("getUpdates", code=409, text="Conflict: terminated by other", times=3)
        anna = one.control.person("Anna")
        one.control.say(anna, text="a")
        one.start(msgspec.structs.replace(QUICK, conflict=60))
        await one.control.drained()

    with caplog.at_level(logging.INFO):
        play(act)
    assert len(messages(caplog)) == 1
    assert "somebody else takes this bot's updates" in messages(caplog)[0]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Conflict: terminated by other getUpdates request", "stop it"),
        ("Conflict: can't use getUpdates method while webhook is active", "delete it"),
    ],
)
def test_another_poller_that_stays_ends_it_after_its_work(text: str, remedy: str) -> None:
    async def act(one: Scene) -> None:
        one.control.fail("getUpdates", code=409, text=text, times=1000)
        one.start()
        fault = await one.ended()
        assert isinstance(fault, OtherPoller)
        assert fault.status == 5
        assert remedy in str(fault)
        assert len(one.control.calls("getUpdates")) > 2

    play(act)


def test_conflicts_far_apart_are_not_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def act(one: Scene) -> None:
        now = [0.0]
        one.start()
        monkeypatch.setattr(one.poller, "_clock", lambda: now[0])
        for later in (100.0, 200.0, 300.0):
            now[0] = later
            one.control.fail("getUpdates", code=409, text="Conflict: other")
            one.control.update({"x": {}})  # wakes the long poll
            before = len(one.control.calls("getUpdates"))
            await one.control.called("getUpdates", before + 2)
        assert one.task
        assert not one.task.done()

    play(act)


def test_a_fault_of_our_own_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    async def act(one: Scene) -> None:
        one.start()
        taken = one.intake.take
        calls = []

        async def fails_once(bodies: Iterable[msgspec.Raw]) -> None:
            calls.append(1)
            if len(calls) == 1:
                raise RuntimeError("ours")
            await taken(bodies)

        setattr(one.intake, "take", fails_once)  # noqa: B010 - for mypy
        anna = one.control.person("Anna")
        one.control.say(anna, text="a")
        await one.control.answered(anna)

    with caplog.at_level(logging.INFO):
        play(act)
    assert "asking for updates failed; trying on" in messages(caplog)


def test_stopping_ends_what_is_begun_confirms_it_and_leaves_the_rest() -> None:
    async def act(one: Scene) -> None:
        anna, ivan = one.control.person("Anna"), one.control.person("Ivan")
        for text in ("hold", "never"):
            one.control.say(anna, text=text)
        one.control.say(ivan, text="done")
        one.start()
        await one.control.answered(ivan)
        stopping = asyncio.create_task(one.stop())
        await asyncio.sleep(0)
        one.released.set()
        await stopping
        assert one.seen == ["hold", "done"]
        assert len(one.control.waiting()) == 2  # "never", and what follows it
        assert len(one.shelf.marks) == 2
        one.start()
        await one.control.drained()
        assert one.seen == ["hold", "done", "never"]

    play(act)


def test_stopping_does_not_wait_for_what_is_held_back() -> None:
    async def act(one: Scene) -> None:
        people = [one.control.person(f"P{number}") for number in range(40)]
        for person in people:
            one.control.say(person, text="hold")
        one.start(msgspec.structs.replace(QUICK, grace=0.1))
        await one.until(lambda: len(one.seen) == 32)
        began = time.monotonic()
        await one.stop()
        assert time.monotonic() - began < 2
        assert one.control.pending() == 40
        assert one.shelf.marks == []

    play(act)


def test_whose_updates_are_handled_in_order() -> None:
    chat = {"id": -5, "type": "group", "title": "g"}
    person = {"id": 7, "is_bot": False, "first_name": "x"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": person}
    query = {"id": "1", "from": person, "query": "", "offset": ""}
    press = {"id": "1", "from": person, "chat_instance": "1", "inline_message_id": "1"}
    for kind, body, lane in (
        ("message", message, ("chat", -5)),
        ("edited_message", message, ("chat", -5)),
        ("callback_query", press, ("user", 7)),
        ("callback_query", press | {"message": message}, ("chat", -5)),
        ("inline_query", query, ("user", 7)),
        ("new_kind", {}, ("update", 3)),
    ):
        update = Update.de_json({"update_id": 3, kind: body})
        assert lane_of(update) == lane

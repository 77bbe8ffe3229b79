"""A stage: the whole application over the fake Bot API, its time and its people in a test's hand.

Updates are handed over one by one, as the polling loop does it; what the bot calls goes over HTTP
to the fake, which enforces Telegram's limits. Nothing waits: time is put forward.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from tests.fakeapi import Control, Options, Said, fake_api

from ispolkom_bot.engine import Engine
from ispolkom_bot.settings import Settings
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram import shared as sharing
from ispolkom_bot.surfaces.telegram.app import build
from ispolkom_bot.surfaces.telegram.pacing import Pacing
from ispolkom_bot.surfaces.telegram.sending import Outbox
from ispolkom_bot.surfaces.telegram.shared import Shared

JSON = dict[str, Any]
T = TypeVar("T")


class Shown(Struct, frozen=True):
    """A message of the bot as people see it."""

    message_id: int
    chat: int
    text: str
    buttons: tuple[str, ...]
    body: JSON

    @property
    def replies_to(self) -> int | None:
        """The message that it replies to."""
        replied = self.body.get("reply_to_message")
        return replied and int(replied["message_id"])

    @property
    def topic(self) -> int | None:
        """The topic that it stands in."""
        return self.body.get("message_thread_id") if self.body.get("is_topic_message") else None

    @property
    def data(self) -> dict[str, str]:
        """What each button sends or opens, by its label."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        told = (button for row in rows for button in row)
        return {b["text"]: b.get("callback_data") or b.get("url", "") for b in told}


class Stage:
    """The bot, the people, what was said."""

    def __init__(
        self, runner: asyncio.Runner, control: Control, application: sharing.App, store: Store
    ) -> None:
        self._runner = runner
        self._application = application
        self.control = control
        self.store = store
        self.anna = control.person("Anna", username="anna")
        self.boris = control.person("Boris", username="boris")
        self.vera = control.person("Vera", username="vera", language_code="ru")

    @property
    def bot(self) -> Any:
        """The bot that calls the fake."""
        return self._application.bot

    @property
    def shared(self) -> Shared:
        """What the handlers share."""
        found = self._application.bot_data["shared"]
        assert isinstance(found, Shared)
        return found

    def share(self, **changes: Any) -> None:
        """Let the handlers share something else."""
        sharing.keep(self._application, replace(self.shared, **changes))

    @property
    def handlers(self) -> dict[int, list[Any]]:
        """The handlers of the application, by group."""
        return self._application.handlers

    @property
    def me(self) -> JSON:
        """The bot as Telegram shows it."""
        return self.control.fake.bot.shown()

    def restart(self) -> None:
        """The process ends and another begins: what was in its memory alone is gone."""
        old = self.shared
        now = self.control.fake.clock.now
        fresh = sharing.share(old.engine, old.store, old.outbox, old.settings, now, now)
        sharing.keep(self._application, fresh)

    def now(self, shown: Shown) -> Shown:
        """A message of the bot as it is now."""
        return _shown(self.control.message(shown.chat, shown.message_id))

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do something in the bot's loop."""
        return self._runner.run(doing)

    def pump(self) -> None:
        """Let the bot handle whatever waits."""
        for waiting in self.control.fake.updates.pending():
            self.control.fake.updates.done(waiting.id)
            self.handle(self.decoded(waiting.body))

    @staticmethod
    def decoded(body: bytes) -> JSON:
        """An update as it waits, read."""
        told: JSON = msgspec.json.decode(body)
        return told

    def handle(self, told: JSON) -> None:
        """Let the bot handle one update."""
        update = self.bot.read(told)
        self.run(self._application.process_update(update))

    def seen(self, chat: int) -> list[Shown]:
        """The bot's messages in a chat as they are now."""
        return [_shown(body) for body in self.control.sent(chat)]

    def say(self, user: int, text: str = "", chat: int | None = None, **more: Any) -> list[Shown]:
        """Somebody writes; what the bot says to that."""
        return self.said(user, text, chat, **more)[1]

    def said(
        self, user: int, text: str = "", chat: int | None = None, **more: Any
    ) -> tuple[Said, list[Shown]]:
        """As `say`, with the message that was written."""
        place = user if chat is None else chat
        with self._new(place) as new:
            said = self.control.say(user, chat, text, **more)
        return said, new

    def edit(self, said: Said, text: str | None = None, **fields: Any) -> list[Shown]:
        """Somebody changes a message; what the bot newly says."""
        with self._new(said.chat_id) as new:
            self.control.edit(said.chat_id, said.message_id, text, **fields)
        return new

    def press(
        self, user: int, message: Shown, button: str, *, old: bool = False
    ) -> tuple[JSON, list[Shown]]:
        """Somebody presses a button, named by its label or by its first letter of data: the word
        that ends the waiting, and what the bot says."""
        data = next(
            (sent for label, sent in message.data.items() if button in {label, sent[:1]}), button
        )
        with self._new(message.chat) as new:
            query = self.control.press(user, message.chat, message.message_id, data, old=old)
        return self.control.answer(query) or {}, new

    def forge(self, user: int, message: Shown, data: str) -> tuple[JSON, list[Shown]]:
        """A modified client sends data that is on no button."""
        with self._new(message.chat) as new:
            query = self.control.forge(user, message.chat, message.message_id, data)
        return self.control.answer(query) or {}, new

    def inline(self, user: int, text: str) -> JSON:
        """Somebody types after the bot's name; what is offered."""
        query = self.control.inline(user, text)
        self.pump()
        return self.control.answer(query) or {}

    def do(self, chat: int) -> Any:
        """In the block the test acts; after it the list holds what the bot said in a chat."""
        return self._new(chat)

    @contextmanager
    def _new(self, chat: int) -> Iterator[list[Shown]]:
        known = chat in self.control.fake.world.chats
        before = {shown.message_id for shown in self.seen(chat)} if known else set()
        new: list[Shown] = []
        yield new
        self.pump()
        new += [shown for shown in self.seen(chat) if shown.message_id not in before]


@contextmanager
def stage(engine: Engine, store: Store, settings: Settings, **options: Any) -> Iterator[Stage]:
    """A stage of its own."""
    with asyncio.Runner() as runner:
        closing = AsyncExitStack()

        async def opened() -> tuple[Control, sharing.App]:
            fake = await closing.enter_async_context(fake_api(Options(pacing=True, **options)))
            application = build(fake.token, fake.url, engine, store, settings)
            control = fake.control

            async def pass_time(seconds: float) -> None:
                control.forward(seconds)

            now = control.fake.clock.now
            outbox = Outbox(Pacing(settings.rate, now, pass_time), store.move_chat)
            sharing.keep(application, sharing.share(engine, store, outbox, settings, now, now))
            await application.initialize()
            closing.push_async_callback(application.bot.request.shutdown)
            closing.push_async_callback(application.shutdown)
            return control, application

        try:
            control, application = runner.run(opened())
            yield Stage(runner, control, application, store)
        finally:
            runner.run(closing.aclose())


def _shown(body: JSON) -> Shown:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    labels = tuple(button["text"] for row in rows for button in row)
    return Shown(body["message_id"], body["chat"]["id"], body.get("text", ""), labels, body)

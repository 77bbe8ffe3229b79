"""What a test does: acts of people (acts.py, groups.py), faults, odd updates; looking, waiting."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.fakeapi.acts import Said
from tests.fakeapi.fake import Call
from tests.fakeapi.faults import Fault, Kind
from tests.fakeapi.groups import Groups
from tests.fakeapi.hook import Delivery
from tests.fakeapi.refusals import JSON

__all__ = ["Control", "Said"]


class Control(Groups):
    """All that a test may do to a fake and ask of it. Names of chats and people are numbers."""

    def fail(
        self,
        method: str = "",
        kind: Kind = "error",
        *,
        times: int = 1,
        chat: int | None = None,
        code: int = 500,
        text: str = "",
        retry_after: int = 0,
        seconds: float = 0.0,
    ) -> None:
        """The next calls go wrong (kinds: faults.py); with `retry_after` they are a 429."""
        where = "" if chat is None else str(chat)
        code = 429 if retry_after else code
        fault = Fault(kind, times, method, where, code, text, retry_after, seconds)
        self.fake.faults.add(fault)

    def mend(self) -> None:
        """What was still to go wrong won't."""
        self.fake.faults.clear()

    def options(self, **changes: Any) -> JSON:
        """Change how the server behaves (options.py); all options as they are now."""
        for name, value in changes.items():
            if name not in self.fake.options.__struct_fields__:
                raise ValueError(f"no such option: {name}")
            setattr(self.fake.options, name, value)
        told: JSON = msgspec.to_builtins(self.fake.options)
        return told

    def forward(self, seconds: float) -> None:
        """Time passes at once."""
        self.fake.clock.forward(seconds)
        self.fake.bell.ring()

    def poison(self, chat: int | None = None) -> int:
        """An update that PTB can't read: a message without chat and date; its number."""
        body = {"message": {"message_id": self.fake.world.number(), "text": "poisoned"}}
        queue = "" if chat is None else f"chat:{chat}"
        return int(self.fake.updates.put_raw(body, "message", queue)["update_id"])

    def update(self, body: JSON) -> int:
        """Any update, as it is; its number."""
        return int(self.fake.updates.put_raw(body)["update_id"])

    def again(self, count: int) -> list[int]:
        """The last updates that were confirmed come again, as if that had been lost."""
        return self.fake.updates.again(count)

    def expire(self, query: str) -> None:
        """A press or an inline query can't be answered any more."""
        for known in (self.fake.world.presses, self.fake.world.inline_queries):
            if query in known:
                known[query].until = 0.0

    def pending(self) -> int:
        """How many updates are not confirmed."""
        return len(self.fake.updates.pending())

    def waiting(self) -> list[int]:
        """The numbers of the updates that are not confirmed."""
        return [one.id for one in self.fake.updates.pending()]

    def timeline(self, since: float = 0.0) -> JSON:
        """What happened from a monotonic time on: updates as `[number, queue, at]`, calls as
        `[method, chat, text, status, at, done]`.
        """
        made = [[one.id, one.queue, one.at] for one in self.fake.updates.made if one.at >= since]
        calls = [
            [
                call.method,
                call.arguments.get("chat_id", ""),
                call.arguments.get("text", ""),
                call.status,
                call.at,
                call.done,
            ]
            for call in self.fake.calls
            if call.at >= since
        ]
        return {"updates": made, "calls": calls}

    def sent(self, chat: int | None = None) -> list[JSON]:
        """The bot's messages as they are now, without those it deleted."""
        return [message.body for message in self.fake.world.sent(chat)]

    def texts(self, chat: int | None = None) -> list[str]:
        """The texts of the bot's messages as they are now."""
        return [message.text for message in self.fake.world.sent(chat)]

    def message(self, chat: int, message_id: int) -> JSON:
        """A message as it is now, whoever wrote it."""
        return self.fake.world.chat(chat).messages[message_id].body

    def inline_message(self, inline_message_id: str) -> JSON:
        """A message that came by inline mode, as it is now."""
        return self.fake.world.inline_messages[inline_message_id].body

    def answer(self, query: str) -> JSON | None:
        """What the bot answered to an inline query or a press, None as long as nothing."""
        known = self.fake.world.presses | self.fake.world.inline_queries
        return known[query].answer

    def poll(self, poll: str) -> JSON:
        """A poll as it is now."""
        return self.fake.world.polls[poll].shown()

    def calls(self, method: str = "", chat: int | None = None) -> list[Call]:
        """The bot's calls, oldest first."""
        name, where = method.lower(), None if chat is None else str(chat)
        return [
            call
            for call in self.fake.calls
            if name in {"", call.method.lower()}
            and where in {None, call.arguments.get("chat_id", "")}
        ]

    def not_faked(self) -> list[str]:
        """What the bot asked for and the fake can't do."""
        return [call.description for call in self.fake.calls if call.status == 501]

    def hammered(self) -> int:
        """How often the bot wrote into a chat before a `retry_after` had passed."""
        return self.fake.flood.hammered

    def deliveries(self) -> list[Delivery]:
        """Each attempt to carry an update to the webhook."""
        return self.fake.hook.deliveries

    def commands(self, scope: str = "default", language: str = "", *numbers: int) -> list[JSON]:
        """The commands that are set for a scope (with its chat and person) and a language."""
        key = ("commands", scope, *map(str, numbers), language)
        found: list[JSON] = self.fake.profile.get(key, [])
        return found

    async def answered(self, chat: int, count: int = 1, seconds: float = 5.0) -> list[str]:
        """Wait until the bot has so many messages in a chat; their texts."""
        await self.fake.bell.until(lambda: len(self.sent(chat)) >= count, seconds)
        return self.texts(chat)

    async def reached(self, chats: int, seconds: float = 5.0) -> int:
        """Wait until the bot has written into so many chats; into how many it has."""
        written = self.fake.world.written_to
        await self.fake.bell.until(lambda: len(written) >= chats, seconds)
        return len(written)

    async def called(
        self, method: str, count: int = 1, chat: int | None = None, seconds: float = 5.0
    ) -> list[Call]:
        """Wait until a method was called so many times."""
        await self.fake.bell.until(lambda: len(self.calls(method, chat)) >= count, seconds)
        return self.calls(method, chat)

    async def settled(self, query: str, seconds: float = 5.0) -> JSON | None:
        """Wait until a press or an inline query is answered."""
        await self.fake.bell.until(lambda: self.answer(query) is not None, seconds)
        return self.answer(query)

    async def drained(self, seconds: float = 5.0) -> None:
        """Wait until all updates are confirmed: a bot that confirms what it handled is silent."""
        await self.fake.bell.until(lambda: not self.pending(), seconds)

    def asked(self) -> int:
        """How many times the bot asked for updates."""
        return self.fake.updates.asked

    async def polled(self, since: int | None = None, seconds: float = 5.0) -> None:
        """Wait until the bot asks for updates once more than `since` (than now)."""
        before = self.asked() if since is None else since
        await self.fake.bell.until(lambda: self.fake.updates.asked > before, seconds)

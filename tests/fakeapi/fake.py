"""One bot's Telegram: what there is, what waits for it, what it called, how the server behaves."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from tests.fakeapi.bell import Bell
from tests.fakeapi.faults import Faults
from tests.fakeapi.hook import Hook
from tests.fakeapi.options import Options
from tests.fakeapi.pacing import Flood
from tests.fakeapi.refusals import JSON
from tests.fakeapi.things import Chat, User
from tests.fakeapi.updates import Updates
from tests.fakeapi.world import Clock, World

TOKEN: Final = "1234567890:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"  # noqa: S105 - no secret


class Call(Struct, frozen=True):
    """One call of the bot, from `at` to `done` by the monotonic clock.

    `status` is the HTTP status, 0 where the connection was broken instead; `body` what the bot was
    told, or would have been.
    """

    method: str
    arguments: dict[str, str]
    at: float
    done: float
    status: int
    body: bytes

    @property
    def result(self) -> Any:
        """The result, None if the call was refused."""
        return self._told().get("result")

    @property
    def description(self) -> str:
        """Why it was refused, "" if it wasn't."""
        return str(self._told().get("description", ""))

    def _told(self) -> JSON:
        try:
            told = msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            return {"description": self.body.decode(errors="replace")}
        return told if isinstance(told, dict) else {}


class Fake:
    """Everything of one bot, in one place for the methods and for the control."""

    def __init__(self, options: Options | None = None) -> None:
        self.token = TOKEN
        self.options = options or Options()
        self.clock = Clock()
        bot = User(int(TOKEN.split(":")[0]), "Ispolkom", username="ispolkom_bot", is_bot=True)
        self.world = World(self.clock, bot)
        self.bell = Bell()
        self.updates = Updates(self.clock, self.bell, self.options)
        self.hook = Hook(self)
        self.faults = Faults()
        self.flood = Flood(self.clock)
        self.profile: dict[tuple[str, ...], Any] = {}
        self.calls: list[Call] = []
        self.next_conflict = float("-inf")
        """Until then a getUpdates that is refused with 409 is answered late."""

    @property
    def bot(self) -> User:
        """Our bot as a user."""
        return self.world.bot

    def leads(self, chat: Chat) -> bool:
        """Whether our bot is an administrator of a chat."""
        return chat.member(self.bot.id).leads

    def log(self, call: Call) -> None:
        """Remember a call, and wake who waits for one."""
        self.calls.append(call)
        self.bell.ring()

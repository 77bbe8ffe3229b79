"""The stage of the tests of the fake: a few people and groups, and a plain client of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.fakeapi import Control, Options, Served, fake_api
from tests.fakeapi.refusals import JSON


class RefusedError(Exception):
    """What the server said no with."""

    def __init__(self, status: int, told: JSON) -> None:
        super().__init__(told["description"])
        self.status = status
        self.told = told


class Scene:
    """A fake with Anna, who has written to the bot, and a supergroup; a client that calls it."""

    def __init__(self, fake: Served, session: aiohttp.ClientSession) -> None:
        self.fake = fake
        self.session = session
        self.control: Control = fake.control
        self.anna = self.control.person("Anna", number=42)
        self.boris = self.control.person("Boris")
        self.group = self.control.group(administrators=[self.boris], members=[self.anna])
        self.forum = self.control.group("Forum", administrators=[self.boris], forum=True)

    async def call(self, method: str, /, **values: Any) -> Any:
        """The result of a call, or RefusedError."""
        url = f"{self.fake.url}{self.fake.token}/{method}"
        async with self.session.post(url, json=values) as answer:
            told = await answer.json()
        if not told["ok"]:
            raise RefusedError(answer.status, told)
        return told["result"]

    async def refused(self, method: str, /, **values: Any) -> RefusedError:
        """Why a call is refused."""
        with pytest.raises(RefusedError) as caught:
            await self.call(method, **values)
        return caught.value

    async def send(self, text: str = "x", chat: int | None = None, **values: Any) -> JSON:
        """A message of the bot to Anna."""
        sent: JSON = await self.call("sendMessage", chat_id=chat or self.anna, text=text, **values)
        return sent

    async def updates(self, **values: Any) -> list[JSON]:
        """What getUpdates gives."""
        found: list[JSON] = await self.call("getUpdates", **values)
        return found


@asynccontextmanager
async def opened(**options: Any) -> AsyncIterator[Scene]:
    """A scene of its own; the options are those of the server."""
    async with fake_api(Options(**options)) as fake, aiohttp.ClientSession() as session:
        yield Scene(fake, session)


def play(act: Callable[[Scene], Awaitable[None]], **options: Any) -> None:
    """Run a coroutine with a scene of its own."""

    async def run() -> None:
        async with opened(**options) as scene:
            await act(scene)

    asyncio.run(run())

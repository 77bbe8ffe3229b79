"""The webhook: updates carried to the bot's own server, again and again until it says 2xx.

Updates of one queue (a chat's messages, a person's presses) go strictly one after the other; queues
don't wait for each other. After a failure the same update comes again: at once, then after 2, 4, 8
... seconds up to a minute or two, or after what the bot asked for with Retry-After, until it is out
of date. `Options.scale` makes these waits shorter.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

import aiohttp
import msgspec
from msgspec import Struct
from telegram.constants import WebhookLimit

from tests.fakeapi.refusals import JSON
from tests.fakeapi.updates import Waiting

if TYPE_CHECKING:
    from tests.fakeapi.fake import Fake

CONNECTIONS: Final = 40
LONGEST_WAIT: Final = 60
LONGEST_ASKED: Final = 3_600
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_SILENT: Final = ("setwebhook", "deletewebhook", "close", "logout")

Execute = Callable[[str, JSON], Awaitable[object]]
"""Does what the bot's answer to an update asks for: a method and its arguments."""


class Target(Struct, frozen=True):
    """Where updates go."""

    url: str
    secret: str = ""
    connections: int = CONNECTIONS


class Delivery(Struct, frozen=True):
    """One attempt: the update, the status that came back (0: none did), when."""

    update_id: int
    status: int
    at: float


class Hook:
    """Carries updates while a webhook is set."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake
        self.execute: Execute | None = None
        self.target: Target | None = None
        self.error = ""
        self.error_date = 0
        self.set_at = float("-inf")
        self.deliveries: list[Delivery] = []
        self._carrier: asyncio.Task[None] | None = None

    def start(self, target: Target) -> None:
        """Carry updates to a new address from now on."""
        self.stop()
        self.target, self.error, self.error_date = target, "", 0
        self._carrier = asyncio.get_running_loop().create_task(self._carry(target))

    def stop(self) -> None:
        """Carry nothing more."""
        self.target = None
        if self._carrier is not None:
            self._carrier.cancel()
            self._carrier = None

    async def close(self) -> None:
        """Carry nothing more, and wait until that is so."""
        carrier = self._carrier
        self.stop()
        if carrier is not None:
            await asyncio.gather(carrier, return_exceptions=True)

    async def _carry(self, target: Target) -> None:
        places = asyncio.Semaphore(
            min(max(target.connections, 1), WebhookLimit.MAX_CONNECTIONS_LIMIT)
        )
        busy: set[str] = set()
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            trip = _Trips(self._fake, session, target, places)

            async def run(queue: str) -> None:
                try:
                    while (update := self._first(queue)) is not None:
                        await trip.deliver(update)
                finally:
                    busy.discard(queue)

            while True:
                for queue in {one.queue for one in self._fake.updates.pending()} - busy:
                    busy.add(queue)
                    group.create_task(run(queue))
                await self._fake.bell.rung()

    def _first(self, queue: str) -> Waiting | None:
        waiting = self._fake.updates.pending()
        return next((one for one in waiting if one.queue == queue), None)


class _Trips:
    """Attempts to deliver one update after the other."""

    def __init__(
        self,
        fake: Fake,
        session: aiohttp.ClientSession,
        target: Target,
        places: asyncio.Semaphore,
    ) -> None:
        self._fake = fake
        self._session = session
        self._target = target
        self._places = places
        self._luck = random.Random(1917)  # noqa: S311 - a repeatable draw, no secret

    async def deliver(self, update: Waiting) -> None:
        """Try until it is delivered or out of date."""
        delay, failures = 1.0, 0
        while True:
            status, asked = await self._attempt(update)
            if 200 <= status <= 299:
                self._fake.updates.done(update.id)
                return
            wait = asked
            if not asked and failures:
                longest = self._luck.uniform(LONGEST_WAIT, 2 * LONGEST_WAIT)
                wait = delay = min(longest, delay * 2)
            failures += 1
            if self._fake.clock.now() + wait > update.until:
                self._fake.updates.done(update.id)
                return
            await asyncio.sleep(wait * self._fake.options.scale)

    async def _attempt(self, update: Waiting) -> tuple[int, float]:
        """The status of one try, and the seconds that the bot asked for."""
        hook = self._fake.hook
        headers = {"Content-Type": "application/json"}
        if self._target.secret:
            headers[_HEADER] = self._target.secret
        status, asked, body, fault = 0, 0.0, b"", ""
        timeout = aiohttp.ClientTimeout(total=self._fake.options.webhook_timeout)
        async with self._places:
            try:
                async with self._session.post(
                    self._target.url, data=update.body, headers=headers, timeout=timeout
                ) as answer:
                    status, body = answer.status, await answer.read()
                    given = answer.headers.get("Retry-After", "")
                    asked = min(float(given), LONGEST_ASKED) if given.isdigit() else 0.0
                    if not 200 <= status <= 299:
                        fault = f"Wrong response from the webhook: {status} {answer.reason}"
            except aiohttp.ClientConnectorError:
                fault = "Connection refused"
            except TimeoutError:
                fault = "Read timeout expired"
            except aiohttp.ClientError:
                fault = "Webhook connection closed"
                status = 0
        if fault:
            hook.error, hook.error_date = fault, int(self._fake.clock.now())
            status = 0 if 200 <= status <= 299 else status
        hook.deliveries.append(Delivery(update.id, status, self._fake.clock.now()))
        self._fake.bell.ring()
        if 200 <= status <= 299:
            await self._answered(body)
        return status, asked

    async def _answered(self, body: bytes) -> None:
        """Do what the bot asked for in its answer, if it did."""
        try:
            told = msgspec.json.decode(body) if body else None
        except msgspec.DecodeError:
            return
        if not isinstance(told, dict) or not (method := str(told.pop("method", "")).lower()):
            return
        execute = self._fake.hook.execute
        if execute and method not in _SILENT and not method.startswith("get"):
            await execute(method, told)

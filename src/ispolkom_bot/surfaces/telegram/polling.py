"""Asking Telegram for updates, and confirming none before it is done with."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NoReturn
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from ispolkom_bot.errors import OtherPoller, TokenRefused
from ispolkom_bot.logs import Outage, brief
from ispolkom_bot.surfaces.telegram.bot import Bot
from ispolkom_bot.surfaces.telegram.intake import Intake
from ispolkom_bot.surfaces.telegram.lanes import WIDTH

WANTED: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.INLINE_QUERY,
    Update.CALLBACK_QUERY,
    Update.POLL_ANSWER,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of updates that are asked for: those that a handler takes."""
_MOST_IN_HAND: Final = 2000
_BATCH: Final = 100
"""Updates that Telegram gives at most, counted from the offset."""
_SLACK: Final = 10.0
"""Seconds that an answer may come later than asked for."""

_log = logging.getLogger(__name__)
Fetch = Callable[[int, int, float], Awaitable[bytes]]
"""Ask for updates from an offset on, so many, waiting so many seconds for one to come."""


class Times(Struct, frozen=True):
    """The seconds that polling waits.

    long_poll   for an update to come
    same        before it asks with the same offset again (within half a second Telegram gives one)
    first, most between tries while Telegram can't be reached, growing from the first to the most
    conflict    how long another poller is tolerated
    calm        without a conflict until the next is a new one
    pause       after a conflict
    grace       for what is begun to end when the program stops
    hush        for calls that are under way to end, while none may begin any more
    last_word   for the last confirmation
    """

    long_poll: float = 30.0
    same: float = 0.55
    first: float = 1.0
    most: float = 30.0
    conflict: float = 30.0
    calm: float = 45.0
    pause: float = 3.0
    grace: float = 1.5
    hush: float = 2.5
    last_word: float = 0.8


class _Answer(Struct):
    result: list[msgspec.Raw]


class Backoff:
    """Waits that grow by half from try to try."""

    def __init__(self, first: float, most: float) -> None:
        self._first, self._most = first, most
        self._next = first

    async def wait(self, fault: BaseException) -> None:
        """Wait before the next try, as long as Telegram wants if it said so."""
        if isinstance(fault, RetryAfter):
            wanted = fault.retry_after
            seconds = wanted if isinstance(wanted, int) else wanted.total_seconds()
        else:
            seconds, self._next = self._next, min(self._next * 1.5, self._most)
        await asyncio.sleep(seconds)

    def reset(self) -> None:
        """The next wait is the first again."""
        self._next = self._first


class Poller:
    """The loop that asks; it ends by being cancelled, or with a StartError that says why."""

    def __init__(
        self,
        fetch: Fetch,
        intake: Intake,
        times: Times | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._intake = intake
        self._times = times or Times()
        self._clock = clock
        self._backoff = Backoff(self._times.first, self._times.most)
        self._outage = Outage(_log, "the Bot API answers again", clock)
        self._asked = 0
        self._conflict_began = self._conflict_seen = float("-inf")

    async def run(self) -> NoReturn:
        """Ask and hand over, for ever."""
        if left := await self._intake.restore():
            _log.info("%d updates were left in the inbox by an earlier run", left)
        while True:
            try:
                await self._round()
            except Conflict as fault:
                await self._yield(fault)
            except InvalidToken as fault:
                raise refused(fault) from None
            except TelegramError as fault:
                self._outage.begin(f"the Bot API can't be asked for updates: {fault}; trying on")
                await self._backoff.wait(fault)
            except Exception as fault:  # a bug must not end what a later update might not meet
                _log.exception("asking for updates failed; trying on")
                await self._backoff.wait(fault)

    async def close(self, hush: Callable[[float], Awaitable[None]] | None = None) -> None:
        """Let end what is begun, then confirm what is done with; `run` must have ended.

        `hush` lets calls end that are under way, for so many seconds, and none begin.
        """
        quiet = None if hush is None else lambda: hush(self._times.hush)
        await self._intake.close(self._times.grace, quiet)
        offset = self._intake.ledger.offset
        if offset == self._asked:
            return
        try:
            async with asyncio.timeout(self._times.last_word):
                await self._fetch(offset, 1, 0)
        except (TelegramError, TimeoutError) as fault:
            _log.info("the last updates weren't confirmed, but are remembered: %s", brief(fault))

    async def _round(self) -> None:
        ledger = self._intake.ledger
        asked = self._asked = ledger.offset
        wait = 0 if ledger.open else self._times.long_poll
        updates = _updates(await self._fetch(asked, _BATCH, wait))
        self._outage.end()
        self._backoff.reset()
        await self._intake.take(updates)
        ledger.confirmed(asked)
        await self._until_more_is_due(asked)

    async def _until_more_is_due(self, asked: int) -> None:
        """Wait while asking would give nothing new: while nothing was settled since, or enough is
        in hand. What takes too long goes into the inbox meanwhile.
        """
        intake, ledger = self._intake, self._intake.ledger
        until = self._clock() + self._times.same
        while ledger.open or len(intake) >= _MOST_IN_HAND:
            fits = len(intake) < _MOST_IN_HAND
            if fits and ledger.offset != asked and intake.queued <= WIDTH:
                return
            if (left := until - self._clock()) > 0:
                await intake.progress(left)
                continue
            await intake.park_late()
            if fits and len(ledger) < _BATCH:
                return
            until = self._clock() + self._times.same

    async def _yield(self, fault: Conflict) -> None:
        """Somebody else asks too: bear it while it may be an old process that is just ending."""
        now = self._clock()
        if now - self._conflict_seen > self._times.calm:
            self._conflict_began = now
            _log.warning("somebody else takes this bot's updates (%s); waiting for it", fault)
        self._conflict_seen = now
        if now - self._conflict_began >= self._times.conflict:
            raise OtherPoller(
                "a webhook is set for this bot - delete it (restart, or call deleteWebhook)"
                if "webhook" in str(fault).lower()
                else "another process polls with this token - stop it, or take another token"
            )
        await asyncio.sleep(self._times.pause)


def fetch_from(bot: Bot) -> Fetch:
    """Raw answers to getUpdates: PTB's own would fail as a whole on one update it can't read."""
    kinds = msgspec.json.encode(WANTED).decode()

    async def fetch(offset: int, limit: int, wait: float) -> bytes:
        asked = {"limit": limit, "timeout": int(wait), "allowed_updates": kinds}
        query = urlencode({"offset": offset} | asked if offset else asked)
        url = f"{bot.base_url}/getUpdates?{query}"
        return await bot.transport.retrieve(url, read_timeout=int(wait) + _SLACK)

    return fetch


def refused(fault: InvalidToken) -> TokenRefused:
    """What the operator is told when Telegram doesn't know the token."""
    return TokenRefused(
        f"Telegram refuses the token ({fault}) - take the current one from @BotFather; if"
        " ISPOLKOM_API_URL is set, check that too"
    )


def _updates(payload: bytes) -> Sequence[bytes | msgspec.Raw]:
    """The raw updates of an answer; one that holds broken text doesn't take the others with it."""
    try:
        return msgspec.json.decode(payload, type=_Answer).result
    except msgspec.DecodeError:
        pass
    try:
        told = json.loads(payload.decode("utf-8", "replace"))["result"]
    except (ValueError, KeyError, TypeError):
        told = None
    if not isinstance(told, list):
        raise NetworkError("The server's answer is no answer of the Bot API")
    return [json.dumps(one).encode() for one in told]

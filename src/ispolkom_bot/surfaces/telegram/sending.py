"""The one place from which messages are sent and edited: split, paced, tried again, given up."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace
from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from ispolkom_bot.render.html import Page, lines_page, split
from ispolkom_bot.surfaces.telegram.calls import JSON, call, keys
from ispolkom_bot.surfaces.telegram.faults import refusal, seconds, undone
from ispolkom_bot.surfaces.telegram.pacing import Lane, Pacing
from ispolkom_bot.surfaces.telegram.transport import Unsent

_log = logging.getLogger(__name__)

Fate = Literal["done", "gone", "missing", "unsure", "late"]
"""What became of a page: it is there; the chat can't be written to any more; the message or topic
is no more; nobody knows, as the answer to a send was lost; it was put off for too long."""
Moved = Callable[[int, int], Awaitable[object]]

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW: Final = NO_PREVIEW.to_dict()
GENERAL: Final = 1
"""The number of a forum's first topic, which must not be named when sending."""
_REFUSALS: Final = 8
"""Times that Telegram may say "later" to one message."""
_FAULTS: Final = 8
"""Times that one message may fail by a fault of the server's or of the way there."""
_MOVES: Final = 3
_NO_PAGE: Final = lines_page(())
_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 30.0
"""Seconds before a request is made again after such a fault, and how they grow."""


class Place(Struct, frozen=True):
    """Where a page goes: a chat, a topic of it, the message it answers."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    silent: bool = False


Post = Callable[[Place], Awaitable[int]]
"""Sends one message that is no page (a poll, a picture, a file); the number that it got."""


class Sent(Struct, frozen=True):
    """What became of a page: the messages that are there, the chat they are in, and its fate."""

    ids: tuple[int, ...]
    chat_id: int
    fate: Fate = "done"


class _EndError(Exception):
    """A message will not come; `fate` says why."""

    def __init__(self, fate: Fate) -> None:
        super().__init__(fate)
        self.fate: Fate = fate


class Outbox:
    """Sends and edits pages; `moved` is told of a group that has become a supergroup."""

    def __init__(self, pacing: Pacing, moved: Moved | None = None) -> None:
        self._pacing = pacing
        self._moved = moved

    async def send(self, bot: Bot, place: Place, page: Page) -> Sent:
        """Send a page, in as many messages as it takes; the keyboard is under the last."""
        return await self._deliver(bot, place, split(page), None)

    async def edit(self, bot: Bot, place: Place, message_id: int, page: Page) -> Sent:
        """Put a page in place of a message of the bot; what does not fit follows it."""
        return await self._deliver(bot, place, split(page), message_id)

    async def post(self, bot: Bot, place: Place, make: Post) -> Sent:
        """Send what is no page, as patiently as a page; `make` may be called several times."""
        return await self._deliver(bot, place, [make], None)

    async def _deliver(
        self, bot: Bot, place: Place, parts: Sequence[Page | Post], message_id: int | None
    ) -> Sent:
        sent = await self._all(bot, place, parts, message_id)
        if self._moved and sent.chat_id != place.chat_id:
            await self._moved(place.chat_id, sent.chat_id)
        return sent

    async def _all(
        self, bot: Bot, place: Place, parts: Sequence[Page | Post], message_id: int | None
    ) -> Sent:
        """Deliver messages in order, to where the chat has moved if it has."""
        ids: list[int] = []
        for moves_left in reversed(range(_MOVES)):
            try:
                async with self._pacing.lane(place.chat_id) as lane:  # nothing else in between
                    for part in parts[len(ids) :]:
                        attempt = _Attempt(self._pacing, lane, bot, place, part)
                        ids.append(await attempt.insist(None if ids else message_id))
                        place = replace(place, reply_to=None)
                break
            except _EndError as end:
                return Sent(tuple(ids), place.chat_id, end.fate)
            except ChatMigrated as migrated:
                if not moves_left:
                    raise
                # The numbers of messages and topics mean nothing in the new chat.
                place, message_id = Place(migrated.new_chat_id, silent=place.silent), None
        return Sent(tuple(ids), place.chat_id)


class _Attempt:
    """One message on its way: what has gone wrong with it so far."""

    def __init__(
        self, pacing: Pacing, lane: Lane, bot: Bot, place: Place, part: Page | Post
    ) -> None:
        self._pacing = pacing
        self._lane = lane
        self._bot = bot
        self._place = place
        self._page = part if isinstance(part, Page) else _NO_PAGE
        self._make = None if isinstance(part, Page) else part
        self._markup = True
        self._refusals = 0
        self._faults = 0
        self._pause = _FIRST_PAUSE

    async def insist(self, message_id: int | None) -> int:
        """Send the message, or edit the one of that number, until it is there; else _EndError."""
        while True:
            await self._lane.turn()
            try:
                told = await (self._edit(message_id) if message_id else self._send())
            except BadRequest as fault:
                if message_id and refusal(fault) == "unchanged":
                    return message_id
                self._yield_to(fault)
            except TelegramError as fault:
                await self._bear(fault, again=bool(message_id))
            else:
                self._lane.passed()
                return told

    async def _send(self) -> int:
        if self._make is not None:
            return await self._make(self._place)
        message = await call(self._bot, "sendMessage", self._content() | _aim(self._place))
        return int(message["message_id"])

    async def _edit(self, message_id: int) -> int:
        goal = {"chat_id": self._place.chat_id, "message_id": message_id}
        await call(self._bot, "editMessageText", self._content() | goal)
        return message_id

    def _content(self) -> JSON:
        """The parameters that say what the message is."""
        told: JSON = {"link_preview_options": _NO_PREVIEW}
        if self._markup:
            told |= {"text": self._page.html, "parse_mode": ParseMode.HTML}
        else:
            told["text"] = self._page.plain
        if self._page.buttons:
            told["reply_markup"] = keys(self._page)
        return told

    def _yield_to(self, fault: BadRequest) -> None:
        """Change of the message what Telegram objects to; end where that is the place itself."""
        meant = refusal(fault)
        if meant == "markup" and self._markup:
            _log.error("the markup of a message was refused: it goes as plain text")
            self._markup = False
        elif meant == "target" and self._place.reply_to:
            self._place = replace(self._place, reply_to=None)
        elif meant in {"missing", "gone"}:
            raise _EndError("gone" if meant == "gone" else "missing") from fault
        else:
            raise fault

    async def _bear(self, fault: TelegramError, *, again: bool) -> None:
        """Wait as a fault demands before the next try; `again`: doing it twice does no harm."""
        match fault:
            case RetryAfter():
                self._refusals += 1
                self._lane.hold(seconds(fault))
                if self._refusals > _REFUSALS:
                    raise _EndError("late") from fault
            case Forbidden():
                raise _EndError("gone") from fault
            case Unsent():
                await self._rest()
            case NetworkError() if again or undone(fault):
                self._faults += 1
                if self._faults > _FAULTS:
                    raise _EndError("late" if undone(fault) else "unsure") from fault
                await self._rest()
            case NetworkError():
                raise _EndError("unsure") from fault
            case _ if type(fault) is TelegramError:  # an answer that can't be read
                raise _EndError("unsure") from fault
            case _:
                raise fault

    async def _rest(self) -> None:
        """Wait a little, the next time a little longer."""
        await self._pacing.sleep(self._pause)
        self._pause = min(self._pause * _GROWTH, _LONGEST_PAUSE)


def where(place: Place) -> dict[str, Any]:
    """The arguments of any sending method that say where a message goes, but for its chat."""
    answered = place.reply_to and ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    return {
        "message_thread_id": None if place.thread_id == GENERAL else place.thread_id,
        "reply_parameters": answered or None,
        "disable_notification": place.silent,
    }


def _aim(place: Place) -> JSON:
    """The same as JSON, with the chat."""
    told: JSON = {"chat_id": place.chat_id}
    if place.thread_id not in {None, GENERAL}:
        told["message_thread_id"] = place.thread_id
    if place.reply_to:
        answered = {"message_id": place.reply_to, "allow_sending_without_reply": True}
        told["reply_parameters"] = answered
    if place.silent:
        told["disable_notification"] = True
    return told

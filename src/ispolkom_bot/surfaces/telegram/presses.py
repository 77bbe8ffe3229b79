"""Pressed buttons as the bot takes them: who pressed, where, and the word that ends the waiting."""

from __future__ import annotations

from msgspec import Struct
from telegram import CallbackQuery, Message
from telegram.constants import ChatType
from telegram.error import BadRequest

from ispolkom_bot.surfaces.telegram.memories import Who
from ispolkom_bot.surfaces.telegram.places import Heard, spoken_by, topic
from ispolkom_bot.surfaces.telegram.sending import Place


class Pressed(Struct, frozen=True):
    """A press in a chat: the message with the button, and where what it opens goes."""

    message_id: int
    heard: Heard


def where(query: CallbackQuery, now: float) -> Pressed | None:
    """Where a button was pressed; None where that can't be answered.

    Messages of inline mode belong to no chat that the bot knows; of an old message in a forum
    nobody says the topic.
    """
    message = query.message
    if message is None:
        return None
    forum = bool(message.chat.is_forum)
    known = isinstance(message, Message) and message.is_accessible
    if forum and not known:
        return None
    thread = topic(message) if isinstance(message, Message) and known else None
    private = message.chat.type == ChatType.PRIVATE
    heard = Heard(
        how="private" if private else "command",
        text="",
        place=Place(message.chat.id, thread, None if private else message.message_id),
        who=Who(message.chat.id, thread or 0, query.from_user.id),
        client=spoken_by(query.from_user),
        message_id=0,
        sent=now,
        forum=forum,
    )
    return Pressed(message.message_id, heard)


async def acknowledge(
    query: CallbackQuery, text: str = "", *, alert: bool = False, url: str | None = None
) -> bool:
    """End the waiting of whoever pressed; False if it had ended by itself."""
    try:
        await query.answer(text or None, show_alert=alert or None, url=url)
    except BadRequest as refusal:
        if "too old" not in refusal.message.lower():
            raise
        return False
    return True

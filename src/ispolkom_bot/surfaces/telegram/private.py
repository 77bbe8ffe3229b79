"""The private chat: any text is a question, a link opens what it names, the rest is told kindly."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from telegram import Message, Update

from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.surfaces.telegram import asking, words
from ispolkom_bot.surfaces.telegram.links import opened
from ispolkom_bot.surfaces.telegram.places import hear, recorded
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_MINUTE: Final = 60.0


async def on_start(update: Update, context: Context) -> None:
    """`/start`, bare or with what a link carried."""
    shared = of(context)
    if update.message and (heard := hear(update.message, context.bot)):
        _, _, carried = heard.text.partition(" ")

        def take(memory: Memory) -> Turn | None:
            turn = opened(shared.engine, memory, carried.strip())
            return turn or asking.said(shared, replace(heard, text="/start"), memory)

        await asking.respond(shared, context.bot, heard, take)


async def on_text(update: Update, context: Context) -> None:
    """A text or a caption: a command, the number of an offer, or a question."""
    shared = of(context)
    if update.message and (heard := hear(update.message, context.bot)):
        _first_of_album(shared, update.message)
        await asking.answer(shared, context.bot, heard)


async def on_wordless(update: Update, context: Context) -> None:
    """A recording, a picture, a sticker, a place: that it can't be read is said, once."""
    shared = of(context)
    message = update.message
    if message and (heard := hear(message, context.bot)) and _first_of_album(shared, message):
        excuse = words.NO_VOICE if recorded(message) else words.ONLY_TEXT
        await asking.tell(shared, context.bot, heard, excuse)


def _first_of_album(shared: Shared, message: Message) -> bool:
    """Whether nothing was said yet to the album that a message belongs to, if it does."""
    album = message.media_group_id
    return album is None or shared.notices.first(("album", message.chat.id, album), _MINUTE)

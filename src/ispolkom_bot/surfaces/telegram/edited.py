"""An edited question: its answer is edited, if what it asks has changed."""

from __future__ import annotations

import logging
from typing import Final

from telegram import Update

from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.chat.menu import OTHER_NAMES
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.values import SentReply
from ispolkom_bot.surfaces.telegram import asking, group, manners, wishes
from ispolkom_bot.surfaces.telegram.places import Heard, command_in, hear
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_log = logging.getLogger(__name__)
_FRESH: Final = 10 * 60
"""Seconds in which somebody may put the bot's name into a message that lacked it."""
_DEEDS: Final = {"start", "settings", "lang", "calendar", "forget", "quit"}
"""Commands that do something: an edit doesn't undo the one, nor do the other."""


async def on_edit(update: Update, context: Context) -> None:
    """A message of which something changed, seen or unseen."""
    message, shared = update.edited_message, of(context)
    heard = hear(message, context.bot) if message else None
    if heard is None or not _asks(heard):
        return
    answered = await _answered(shared, heard)
    if answered is None and heard.group and shared.now() - heard.sent < _FRESH:
        await group.take(context, heard)
    elif answered and answered.digest != asking.digest(heard):
        await _again(context, heard, answered.answer_id)


def _asks(heard: Heard) -> bool:
    command = command_in(heard.text)
    return bool(heard.text) and OTHER_NAMES.get(command, command) not in _DEEDS


async def _answered(shared: Shared, heard: Heard) -> SentReply | None:
    """What answers a message; the edit is lost while the storage fails."""
    try:
        return await shared.store.reply_of(heard.who.chat, heard.message_id)
    except StorageError as fault:
        _log.warning("an edited question can't be followed: %s", type(fault).__name__)
        return SentReply(0, asking.digest(heard))


async def _again(context: Context, heard: Heard, answer_id: int) -> None:
    """Put another answer in the place of the one that the question had."""
    shared = of(context)
    if manners.too_often(shared, heard):
        return
    wished = await wishes.of(shared, heard)
    known = shared.memories.before(heard.who, heard.message_id)
    before = asking.fitted(known or Memory(spoken=heard.client), wished)
    turn = asking.said(shared, heard, before)
    if turn is None:
        return
    if known:  # it was the last question: the conversation goes on from the new one
        await asking.keep(shared, heard, before, turn)
    page = asking.shown(shared.engine, turn, asking.buttons(heard, wished))
    await shared.outbox.edit(context.bot, heard.place, answer_id, page)
    await asking.note(shared, heard, answer_id)

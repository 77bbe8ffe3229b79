"""Groups, supergroups and forums: the bot speaks when it is spoken to, and where it may."""

from __future__ import annotations

from telegram import Update

from ispolkom_bot.answering.browse import popular
from ispolkom_bot.chat.menu import OTHER_NAMES
from ispolkom_bot.surfaces.telegram import asking, manners, membership, words
from ispolkom_bot.surfaces.telegram.places import Heard, command_in, hear
from ispolkom_bot.surfaces.telegram.shared import Context, of
from ispolkom_bot.surfaces.telegram.wishes import chat_settings

_FOR_LEADERS = {"lang", "calendar"}


async def on_start(update: Update, context: Context) -> None:
    """`/start` in a group: how the bot is spoken to there, and what Telegram lets it hear."""
    shared, message = of(context), update.message
    heard = hear(message, context.bot) if message else None
    if heard is None or manners.too_often(shared, heard):
        return
    if shared.notices.first(("hello", heard.who.chat), membership.GREETED_FOR):
        me = await shared.admins.leads(context.bot, heard.who.chat, context.bot.id)
        language = (await chat_settings(shared, heard.who.chat)).language or heard.client
        page = membership.introduction(shared, context.bot, language, sees_all=me)
        await asking.send(shared, context.bot, heard, page)


async def on_message(update: Update, context: Context) -> None:
    """A message of a group; most are not meant for the bot."""
    if update.message and (heard := hear(update.message, context.bot)):
        await take(context, heard)


async def take(context: Context, heard: Heard) -> None:
    """Answer what is meant for the bot, if it may be answered here and now."""
    shared, bot = of(context), context.bot
    if await _held_back(context, heard):
        return
    command = command_in(heard.text)
    if OTHER_NAMES.get(command, command) in _FOR_LEADERS:
        await asking.tell(shared, bot, heard, words.BY_SETTINGS)
    elif heard.text:
        await asking.answer(shared, bot, heard)
    else:
        await _wordless(context, heard)


async def _held_back(context: Context, heard: Heard) -> bool:
    """Whether the bot holds its tongue; why, it says once in a while."""
    shared = of(context)
    reason = manners.too_often(shared, heard)
    settings = await chat_settings(shared, heard.who.chat)
    reason = reason or manners.not_here(shared, settings, heard)
    if reason is not None:
        await manners.tell_once(shared, context.bot, heard, reason, settings)
    return reason is not None


async def _wordless(context: Context, heard: Heard) -> None:
    """The bot was called without a question, or answered with a recording."""
    shared, bot = of(context), context.bot
    if heard.how == "mention":
        example = popular(shared.engine.base, heard.client, 1)
        question = example[0].question if example else "..."
        await asking.tell(shared, bot, heard, words.ASK_HOW, question=question)
    else:
        await asking.tell(shared, bot, heard, words.NO_VOICE)

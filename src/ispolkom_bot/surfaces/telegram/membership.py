"""The bot in and out of chats: it introduces itself once, and forgets what it has left."""

from __future__ import annotations

from typing import Final

from telegram import Bot, Chat, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType

from ispolkom_bot.model import Lang
from ispolkom_bot.render.html import Page, lines_page
from ispolkom_bot.surfaces.telegram import words
from ispolkom_bot.surfaces.telegram.places import spoken_by
from ispolkom_bot.surfaces.telegram.sending import Place
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_OUT: Final = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_GROUPS: Final = {ChatType.GROUP, ChatType.SUPERGROUP}
GREETED_FOR: Final = 30.0
"""Seconds in which a group isn't told the same a second time, by the link that brought the bot."""


async def on_change(update: Update, context: Context) -> None:
    """The bot was let in, promoted or put out, or somebody blocked it."""
    change = update.my_chat_member
    if change is None:
        return
    shared = of(context)
    shared.admins.forget(change.chat.id)
    if _out(change.new_chat_member):
        await _forget(shared, change.chat)
    elif _out(change.old_chat_member) and change.chat.type in _GROUPS:
        await introduce(shared, context.bot, change)


async def on_migration(update: Update, context: Context) -> None:
    """A group became a supergroup: what was kept of it goes with it."""
    message = update.message
    if message is None:
        return
    new, old = message.migrate_to_chat_id, message.migrate_from_chat_id
    if new:
        await move(of(context), message.chat.id, new)
    elif old:
        await move(of(context), old, message.chat.id)


def _out(member: ChatMember) -> bool:
    """Whether somebody is no member; the restricted may be one or not."""
    return member.status in _OUT or not getattr(member, "is_member", True)


async def _forget(shared: Shared, chat: Chat) -> None:
    """Keep nothing of a chat that the bot has left, nor of a person who blocked it."""
    shared.memories.forget_chat(chat.id)
    shared.playing.forget(chat.id)
    if chat.type == ChatType.PRIVATE:
        await shared.store.forget_person(chat.id)
    else:
        await shared.store.forget_chat(chat.id)


async def move(shared: Shared, old: int, new: int) -> None:
    """Give a supergroup what was kept of the group that it was."""
    await shared.store.move_chat(old, new)
    shared.memories.forget_chat(old)
    shared.playing.move(old, new)


async def introduce(shared: Shared, bot: Bot, change: ChatMemberUpdated) -> None:
    """Say once how the bot is spoken to, without a sound."""
    if shared.notices.first(("hello", change.chat.id), GREETED_FOR):
        language = spoken_by(change.from_user)
        sees_all = change.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR
        page = introduction(shared, bot, language, sees_all=sees_all)
        await shared.outbox.send(bot, Place(change.chat.id, silent=True), page)


def introduction(shared: Shared, bot: Bot, language: Lang, *, sees_all: bool) -> Page:
    """What the bot is, how it is spoken to in a group, what it gets to see there."""
    sees = words.SEES_ALL if sees_all or bot.can_read_all_group_messages else words.PRIVACY
    told = (words.CALLED, sees, words.LEADERS)
    lines = (text.say(language).format(bot=bot.username) for text in told)
    return lines_page((shared.engine.base.scope.say(language), *lines), language=language)

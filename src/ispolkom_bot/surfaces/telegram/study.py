"""Commands of studying together: found, held back where they must be, obeyed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from telegram import Bot, Message, Update
from telegram.ext import filters

from ispolkom_bot.surfaces.telegram import (
    asking,
    classes,
    daily,
    manners,
    pictures,
    privacy,
    progress,
    quizzing,
    revision,
    study_words,
    takeaway,
    topics,
)
from ispolkom_bot.surfaces.telegram.places import Heard, command_in, hear, text_of
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of
from ispolkom_bot.surfaces.telegram.study_menu import STUDY_NAMES
from ispolkom_bot.surfaces.telegram.wishes import chat_settings

_Obey = Callable[[Shared, Bot, Heard, str], Awaitable[None]]
_FORGET: Final = frozenset({"forget", "забудь", "забыть"})
_ME: Final = frozenset({"me", "меня", "обо мне"})

OBEY: Final[dict[str, _Obey]] = {
    "quiz": quizzing.begin,
    "stop": quizzing.stop,
    "leaderboard": quizzing.leaderboard,
    "today": daily.tell,
    "daily": daily.subscribe,
    "learn": revision.learn,
    "review": revision.begin,
    "progress": progress.show,
    "topic": topics.on_topic,
    "assign": classes.assign,
    "composition": pictures.composition,
    "timeline": pictures.timeline,
    "export": takeaway.export,
    "privacy": privacy.tell,
}
"""What obeys each command."""
_ALWAYS: Final = frozenset({"stop", "leaderboard", "daily", "topic", "privacy"})
"""Commands that are obeyed while a quiz goes on and in quiet hours."""
_PRIVATE: Final = frozenset({"learn", "review", "progress"})


class Studying(filters.MessageFilter):
    """Messages with such a command; whether it is meant for this bot is seen later."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return name_in(text_of(message)) in OBEY


class ForgetMe(filters.MessageFilter):
    """`/forget me`, which is more than to forget the conversation."""

    def filter(self, message: Message) -> bool:
        """Whether it is that."""
        text = text_of(message)
        return _called(text) in _FORGET and text.partition(" ")[2].strip().casefold() in _ME


async def on_command(update: Update, context: Context) -> None:
    """A command of studying together."""
    shared, bot = of(context), context.bot
    heard = hear(update.message, bot) if update.message else None
    if heard is None:
        return
    name = name_in(heard.text)
    if await _held_back(shared, bot, heard, always=name in _ALWAYS):
        return
    if heard.group and name in _PRIVATE:
        await asking.tell(shared, bot, heard, study_words.IN_PRIVATE_ONLY)
    else:
        await OBEY[name](shared, bot, heard, heard.text.partition(" ")[2].strip())


async def on_forget(update: Update, context: Context) -> None:
    """`/forget me`."""
    if update.message and (heard := hear(update.message, context.bot)):
        await privacy.forget(of(context), context.bot, heard)


def name_in(text: str) -> str:
    """The command of studying that a text begins with; "" if it is none."""
    return STUDY_NAMES.get(_called(text), "")


def _called(text: str) -> str:
    return command_in(text).partition("@")[0].replace("ё", "е")


async def _held_back(shared: Shared, bot: Bot, heard: Heard, *, always: bool) -> bool:
    """Whether the bot holds its tongue; why, it says once in a while."""
    reason = manners.too_often(shared, heard)
    if not heard.group:
        return False
    settings = await chat_settings(shared, heard.who.chat)
    reason = reason or (None if always else manners.not_here(shared, settings, heard))
    if reason is not None:
        await manners.tell_once(shared, bot, heard, reason, settings)
    return reason is not None

"""What Telegram shows of the bot: commands by kind of chat and language, and what it is."""

from __future__ import annotations

from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from ispolkom_bot.chat.menu import Surface, menu
from ispolkom_bot.chat.phrases import START
from ispolkom_bot.model import LANGUAGES, Lang, Text
from ispolkom_bot.surfaces.telegram.study_menu import STUDY_MENU

SETTINGS: Final = Text("language, calendar, quiet hours", "язык, календарь, тихие часы")
OWN_SETTINGS: Final = Text("language and calendar", "язык и календарь")
SHORT: Final = Text(
    "Sourced, dated answers about the Petrograd Soviet and its Executive Committee in 1917.",
    "Ответы с источниками и датами о Петроградском совете и его Исполкоме в 1917 году.",
)
_FOR_LEADERS: Final = {"lang", "calendar"}
"""Commands that in a group are for its administrators, under another name."""


async def publish(bot: Bot) -> int:
    """Tell Telegram what has changed since it was last told; how many calls that took."""
    return sum([await _tell(bot, language) for language in LANGUAGES])


def commands(scope: str, language: Lang) -> tuple[BotCommand, ...]:
    """The commands that the menu of a scope shows: of private chats, groups, administrators."""
    where: Surface = "private" if scope == BotCommandScope.ALL_PRIVATE_CHATS else "group"
    told = [(name, does) for name, does in menu(language, where) if not _elsewhere(name)]
    if where == "group":
        told = [(name, does) for name, does in told if name not in _FOR_LEADERS]
    leads = scope == BotCommandScope.ALL_CHAT_ADMINISTRATORS
    shown = "leaders" if leads else where
    told += [
        (name, one.does.say(language)) for name, one in STUDY_MENU.items() if shown in one.where
    ]
    if where == "private":
        told.append(("settings", OWN_SETTINGS.say(language)))
    elif leads:
        told.append(("settings", SETTINGS.say(language)))
    return tuple(BotCommand(name, does) for name, does in told)


def _elsewhere(name: str) -> bool:
    """Whether the menu of studying shows a command."""
    return name in STUDY_MENU and bool(STUDY_MENU[name].where)


async def _tell(bot: Bot, language: Lang) -> int:
    """Commands and descriptions in one language; English is for all whose language is another."""
    code = None if language == "en" else language
    calls = 0
    for scope in (
        BotCommandScopeAllPrivateChats(),
        BotCommandScopeAllGroupChats(),
        BotCommandScopeAllChatAdministrators(),
    ):
        wanted = commands(scope.type, language)
        if await bot.get_my_commands(scope, code) != wanted:
            calls += await bot.set_my_commands(wanted, scope, code)
    if (await bot.get_my_description(code)).description != START.say(language):
        calls += await bot.set_my_description(START.say(language), code)
    if (await bot.get_my_short_description(code)).short_description != SHORT.say(language):
        calls += await bot.set_my_short_description(SHORT.say(language), code)
    return calls

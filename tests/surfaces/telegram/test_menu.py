"""What Telegram shows of the bot: per kind of chat and language, set only where it differs."""

from __future__ import annotations

import pytest
from telegram.constants import BotCommandLimit, BotDescriptionLimit
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.chat.phrases import START
from ispolkom_bot.model import LANGUAGES, Lang
from ispolkom_bot.surfaces.telegram import menu

PRIVATE, GROUP, ADMINS = "all_private_chats", "all_group_chats", "all_chat_administrators"


def names(tg: Stage, scope: str, language: str = "") -> set[str]:
    """The commands that a scope shows."""
    return {str(command["command"]) for command in tg.control.commands(scope, language)}


def test_commands_are_registered_per_scope_and_language(tg: Stage) -> None:
    tg.run(menu.publish(tg.bot))
    for language in ("", "ru"):
        assert {"ask", "date", "who", "timeline", "lang", "calendar", "forget", "settings"} <= (
            names(tg, PRIVATE, language)
        )
        assert {"ask", "sources", "help"} <= names(tg, GROUP, language)
        assert not {"lang", "calendar", "settings", "quit", "explain"} & names(tg, GROUP, language)
        assert {"quiz", "stop", "leaderboard", "today"} <= names(tg, GROUP, language)
        leaders = {"settings", "daily", "topic", "assign"}
        assert names(tg, ADMINS, language) == names(tg, GROUP, language) | leaders
    english, russian = (tg.control.commands(PRIVATE, code)[0] for code in ("", "ru"))
    assert english["description"].isascii()
    assert not russian["description"].isascii()


def test_what_is_registered_already_is_not_set_again(tg: Stage) -> None:
    assert tg.run(menu.publish(tg.bot)) == 10
    calls = [call.method for call in tg.control.calls()]
    assert tg.run(menu.publish(tg.bot)) == 0
    assert not any(c.method.startswith("set") for c in tg.control.calls()[len(calls) :])


def test_every_command_shown_is_obeyed(tg: Stage) -> None:
    group = tg.control.group(administrators=[tg.boris])
    for command in menu.commands(ADMINS, "en"):
        tg.control.forward(60)
        told = tg.say(tg.boris, f"/{command.command}", group)
        assert not any("There is no command" in shown.text for shown in told)
        assert told
    for command in menu.commands(PRIVATE, "en"):
        told = tg.say(tg.anna, f"/{command.command}")
        assert told
        assert not any("There is no command" in shown.text for shown in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_short_enough(language: Lang) -> None:
    assert len(START.say(language)) <= BotDescriptionLimit.MAX_DESCRIPTION_LENGTH
    assert len(menu.SHORT.say(language)) <= BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    for scope in (PRIVATE, GROUP, ADMINS):
        for command in menu.commands(scope, language):
            assert len(command.description) <= BotCommandLimit.MAX_DESCRIPTION

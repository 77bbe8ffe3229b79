"""What the bot is and says of itself: getMe, commands, name, descriptions, menu button."""

from __future__ import annotations

from typing import Any, Final

from telegram.constants import BotDescriptionLimit, BotNameLimit

from tests.fakeapi import access, rules
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.methods import method
from tests.fakeapi.refusals import JSON

_COMMANDS: Final = "commands"


@method("getMe")
def get_me(fake: Fake, args: Args) -> JSON:
    """The bot itself."""
    del args
    return fake.bot.shown() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not fake.options.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("setMyCommands")
def set_my_commands(fake: Fake, args: Args) -> bool:
    """The commands of a scope in a language."""
    commands = rules.commands(args)
    fake.profile[_COMMANDS, *_scope(fake, args)] = commands
    return True


@method("getMyCommands")
def get_my_commands(fake: Fake, args: Args) -> list[JSON]:
    """The commands that were set for exactly this scope and language."""
    found: list[JSON] = fake.profile.get((_COMMANDS, *_scope(fake, args)), [])
    return found


@method("deleteMyCommands")
def delete_my_commands(fake: Fake, args: Args) -> bool:
    """Forget the commands of a scope in a language."""
    fake.profile.pop((_COMMANDS, *_scope(fake, args)), None)
    return True


def _scope(fake: Fake, args: Args) -> tuple[str, ...]:
    scope = rules.scope(args)
    told = args.json("scope", "BotCommandScope") or {}
    if "chat_id" in told:
        access.inside(fake, access.chat(fake, Args({"chat_id": str(told["chat_id"])})))
    return scope


@method("setMyName")
def set_my_name(fake: Fake, args: Args) -> bool:
    """The name, per language."""
    return _set(fake, args, "name", BotNameLimit.MAX_NAME_LENGTH)


@method("getMyName")
def get_my_name(fake: Fake, args: Args) -> JSON:
    """The name, per language."""
    return {"name": _get(fake, args, "name") or fake.bot.first_name}


@method("setMyDescription")
def set_my_description(fake: Fake, args: Args) -> bool:
    """What the empty chat shows."""
    return _set(fake, args, "description", BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)


@method("getMyDescription")
def get_my_description(fake: Fake, args: Args) -> JSON:
    """What the empty chat shows."""
    return {"description": _get(fake, args, "description")}


@method("setMyShortDescription")
def set_my_short_description(fake: Fake, args: Args) -> bool:
    """What the profile shows."""
    most = BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    return _set(fake, args, "short_description", most)


@method("getMyShortDescription")
def get_my_short_description(fake: Fake, args: Args) -> JSON:
    """What the profile shows."""
    return {"short_description": _get(fake, args, "short_description")}


@method("setChatMenuButton")
def set_chat_menu_button(fake: Fake, args: Args) -> bool:
    """The button beside the field for text."""
    fake.profile["menu_button", args.text("chat_id")] = args.json("menu_button", "menu button")
    return True


@method("getChatMenuButton")
def get_chat_menu_button(fake: Fake, args: Args) -> Any:
    """The button beside the field for text."""
    return fake.profile.get(("menu_button", args.text("chat_id"))) or {"type": "default"}


def _set(fake: Fake, args: Args, what: str, most: int) -> bool:
    text = rules.short(args.text(what), most, f"Bot {what.replace('_', ' ')}")
    fake.profile[what, rules.language(args)] = text
    return True


def _get(fake: Fake, args: Args, what: str) -> str:
    """The text of a language, of all languages where it has none."""
    of_language = fake.profile.get((what, rules.language(args)), "")
    return str(of_language or fake.profile.get((what, ""), ""))

"""What players are called: never stored, asked of Telegram when a table is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import Bot, User
from telegram.error import TelegramError

from ispolkom_bot.model import Lang
from ispolkom_bot.surfaces.telegram import study_words
from ispolkom_bot.surfaces.telegram.shared import Shared

_LONGEST: Final = 40
_MOST_ASKED: Final = 50
"""Names that are asked for at most for one table."""


def called(user: User) -> str:
    """The name of somebody, fit for a line of a table."""
    name = " ".join("".join(filter(str.isprintable, user.full_name)).split())
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


async def names(
    shared: Shared, bot: Bot, chat: int, people: Sequence[int], language: Lang
) -> dict[int, str]:
    """The names of people in a chat; who can't be named is somebody."""
    asked = 0
    for person in people:
        if not shared.playing.name(person) and asked < _MOST_ASKED:
            asked += 1
            try:
                shared.playing.meet(person, called((await bot.get_chat_member(chat, person)).user))
            except TelegramError:
                continue
    somebody = study_words.SOMEBODY.say(language)
    return {person: shared.playing.name(person) or somebody for person in people}

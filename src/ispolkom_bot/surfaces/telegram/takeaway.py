"""Files to take away: a deck, tables, a calendar, citations; and all that is kept of a person."""

from __future__ import annotations

import asyncio
from typing import Final

from telegram import Bot

from ispolkom_bot.chat.names import named
from ispolkom_bot.errors import StartError
from ispolkom_bot.surfaces.telegram import asking, daily, privacy, study_words, topics
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared

_ME: Final = frozenset({"me", "меня", "мои"})


async def export(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/export KIND [NAME]`, of a thing or of the whole base; `/export me`."""
    from ispolkom_bot.render.export.request import (  # noqa: PLC0415 - seldom needed
        KINDS,
        SUFFIXES,
    )
    from ispolkom_bot.render.export.request import export as made  # noqa: PLC0415 - seldom needed

    kind, _, name = argument.casefold().partition(" ")
    if kind in _ME:
        await privacy.hand_out(shared, bot, heard)
        return
    base, language = shared.engine.base, await topics.spoken(shared, heard)
    thing = named(base, name).thing if name else ""
    if kind not in KINDS or (name and not thing):
        await asking.tell(shared, bot, heard, study_words.EXPORT_WHAT)
        return
    now = daily.now(shared)
    try:
        content = await asyncio.to_thread(made, base, kind, language, now, thing)
    except StartError as fault:  # an extra that isn't installed
        await asking.tell(shared, bot, heard, study_words.NO_EXPORT, why=fault)
        return
    title = (base.heads[thing].name if thing else base.title).say(language)
    file = f"{thing or 'ispolkom'}{SUFFIXES[kind]}"
    await privacy.document(shared, bot, heard, file, content, title)

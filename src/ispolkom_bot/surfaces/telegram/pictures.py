"""Pictures of the base, drawn when they are asked for; the caption tells what they show."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from telegram import Bot, InputFile
from telegram.constants import MessageLimit

from ispolkom_bot.chat.days import asked_day
from ispolkom_bot.chat.names import named
from ispolkom_bot.chat.study.limits import shortened
from ispolkom_bot.model import HistoricalDate, Text
from ispolkom_bot.render.pictures.data import Kind, Picture, PictureError
from ispolkom_bot.surfaces.telegram import asking, study_words, topics, wishes
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.sending import Place, where
from ispolkom_bot.surfaces.telegram.shared import Shared

_BARS: Final = re.compile(r"\b(?:bars?|columns?|столб\w*|полос\w*)\b", re.IGNORECASE)


async def timeline(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/timeline TOPIC`: the answer as ever, and below it a picture where there is one."""
    await asking.answer(shared, bot, heard)
    thing = named(shared.engine.base, argument).thing if argument else ""
    if thing and (drawn := await _picture(shared, heard, "timeline", thing)) is not None:
        await _try(shared, bot, heard, drawn)


async def composition(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/composition [BODY] [DAY] [bars]`: a body by party, as a half circle or as bars."""
    kind: Kind = "bars" if _BARS.search(argument) else "composition"
    argument = " ".join(_BARS.sub(" ", argument).split())
    base, day = shared.engine.base, asking.today(shared)
    first = (await wishes.of(shared, heard)).first
    asked = asked_day(base, argument, first, day) if argument else None
    thing = "" if asked is not None or not argument else named(base, argument).thing
    on = asked.day if asked else None
    drawn = await _picture(shared, heard, kind, thing, on)
    if drawn is None:
        from ispolkom_bot.render.pictures.request import nothing  # noqa: PLC0415 - seldom needed

        told = nothing(base, kind, thing, await topics.spoken(shared, heard))
        await asking.tell(shared, bot, heard, Text(told, told))
    elif (why := await _try(shared, bot, heard, drawn)) is not None:
        await asking.tell(shared, bot, heard, study_words.NO_PICTURE, why=why)


async def send(shared: Shared, bot: Bot, heard: Heard, drawn: Picture) -> None:
    """Draw a picture and send it; raises PictureError where that can't be."""
    from ispolkom_bot.render.pictures.drawing import draw  # noqa: PLC0415 - seldom needed

    content = await asyncio.to_thread(draw, drawn)
    caption = shortened(drawn.caption, MessageLimit.CAPTION_LENGTH)

    async def post(place: Place) -> int:
        file = InputFile(content, f"{drawn.kind}.png")
        message = await bot.send_photo(place.chat_id, file, caption=caption, **where(place))
        return message.message_id

    await shared.outbox.post(bot, heard.place, post)


async def _picture(
    shared: Shared, heard: Heard, kind: Kind, thing: str, on: HistoricalDate | None = None
) -> Picture | None:
    language = await topics.spoken(shared, heard)
    first = (await wishes.of(shared, heard)).first
    from ispolkom_bot.render.pictures.request import picture  # noqa: PLC0415 - seldom needed

    return picture(shared.engine.base, kind, thing, language, first, on)


async def _try(shared: Shared, bot: Bot, heard: Heard, drawn: Picture) -> str | None:
    """Send a picture; why it can't be drawn, if it can't."""
    try:
        await send(shared, bot, heard, drawn)
    except PictureError as fault:
        return str(fault)
    return None

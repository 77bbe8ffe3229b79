"""When the bot holds its tongue in a group, and what it says of that, once."""

from __future__ import annotations

import datetime
import math
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace
from telegram import Bot

from ispolkom_bot.model import Lang, Text
from ispolkom_bot.render.html import Button, lines_page
from ispolkom_bot.storage.values import ChatSettings
from ispolkom_bot.surfaces.telegram import study_words, words
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared

_MINUTE, _HOUR = 60.0, 3600.0
USUAL_ZONE: Final = "Europe/Moscow"


class HeldBack(Struct, frozen=True):
    """Why nothing is answered now, and for how long it is enough to have said so."""

    why: Text
    filled: dict[str, str]
    once_in: float

    def say(self, language: Lang) -> str:
        """The reason in words."""
        return self.why.say(language).format(**self.filled)


def too_often(shared: Shared, heard: Heard) -> HeldBack | None:
    """A cooldown of the chat or the person: asked before any work is done."""
    seconds = shared.cooldown.wait(heard.who.chat, heard.who.person) if heard.group else 0
    if not seconds:
        return None
    return HeldBack(words.TOO_OFTEN, {"seconds": str(math.ceil(seconds))}, _MINUTE)


def not_here(shared: Shared, settings: ChatSettings, heard: Heard) -> HeldBack | None:
    """What goes against an answer: a quiz goes on, another topic, a quiet hour."""
    if heard.group and shared.playing.goes_on(heard.who.chat, heard.who.thread):
        return HeldBack(study_words.QUIZ_ON, {}, _MINUTE)
    if settings.topic is not None and heard.topic not in {None, settings.topic}:
        return HeldBack(words.OTHER_TOPIC, {}, _HOUR)
    if heard.group and quiet_now(settings, shared.now()):
        until = clock_time(settings.quiet_to or 0)
        return HeldBack(words.QUIET_HOURS, {"until": until}, _HOUR)
    return None


def quiet_now(settings: ChatSettings, now: float) -> bool:
    """Whether it is a quiet hour in the group's zone; equal ends mean the whole day."""
    start, end = settings.quiet_from, settings.quiet_to
    if start is None or end is None:
        return False
    there = datetime.datetime.fromtimestamp(now, zone(settings))
    minute = there.hour * 60 + there.minute
    return start <= minute < end if start < end else minute >= start or minute < end


def zone(settings: ChatSettings) -> datetime.tzinfo:
    """The zone of a group's hours; that of Moscow and Petrograd where nothing is set."""
    try:
        return ZoneInfo(settings.zone or USUAL_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.UTC


def clock_time(minutes: int) -> str:
    """Minutes after midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


async def tell_once(
    shared: Shared, bot: Bot, heard: Heard, reason: HeldBack, settings: ChatSettings
) -> None:
    """Say why nothing is answered, if it wasn't said lately and the group isn't to be quiet."""
    place = heard.place
    notice = (place.chat_id, place.thread_id, reason.why.en)
    if settings.quiet or not shared.notices.first(notice, reason.once_in):
        return
    language = settings.language or heard.client
    private = Button(words.IN_PRIVATE.say(language), url=f"https://t.me/{bot.username}")
    page = lines_page((reason.say(language),), language=language, rows=((private,),))
    await shared.outbox.send(bot, replace(place, silent=True), page)

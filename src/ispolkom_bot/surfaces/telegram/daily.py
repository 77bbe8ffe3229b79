"""The day in 1917: told when asked, and posted every day to whoever wants it."""

from __future__ import annotations

import datetime
import logging
from typing import Final

from msgspec.structs import replace
from telegram import Bot

from ispolkom_bot.chat.study import clock, today
from ispolkom_bot.model import Lang, Style
from ispolkom_bot.render.html import Choice, answer_page
from ispolkom_bot.storage.study_values import Subscription
from ispolkom_bot.surfaces.telegram import asking, manners, study_words, topics, wishes, words
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.sending import Place
from ispolkom_bot.surfaces.telegram.shared import Shared

_AGAIN: Final = 300
"""Seconds after which a post is tried again that surely didn't come."""
_log = logging.getLogger(__name__)


async def tell(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/today`: what happened on this day, by the calendar that the chat prefers."""
    del argument
    language = await topics.spoken(shared, heard)
    wished = await wishes.of(shared, heard)
    base = shared.engine.base
    day = clock.local_day(now(shared), await zone_of(shared, heard))
    told = today.the_day(base, day, wished.first, language)
    choice = asking.buttons(heard, wished)
    page = answer_page(told.answer, base.messages[language], buttons=choice)
    await asking.send(shared, bot, heard, page, silent=wished.quiet)


async def subscribe(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/daily 09:00 [zone]`, `/daily off`, or bare: what is set."""
    chat, study = heard.who.chat, shared.store.study
    former = await study.subscription(chat)
    if not argument:
        await _confirm(shared, bot, heard, former)
    elif not await topics.leads(shared, bot, heard):
        await asking.tell(shared, bot, heard, words.ONLY_LEADERS)
    elif argument.casefold() in study_words.OFF:
        await study.unsubscribe(chat)
        await asking.tell(shared, bot, heard, study_words.DAILY_OFF)
    elif (wanted := clock.parse_daily(argument)) is None:
        await asking.tell(shared, bot, heard, study_words.DAILY_HOW)
    else:
        minute, named = wanted
        zone = named or await zone_of(shared, heard)
        if named and not heard.group:
            await study.set_zone(heard.who.person, named)
        last = former.last_day if former else ""
        begun = clock.first_plan(now(shared), minute, zone, last)
        calendar = (await wishes.of(shared, heard)).first
        thread = heard.place.thread_id or 0
        made = Subscription(minute, zone, calendar, thread, begun.day, begun.next_at)
        await study.subscribe(chat, made)
        shared.playing.woken.set()
        await _confirm(shared, bot, heard, made)


async def post_to(shared: Shared, bot: Bot, chat: int, seen: Subscription) -> None:
    """Post the day to a chat whose moment has come; of several processes one does."""
    study = shared.store.study
    due = clock.plan(now(shared), seen.minute, seen.zone, seen.last_day)
    if not await study.claim_day(chat, seen, due.day, due.next_at) or not due.day:
        return
    language, calendar, silent = await _wished(shared, chat, seen)
    day = datetime.date.fromisoformat(due.day)
    answer = today.post(shared.engine.base, day, calendar, language)
    if answer is None:
        return
    choice: Choice = "all" if chat > 0 else "few"
    page = answer_page(answer, shared.engine.base.messages[language], buttons=choice)
    sent = await shared.outbox.send(bot, Place(chat, seen.thread_id or None, silent=silent), page)
    if sent.fate in {"gone", "missing"}:
        await study.unsubscribe(chat)
    elif sent.fate == "late" and not sent.ids:  # Telegram surely has nothing of it
        again = replace(seen, next_at=int(shared.now()) + _AGAIN)
        await study.subscribe(sent.chat_id, again)


async def zone_of(shared: Shared, heard: Heard) -> str:
    """The time zone of a chat: of its daily post, of its quiet hours, of a person; Petrograd's."""
    chat = heard.who.chat
    if (former := await shared.store.study.subscription(chat)) is not None:
        return former.zone
    if heard.group:
        return (await wishes.chat_settings(shared, chat)).zone or manners.USUAL_ZONE
    return await shared.store.study.zone(chat) or manners.USUAL_ZONE


def now(shared: Shared) -> datetime.datetime:
    """The moment it is."""
    return datetime.datetime.fromtimestamp(shared.now(), datetime.UTC)


async def _wished(shared: Shared, chat: int, seen: Subscription) -> tuple[Lang, Style, bool]:
    """How a chat wants its post: the settings as they are now."""
    if chat > 0:
        wished = wishes.in_private(await wishes.person_settings(shared, chat))
        return wished.language or "en", wished.first, False
    settings = await wishes.chat_settings(shared, chat)
    quiet = settings.quiet or manners.quiet_now(settings, shared.now())
    return settings.language or "en", settings.calendar or seen.calendar, quiet


async def _confirm(shared: Shared, bot: Bot, heard: Heard, set_to: Subscription | None) -> None:
    """Say what is set."""
    if set_to is None:
        await asking.tell(shared, bot, heard, study_words.DAILY_NONE)
        return
    language = await topics.spoken(shared, heard)
    calendar = study_words.CALENDAR[(await wishes.of(shared, heard)).first].say(language)
    time = manners.clock_time(set_to.minute)
    blanks = {"time": time, "zone": set_to.zone, "calendar": calendar}
    await asking.tell(shared, bot, heard, study_words.DAILY_SET, **blanks)

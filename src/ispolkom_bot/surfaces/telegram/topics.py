"""The topic that a command names, or the one that a group's quizzes draw on."""

from __future__ import annotations

import datetime
from typing import Final

from telegram import Bot

from ispolkom_bot.chat.study.clock import local_day
from ispolkom_bot.chat.study.topics import facts_of, find_topic, topic_name
from ispolkom_bot.model import Lang
from ispolkom_bot.surfaces.telegram import asking, manners, study_words, wishes, words
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared

_MOST: Final = 4
_LONGEST: Final = 40


async def on_topic(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/topic NAME`: what the quizzes of a chat draw on; in groups administrators set it."""
    study, chat = shared.store.study, heard.who.chat
    language = await spoken(shared, heard)
    if argument and not await leads(shared, bot, heard):
        await asking.tell(shared, bot, heard, words.ONLY_LEADERS)
        return
    topic = await meant(shared, bot, heard, argument, language)
    if topic is None:
        return
    if argument:
        await study.set_chat_topic(chat, topic)
    name = topic_name(shared.engine.base, topic, language)
    await asking.tell(shared, bot, heard, study_words.TOPIC_NOW, topic=name)


async def meant(shared: Shared, bot: Bot, heard: Heard, said: str, language: Lang) -> str | None:
    """The topic that is said, else the chat's; None where it isn't known, and that is told."""
    if not said:
        return await shared.store.study.chat_topic(heard.who.chat)
    base = shared.engine.base
    topic = find_topic(base, said)
    if topic.known and facts_of(base, topic.id):
        return topic.id
    others = ", ".join(base.heads[thing].name.say(language) for thing in topic.others[:_MOST])
    if others:
        await asking.tell(shared, bot, heard, study_words.WHICH_TOPIC, others=others)
    else:
        shown = "".join(filter(str.isprintable, said))[:_LONGEST]
        await asking.tell(shared, bot, heard, study_words.UNKNOWN_TOPIC, topic=shown)
    return None


async def spoken(shared: Shared, heard: Heard) -> Lang:
    """The language of whatever is begun by a command."""
    wished = await wishes.of(shared, heard)
    return wished.language or asking.remembered(shared, heard, wished).speaks


async def leads(shared: Shared, bot: Bot, heard: Heard) -> bool:
    """Whether somebody may decide for a chat; in private everybody for themselves."""
    who = heard.who
    return not heard.group or await shared.admins.leads(bot, who.chat, who.person)


async def today(shared: Shared, person: int) -> datetime.date:
    """The day that it is for a person; in Petrograd where their zone isn't known."""
    now = datetime.datetime.fromtimestamp(shared.now(), datetime.UTC)
    return local_day(now, await shared.store.study.zone(person) or manners.USUAL_ZONE)

"""Settings: shown by a command, changed by buttons; in groups by those alone who lead them."""

from __future__ import annotations

from telegram import Bot, Update

from ispolkom_bot.model import Lang
from ispolkom_bot.render.html import Page
from ispolkom_bot.storage.values import ChatSettings, PersonSettings
from ispolkom_bot.surfaces.telegram import asking, manners, panel, wishes, words
from ispolkom_bot.surfaces.telegram.changes import Change, applied, changed
from ispolkom_bot.surfaces.telegram.places import Heard, hear, spoken_by
from ispolkom_bot.surfaces.telegram.presses import Pressed, acknowledge, where
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of


async def on_command(update: Update, context: Context) -> None:
    """`/settings`, with nothing or a time zone behind it."""
    shared, bot = of(context), context.bot
    heard = hear(update.message, bot) if update.message else None
    if heard is None or manners.too_often(shared, heard):
        return
    if not await _may(shared, bot, heard):
        await asking.tell(shared, bot, heard, words.ONLY_LEADERS)
    elif (settings := await _with_zone(shared, heard)) is None:
        await asking.tell(shared, bot, heard, words.NO_ZONE)
    else:
        page = _page(shared, heard, settings, heard.client)
        await asking.send(shared, bot, heard, page, silent=settings.quiet)


async def on_press(update: Update, context: Context) -> None:
    """A button of the settings was pressed."""
    query, shared = update.callback_query, of(context)
    if query is None:
        return
    change, press = changed(query.data or ""), where(query, shared.now())
    if change is None or press is None:
        await acknowledge(query, words.TOO_OLD.say(spoken_by(query.from_user)), alert=True)
    elif not await _may(shared, context.bot, press.heard):
        await acknowledge(query, words.ONLY_LEADERS.say(change.language), alert=True)
    elif (wanted := applied(await _settings(shared, press.heard), change)) is None:
        await acknowledge(query, words.TOO_OLD.say(change.language), alert=True)
    else:
        await acknowledge(query)
        await _change(shared, context.bot, press, wanted, change.language)


async def _change(
    shared: Shared, bot: Bot, press: Pressed, wanted: ChatSettings, language: Lang
) -> None:
    """Keep the settings and show them as they are now."""
    await _keep(shared, press.heard, wanted)
    page = _page(shared, press.heard, wanted, language)
    await shared.outbox.edit(bot, press.heard.place, press.message_id, page)


async def _with_zone(shared: Shared, heard: Heard) -> ChatSettings | None:
    """The settings, in the time zone that the command names if it does; None: no such zone."""
    settings = await _settings(shared, heard)
    zone = heard.text.partition(" ")[2].strip() if heard.group else ""
    if not zone:
        return settings
    wanted = applied(settings, Change(heard.client, "zone", zone))
    if wanted is not None:
        await _keep(shared, heard, wanted)
    return wanted


async def _may(shared: Shared, bot: Bot, heard: Heard) -> bool:
    """Whether somebody may change what is settled here: in private everybody for themselves."""
    who = heard.who
    return not heard.group or await shared.admins.leads(bot, who.chat, who.person)


async def _settings(shared: Shared, heard: Heard) -> ChatSettings:
    if heard.group:
        return await wishes.chat_settings(shared, heard.who.chat)
    person = await wishes.person_settings(shared, heard.who.person)
    return ChatSettings(person.language, person.calendar)


async def _keep(shared: Shared, heard: Heard, settings: ChatSettings) -> None:
    if heard.group:
        await shared.store.set_chat(heard.who.chat, settings)
    else:
        person = PersonSettings(settings.language, settings.calendar)
        await shared.store.set_person(heard.who.person, person)


def _page(shared: Shared, heard: Heard, settings: ChatSettings, language: Lang) -> Page:
    spoken = settings.language or language
    if not heard.group:
        return panel.of_person(settings, spoken)
    return panel.of_group(settings, spoken, heard.topic, shared.now())

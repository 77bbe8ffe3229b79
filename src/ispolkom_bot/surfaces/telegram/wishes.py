"""How somebody wants to be answered: what a person or a group's administrators decided."""

from __future__ import annotations

import logging

from msgspec import Struct

from ispolkom_bot.model import Lang, Style
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.values import ChatSettings, PersonSettings
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared

_log = logging.getLogger(__name__)


class Wishes(Struct, frozen=True):
    """Language (None: that of the question), the calendar named first, nothing unasked."""

    language: Lang | None = None
    first: Style = "old"
    quiet: bool = False


async def of(shared: Shared, heard: Heard) -> Wishes:
    """The wishes that hold for the answer to a message: in a group those of all."""
    if heard.group:
        return in_group(await chat_settings(shared, heard.who.chat))
    return in_private(await person_settings(shared, heard.who.person))


def in_group(settings: ChatSettings) -> Wishes:
    """What a group's administrators decided."""
    return Wishes(settings.language, settings.calendar or "old", settings.quiet)


def in_private(settings: PersonSettings) -> Wishes:
    """What a person decided."""
    return Wishes(settings.language, settings.calendar or "old")


async def chat_settings(shared: Shared, chat: int) -> ChatSettings:
    """A group's settings; the usual ones while the storage fails, for an answer is worth more."""
    try:
        return await shared.store.chat(chat)
    except StorageError as fault:
        _log.warning("a chat's settings can't be read: %s", type(fault).__name__)
        return ChatSettings()


async def person_settings(shared: Shared, person: int) -> PersonSettings:
    """A person's settings; the usual ones while the storage fails."""
    try:
        return await shared.store.person(person)
    except StorageError as fault:
        _log.warning("a person's settings can't be read: %s", type(fault).__name__)
        return PersonSettings()

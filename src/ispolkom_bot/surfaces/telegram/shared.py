"""What all handlers share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeAlias, cast

from msgspec import Struct, field
from telegram.ext import Application, ContextTypes

from ispolkom_bot.engine import Engine
from ispolkom_bot.settings import Settings
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram.admins import Admins
from ispolkom_bot.surfaces.telegram.cooldown import Cooldown, Notices
from ispolkom_bot.surfaces.telegram.memories import Memories
from ispolkom_bot.surfaces.telegram.playing import Playing
from ispolkom_bot.surfaces.telegram.sending import Outbox

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
_KEY: Final = "shared"


class Shared(Struct, frozen=True):
    """The core, the store and the outbox, and what is remembered in this process alone.

    `now` is the time of day in seconds since 1970; the rest keep time by a clock of their own.
    """

    engine: Engine
    store: Store
    outbox: Outbox
    settings: Settings
    memories: Memories
    cooldown: Cooldown
    notices: Notices
    admins: Admins
    now: Callable[[], float] = time.time
    playing: Playing = field(default_factory=Playing)


def share(
    engine: Engine,
    store: Store,
    outbox: Outbox,
    settings: Settings,
    now: Callable[[], float] = time.time,
    clock: Callable[[], float] = time.monotonic,
) -> Shared:
    """What handlers share, made of what the application was built with."""
    return Shared(
        engine,
        store,
        outbox,
        settings,
        Memories(clock),
        Cooldown(clock),
        Notices(clock),
        Admins(clock),
        now,
    )


def keep(application: App, shared: Shared) -> None:
    """Put what handlers share where they find it."""
    application.bot_data[_KEY] = shared


def kept(application: App) -> Shared:
    """What handlers share, for whoever has the application."""
    return cast("Shared", application.bot_data[_KEY])


def of(context: Context) -> Shared:
    """What handlers share, for a handler."""
    return kept(context.application)

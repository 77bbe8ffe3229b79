"""The running bot: put together, connected, polling, stopped politely."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from telegram import User
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder

from ispolkom_bot import __version__
from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import SettingError
from ispolkom_bot.logs import Outage
from ispolkom_bot.settings import Secret, Settings
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram import handlers, menu
from ispolkom_bot.surfaces.telegram.bot import Bot
from ispolkom_bot.surfaces.telegram.intake import Intake
from ispolkom_bot.surfaces.telegram.journal import Journal
from ispolkom_bot.surfaces.telegram.pacing import Pacing
from ispolkom_bot.surfaces.telegram.polling import Backoff, Poller, Times, fetch_from, refused
from ispolkom_bot.surfaces.telegram.sending import Outbox
from ispolkom_bot.surfaces.telegram.shared import kept
from ispolkom_bot.surfaces.telegram.stopping import Stop
from ispolkom_bot.surfaces.telegram.timers import Timers

_HOUR: Final = 3600.0
_MENU_AGAIN: Final = 60.0

_log = logging.getLogger(__name__)
_Application = Application[Any, Any, Any, Any, Any, Any]


def build(
    token: str, api_url: str, engine: Engine, store: Store, settings: Settings
) -> _Application:
    """The application with all its handlers; it has connected to nothing."""
    bot = Bot(Secret(token), api_url)
    application: _Application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    outbox = Outbox(Pacing(settings.rate), store.move_chat)
    handlers.add_to(application, handlers.share(engine, store, outbox, settings))
    return application


def run(settings: Settings, token: Secret, engine: Engine, times: Times | None = None) -> None:
    """Answer until a signal says stop; raises StartError where it can't."""
    stop = Stop()
    try:
        store = Store.open(place_of_store(settings))
        try:
            asyncio.run(_serve(settings, token, engine, store, times or Times(), stop))
        finally:
            store.close()
    finally:
        stop.over()


def place_of_store(settings: Settings) -> str | Path:
    """The database's address, or the directory that holds its file."""
    if settings.database is not None:
        return settings.database.reveal()
    if settings.data is None:
        raise SettingError("ISPOLKOM_DATA: no home directory is known - name a directory")
    return settings.data


async def _serve(
    settings: Settings, token: Secret, engine: Engine, store: Store, times: Times, stop: Stop
) -> None:
    stop.listen()
    application = build(token.reveal(), settings.api_url, engine, store, settings)
    bot: Bot = application.bot
    journal = Journal(settings.data)
    intake = Intake(bot.read, application.process_update, store, journal)
    poller = Poller(fetch_from(bot), intake, times)
    _log.info("ispolkom-bot %s, base %s", __version__, engine.base.version)
    background: list[asyncio.Task[None]] = []
    try:
        if await stop.first(_connect(application, times)):
            return
        gc.freeze()  # what is loaded stays: the collector need not walk through it again and again
        beside = (_register(bot), _purge(store), Timers(kept(application), bot).run())
        background += [asyncio.create_task(_safely(work)) for work in beside]
        try:
            await stop.first(poller.run())
        finally:
            await poller.close(bot.transport.hush)
            left = f"; {len(intake)} wait for the next start" if len(intake) else ""
            _log.info("%d updates were handled%s", intake.handled, left)
    finally:
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await application.shutdown()
        await bot.transport.shutdown()
        journal.close()


async def _connect(application: _Application, times: Times) -> None:
    """Reach the Bot API however long it takes, and make way for polling."""
    backoff = Backoff(times.first, times.most)
    host = urlsplit(application.bot.base_url).netloc
    outage = Outage(_log, f"{host} answers")
    while True:
        try:
            await application.initialize()
            await _remove_webhook(application.bot)
            break
        except InvalidToken as fault:
            raise refused(fault) from None
        except TelegramError as fault:
            outage.begin(f"{host} can't be used yet: {fault}; trying on")
            await backoff.wait(fault)
    outage.end()
    _greet(application.bot.bot, host)


async def _remove_webhook(bot: Bot) -> None:
    hook = await bot.get_webhook_info()
    if hook.url:
        await bot.delete_webhook(drop_pending_updates=False)
        host = urlsplit(hook.url).hostname
        _log.warning("a webhook to %s was set: it is removed, for this bot polls", host)
    if hook.pending_update_count:
        _log.info("%d updates are waiting", hook.pending_update_count)


def _greet(me: User, host: str) -> None:
    _log.info("@%s is polling %s", me.username, host)
    if not me.can_read_all_group_messages:
        _log.info(
            "privacy mode is on: in groups the bot hears commands, replies to it and mentions only;"
            " that is enough, and /setprivacy at @BotFather changes it"
        )
    if not me.supports_inline_queries:
        _log.info("inline mode is off: /setinline at @BotFather switches it on")


async def _register(bot: Bot) -> None:
    """Register commands and descriptions, as soon as Telegram lets it."""
    while True:
        try:
            changed = await menu.publish(bot)
        except TelegramError as fault:
            _log.info("the commands couldn't be registered yet: %s", fault)
            await asyncio.sleep(_MENU_AGAIN)
        else:
            _log.info("commands and descriptions: %d changed", changed)
            return


async def _safely(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        _log.exception("something beside the answers failed")


async def _purge(store: Store) -> None:
    """Remove, from time to time, what is past its time limit."""
    while True:
        with contextlib.suppress(StorageError):  # told by those who need it at once
            await store.purge()
        await asyncio.sleep(_HOUR)

"""What `run` needs, looked at one by one: each is well or not, and what to do if not.

Looking changes nothing, but it disturbs a running bot for a few seconds: to find another poller,
one must poll.
"""

from __future__ import annotations

import asyncio
import math
import os
import shutil
import stat
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from msgspec import Struct
from telegram import WebhookInfo
from telegram.error import Conflict, InvalidToken, TelegramError

from ispolkom_bot.errors import BaseError, StartError
from ispolkom_bot.knowledge.cache import open_base
from ispolkom_bot.settings import Secret, Settings, read_token, token_file
from ispolkom_bot.storage import address as addresses
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram.app import place_of_store
from ispolkom_bot.surfaces.telegram.bot import Bot

_SLOW, _SKEWED, _WRONG_CLOCK = 2.0, 10.0, 300.0
"""Seconds: of an answer that is slow, of a clock that is off, of one that is plainly wrong."""
_LITTLE, _TOO_LITTLE = 500, 50
"""Megabytes of free space: soon too few, and too few."""
_LISTEN: Final = 5.0
"""Seconds in which another poller, which comes again after some three, gives itself away."""
_AGAIN: Final = 0.6
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}

Verdict = Literal["ok", "warn", "fail"]


class Finding(Struct, frozen=True):
    """What was found of one thing; the remedy is empty where none is needed."""

    verdict: Verdict
    thing: str
    told: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.verdict:4} {self.thing}: {self.told}"
        return f"{line} - {self.remedy}" if self.remedy else line


def examine(settings: Settings, listen: float = _LISTEN) -> Iterator[Finding]:
    """All findings, each as soon as it is there, but those from the network together."""
    try:
        token = read_token()
    except StartError as fault:
        yield _fail("token", fault)
    else:
        yield _token(token)
        yield from asyncio.run(_online(settings, token, listen))
    yield _disk(settings)
    yield _cache(settings)
    yield _database(settings)
    yield _base(settings)


def _token(token: Secret) -> Finding:
    told = f"well formed, of the bot number {token.reveal().partition(':')[0]}"
    file = token_file()
    if os.name == "posix" and file and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return Finding("warn", "token", f"{told}, but others may read {file}", f"chmod 600 {file}")
    return Finding("ok", "token", told)


async def _online(settings: Settings, token: Secret, listen: float) -> list[Finding]:
    bot = Bot(token, settings.api_url)
    findings: list[Finding] = []
    try:
        async for finding in _asked(bot, settings.api_url, listen):
            findings.append(finding)  # noqa: PERF401 - what was found before a fault counts too
    except InvalidToken as fault:
        remedy = "take the current one from @BotFather, and check ISPOLKOM_API_URL if it is set"
        findings.append(Finding("fail", "token", f"refused ({fault})", remedy))
    except TelegramError as fault:
        remedy = "check the network, the proxy (HTTPS_PROXY) and ISPOLKOM_API_URL"
        findings.append(Finding("fail", "network", str(fault), remedy))
    finally:
        await bot.transport.shutdown()
    return findings


async def _asked(bot: Bot, api_url: str, listen: float) -> AsyncIterator[Finding]:
    await bot.initialize()
    yield await _network(bot, api_url)
    me = bot.bot
    yield Finding("ok", "bot", f"@{me.username}")
    if me.can_read_all_group_messages:
        yield Finding("ok", "privacy mode", "off: in groups the bot is sent every message")
    else:
        told = "on: in groups the bot hears commands, replies to it and mentions; that is enough"
        yield Finding("ok", "privacy mode", told)
    if me.supports_inline_queries:
        yield Finding("ok", "inline mode", "on")
    else:
        yield Finding("warn", "inline mode", "off", "switch it on at @BotFather: /setinline")
    hook = await bot.get_webhook_info()
    yield _webhook(hook)
    if not hook.url:
        yield await _poller(bot, listen)


async def _network(bot: Bot, api_url: str) -> Finding:
    """How fast the API is, on a connection that stands, and what time it is there."""
    parts = urlsplit(api_url)
    begun, began_at = time.monotonic(), time.time()
    response = await bot.transport.exchange("GET", f"{bot.base_url}/getMe")
    took = time.monotonic() - begun
    told = f"{parts.netloc} answers in {took * 1000:.0f} ms"
    off = _skew(response.headers.get("Date", ""), began_at + took / 2)
    if off is not None and abs(off) > _SKEWED:
        wrong = f"{told}; this machine's clock is {abs(off):.0f} s {'ahead' if off > 0 else 'late'}"
        verdict: Verdict = "fail" if abs(off) > _WRONG_CLOCK else "warn"
        return Finding(verdict, "network", wrong, "set the clock, or run a time service")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return Finding("warn", "network", f"{told}, unencrypted", "use https in ISPOLKOM_API_URL")
    if took > _SLOW:
        return Finding("warn", "network", told, "answers will be slow: check the network")
    return Finding("ok", "network", told if off is None else f"{told}, the clocks agree")


def _skew(date: str, now: float) -> float | None:
    """Seconds by which this machine is ahead; None if the server didn't tell its time."""
    try:
        there = parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
    return now - (there + 0.5)  # the header's seconds are cut off


def _webhook(hook: WebhookInfo) -> Finding:
    waiting = f"{hook.pending_update_count} updates wait"
    if not hook.url:
        return Finding("ok", "webhook", f"none; {waiting}")
    told = f"set to {urlsplit(hook.url).hostname}; {waiting}"
    return Finding("warn", "webhook", told, "nothing, if `run` may remove it: it polls")


async def _poller(bot: Bot, listen: float) -> Finding:
    """Whether somebody else polls: he interrupts us when he asks again. Nothing is confirmed."""
    until = time.monotonic() + listen
    while (left := until - time.monotonic()) > 0:
        url = f"{bot.base_url}/getUpdates?limit=1&timeout={math.ceil(left)}"
        try:
            told = await bot.transport.retrieve(url, read_timeout=listen + 10)
        except Conflict:
            taken = "another process polls with this token"
            return Finding("warn", "poller", taken, "stop it, unless it is this bot at work")
        if not bot.transport.parse_json_payload(told)["result"]:
            break
        await asyncio.sleep(min(_AGAIN, left))  # what waits is given at once: listen on
    return Finding("ok", "poller", "nobody else polls")


def _disk(settings: Settings) -> Finding:
    if settings.database is not None:
        return Finding("ok", "data directory", "not used: ISPOLKOM_DATABASE is set")
    if settings.data is None:
        return Finding("fail", "data directory", "no home is known", "set ISPOLKOM_DATA")
    if fault := _unwritable(settings.data):
        told = f"{settings.data} can't be written ({fault})"
        return Finding("fail", "data directory", told, "mend its rights, or set ISPOLKOM_DATA")
    free = shutil.disk_usage(_nearest(settings.data)).free // 1_000_000
    told = f"{settings.data} can be written, {free} MB are free"
    if free >= _LITTLE:
        return Finding("ok", "data directory", told)
    verdict: Verdict = "warn" if free >= _TOO_LITTLE else "fail"
    return Finding(verdict, "data directory", told, "make room, or set ISPOLKOM_DATA")


def _cache(settings: Settings) -> Finding:
    if settings.cache is None:
        told = "none: every start compiles the base anew"
        return Finding("warn", "cache directory", told, "set ISPOLKOM_CACHE")
    if fault := _unwritable(settings.cache):
        told = f"{settings.cache} can't be written ({fault}): starts are slow"
        return Finding("warn", "cache directory", told, "mend its rights, or set ISPOLKOM_CACHE")
    return Finding("ok", "cache directory", f"{settings.cache} can be written")


def _unwritable(directory: Path) -> str:
    """Why nothing can be written there, or where it would be made; "" if it can."""
    try:
        with tempfile.TemporaryFile(dir=_nearest(directory)):
            return ""
    except OSError as fault:
        return fault.strerror or type(fault).__name__


def _nearest(directory: Path) -> Path:
    """The directory itself, or the one above it in which it would be made."""
    while not directory.exists() and directory != directory.parent:
        directory = directory.parent
    return directory


def _database(settings: Settings) -> Finding:
    try:
        place = place_of_store(settings)
        file = addresses.read(place).file
        if file is not None and not file.exists():
            if fault := _unwritable(file.parent):
                told = f"{file} can't be made ({fault})"
                return Finding("fail", "database", told, "mend the rights of its directory")
            return Finding("ok", "database", f"{file} will be made by the first run")
        Store.open(place).close()
    except StartError as wrong:
        return _fail("database", wrong)
    return Finding("ok", "database", f"{addresses.read(place).place} opens, its schema is current")


def _base(settings: Settings) -> Finding:
    try:
        base = open_base(settings.knowledge, settings.cache)
    except BaseError as fault:
        told = f"{len(fault.problems)} problems, the first: {fault.problems[0]}"
        return Finding("fail", "base", told, "see them all with: ispolkom-bot check")
    return Finding("ok", "base", f"version {base.version}, {len(base.facts)} facts")


def _fail(thing: str, fault: StartError) -> Finding:
    told, _, remedy = str(fault).partition(" - ")
    return Finding("fail", thing, told, remedy)

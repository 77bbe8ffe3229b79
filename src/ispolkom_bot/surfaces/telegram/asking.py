"""From a message to its answer: what is remembered, the turn of the conversation, the page."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec.structs import replace
from telegram import Bot, Message

from ispolkom_bot.chat.conversation import pick, step
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.chat.menu import Surface
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import Lang, Text
from ispolkom_bot.render.html import Choice, Page, answer_page, lines_page, pressed
from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.values import PersonSettings, SentReply
from ispolkom_bot.surfaces.telegram import study_words, wishes, words
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared
from ispolkom_bot.surfaces.telegram.wishes import Wishes

Take: TypeAlias = Callable[[Memory], Turn | None]
"""What comes of a memory: a turn of the conversation, or None where nothing is to be said."""
_log = logging.getLogger(__name__)
_LATE: Final = 10 * 60
_HOUR: Final = 60 * 60


async def answer(shared: Shared, bot: Bot, heard: Heard) -> None:
    """Answer a message where it stands, and remember what came of it."""
    await respond(shared, bot, heard, lambda memory: said(shared, heard, memory))


async def respond(shared: Shared, bot: Bot, heard: Heard, take: Take) -> None:
    """Say what comes of a memory, and remember it."""
    wished = await wishes.of(shared, heard)
    before = remembered(shared, heard, wished)
    turn = take(before)
    if turn is None:
        return
    if turn.answer and shared.playing.hides(heard.who.person, turn.answer.facts):
        await tell(shared, bot, heard, study_words.QUIZ_ASKS)
        return
    await keep(shared, heard, before, turn)
    delayed = delay(shared, heard, turn.memory.speaks)
    page = shown(shared.engine, turn, buttons(heard, wished), delayed)
    await send(shared, bot, heard, page, silent=wished.quiet)


def said(shared: Shared, heard: Heard, memory: Memory) -> Turn | None:
    """The turn of a message; None for what was but a remark on an answer, in a group."""
    where: Surface = "group" if heard.group else "private"
    turn = step(shared.engine, memory, heard.text, today(shared), where)
    told = turn.answer
    if heard.how != "reply" or told is None or told.facts or told.status == "suggest":
        return turn
    asks = shared.engine.base.kinds.heads
    asked = "?" in heard.text or not asks.keys().isdisjoint(heard.text.casefold().split())
    return turn if asked else None


def today(shared: Shared) -> datetime.date:
    """The day it is, by Greenwich."""
    return datetime.datetime.fromtimestamp(shared.now(), datetime.UTC).date()


def remembered(shared: Shared, heard: Heard, wished: Wishes) -> Memory:
    """What the conversation knows, of the answer that is replied to if that is not the last."""
    memory = shared.memories.recall(heard.who)
    if heard.replied:
        memory = _of_answer(shared.engine, heard.replied, memory) or memory
    return fitted(memory or Memory(spoken=heard.client), wished)


def fitted(memory: Memory, wished: Wishes) -> Memory:
    """A memory that answers as it is wished now."""
    return replace(memory, language=wished.language, first=wished.first)


async def keep(shared: Shared, heard: Heard, before: Memory, turn: Turn) -> None:
    """Remember a turn: in this process, and in the store what the person chose for all chats."""
    after = turn.memory
    if after.last is None and not after.offered:
        shared.memories.forget(heard.who)
    else:
        shared.memories.keep(heard.who, after, before, heard.message_id)
    if not heard.group and (after.language, after.first) != (before.language, before.first):
        chosen = PersonSettings(after.language, after.first)
        await shared.store.set_person(heard.who.person, chosen)


async def send(shared: Shared, bot: Bot, heard: Heard, page: Page, *, silent: bool = False) -> None:
    """Send what answers a message, and remember which message answers it."""
    late = heard.message_id and shared.now() - heard.sent > _LATE
    reply_to = heard.message_id if late else heard.place.reply_to
    place = replace(heard.place, reply_to=reply_to, silent=silent)
    sent = await shared.outbox.send(bot, place, page)
    if sent.ids and heard.message_id:
        await note(shared, heard, sent.ids[0])


async def tell(shared: Shared, bot: Bot, heard: Heard, what: Text, **blanks: object) -> None:
    """Say something of the bot's own, which is no answer, in whoever's language it is meant for."""
    wished = await wishes.of(shared, heard)
    language = remembered(shared, heard, wished).speaks
    said_so = what.say(language).format(bot=bot.username, **blanks)
    page = lines_page((said_so,), language=language)
    await send(shared, bot, heard, page, silent=wished.quiet)


async def note(shared: Shared, heard: Heard, answer_id: int) -> None:
    """Remember which message answers a question, for when the question is edited."""
    reply = SentReply(answer_id, digest(heard))
    try:
        await shared.store.remember_reply(heard.who.chat, heard.message_id, reply)
    except StorageError as fault:
        _log.warning("the number of an answer can't be kept: %s", type(fault).__name__)


def digest(heard: Heard) -> str:
    """What tells whether the words of a question changed, and tells nothing else."""
    salted = f"{heard.who.chat}/{heard.message_id}/{' '.join(heard.text.split())}"
    return hashlib.blake2b(salted.encode("utf-8", "replace"), digest_size=16).hexdigest()


def buttons(heard: Heard, wished: Wishes) -> Choice:
    """The buttons below an answer: all in private, few where others read it, none if quiet."""
    if wished.quiet:
        return "none"
    return "few" if heard.group else "all"


def shown(engine: Engine, turn: Turn, choice: Choice = "all", delayed: str = "") -> Page:
    """The page of a turn; `delayed` stands above it."""
    if turn.answer is not None:
        messages = engine.base.messages[turn.answer.language]
        heading = " ".join(filter(None, (delayed, turn.picked)))
        return answer_page(turn.answer, messages, heading, choice)
    lines = tuple(filter(None, (delayed, *turn.lines)))
    return lines_page(lines, turn.offers, turn.memory.speaks)


def delay(shared: Shared, heard: Heard, language: Lang) -> str:
    """A word about the delay, if there was one that people notice."""
    seconds = shared.now() - heard.sent
    if seconds <= _LATE:
        return ""
    unit, count = ("hours", seconds / _HOUR) if seconds >= _HOUR else ("minutes", seconds / 60)
    ago = words.AGO[unit].say(language).format(count=round(count))
    return words.DELAYED.say(language).format(ago=ago)


def _of_answer(engine: Engine, message: Message, memory: Memory | None) -> Memory | None:
    """The conversation as it was after an answer of the bot, read off the answer's buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    marks = [pressed(str(b.callback_data)) for row in rows for b in row if b.callback_data]
    about = next((mark for mark in marks if mark and mark[0] == "s"), None)
    if about is None:
        return None
    _, language, fact = about
    if memory and memory.last and fact in memory.last.answer.facts[:1]:
        return memory
    turn = pick(engine, Memory(spoken=language), fact)
    return turn.memory if turn else None

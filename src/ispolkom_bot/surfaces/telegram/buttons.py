"""Buttons below answers: pressed late, twice, by others or forged, each does right or says why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from telegram import Bot, Update

from ispolkom_bot.chat.conversation import more, pick
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import Answer, Lang
from ispolkom_bot.render.cite import cite_page
from ispolkom_bot.render.html import (
    Action,
    Button,
    Page,
    deep_link,
    lines_page,
    pressed,
    sources_page,
)
from ispolkom_bot.surfaces.telegram import asking, manners, wishes, words
from ispolkom_bot.surfaces.telegram.places import Heard, spoken_by
from ispolkom_bot.surfaces.telegram.presses import Pressed, acknowledge, where
from ispolkom_bot.surfaces.telegram.sending import Place
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_TWICE: Final = 30.0
"""Seconds in which a second press on a button opens nothing new."""
_HOUR: Final = 3600.0


class Wish(Struct, frozen=True):
    """What a button stands for."""

    action: Action
    language: Lang
    place: str


async def on_press(update: Update, context: Context) -> None:
    """A button below an answer was pressed."""
    query, shared, bot = update.callback_query, of(context), context.bot
    if query is None:
        return
    wish, press = understood(shared.engine, query.data or ""), where(query, shared.now())
    if wish is None:
        await acknowledge(query, words.TOO_OLD.say(spoken_by(query.from_user)), alert=True)
    elif press is None:
        await acknowledge(query, url=deep_link(bot.username, wish.place))
    elif refused := await _refused(shared, press, wish):
        await acknowledge(query, refused)
    else:
        await acknowledge(query, _word(shared, wish), alert=wish.action == "w")
        await _DO[wish.action](shared, bot, press.heard, wish)


def understood(engine: Engine, data: str) -> Wish | None:
    """What a button stands for; None where that is no more, or never was."""
    read = pressed(data)
    if read is None:
        return None
    wish = Wish(*read)
    lists = wish.action in {"f", "m"} and ":" in wish.place
    known = _turn(engine, Memory(), wish) if lists else engine.base.number(wish.place)
    return None if known is None else wish


async def _refused(shared: Shared, press: Pressed, wish: Wish) -> str:
    """Why nothing comes of a press now: too many, a quiet hour, just done; empty if it does."""
    heard = press.heard
    reason = manners.too_often(shared, heard)
    if reason is None and heard.group:
        settings = await wishes.chat_settings(shared, heard.who.chat)
        reason = manners.not_here(shared, settings, heard)
    if reason is not None:
        return reason.say(wish.language)
    pressed_before = (heard.who.chat, press.message_id, wish)
    if wish.action != "w" and not shared.notices.first(pressed_before, _TWICE):
        return words.ALREADY.say(wish.language)
    return ""


def _word(shared: Shared, wish: Wish) -> str:
    """What is shown to whoever pressed, if more than the end of the waiting."""
    if wish.action != "w":
        return ""
    told = words.REPORTED if shared.settings.operator else words.REPORT_YOURSELF
    return told.say(wish.language).format(fact=wish.place)


async def _open(shared: Shared, bot: Bot, heard: Heard, wish: Wish) -> None:
    """Answer the question on the button, or read on, and go on talking from there."""

    def take(memory: Memory) -> Turn | None:
        turn = _turn(shared.engine, memory, wish)
        if turn is None:
            return None
        after = replace(turn.memory, language=memory.language)
        return replace(turn, memory=after, picked=_question(shared.engine, wish))

    await asking.respond(shared, bot, heard, take)


async def _sources(shared: Shared, bot: Bot, heard: Heard, wish: Wish) -> None:
    """The sources of the fact in full."""
    await _beside(shared, bot, heard, wish, lambda told: sources_page(shared.engine.base, told))


async def _cite(shared: Shared, bot: Bot, heard: Heard, wish: Wish) -> None:
    """The fact as a citation."""
    base, day = shared.engine.base, asking.today(shared)
    await _beside(shared, bot, heard, wish, lambda told: cite_page(base, told, day, bot.username))


async def _beside(
    shared: Shared, bot: Bot, heard: Heard, wish: Wish, make: Callable[[Answer], Page]
) -> None:
    wished = await wishes.of(shared, heard)
    told = shared.engine.tell(wish.place, language=wish.language, first=wished.first)
    if told is not None:
        await asking.send(shared, bot, heard, make(told.answer), silent=wished.quiet)


async def _report(shared: Shared, bot: Bot, heard: Heard, wish: Wish) -> None:
    """Tell the operator which fact is said to be wrong, once in an hour; and not by whom."""
    del heard
    operator = shared.settings.operator
    if operator is None or not shared.notices.first(("wrong", wish.place), _HOUR):
        return
    version = shared.engine.base.version
    blanks = {"fact": wish.place, "language": wish.language, "version": version}
    said = words.SAID_WRONG.say(wish.language).format(**blanks)
    link = Button(wish.place, url=deep_link(bot.username, wish.place))
    page = lines_page((said,), language=wish.language, rows=((link,),))
    await shared.outbox.send(bot, Place(operator), page)


def _question(engine: Engine, wish: Wish) -> str:
    """What was asked by the press; a page of a list says itself what it is."""
    number = engine.base.number(wish.place) if wish.action == "f" else None
    return "" if number is None else engine.base.offer(number, wish.language).question


def _turn(engine: Engine, memory: Memory, wish: Wish) -> Turn | None:
    memory = replace(memory, language=wish.language)
    return (more if wish.action == "m" else pick)(engine, memory, wish.place)


_DO: Final[dict[Action, Callable[[Shared, Bot, Heard, Wish], Awaitable[None]]]] = {
    "f": _open,
    "m": _open,
    "s": _sources,
    "c": _cite,
    "w": _report,
}

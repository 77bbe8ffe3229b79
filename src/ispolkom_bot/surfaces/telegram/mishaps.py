"""What becomes of a fault in a handler: its kind is logged, whoever asked is told, all goes on."""

from __future__ import annotations

import contextlib
import logging
import traceback
from pathlib import Path
from typing import Final

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from ispolkom_bot.render.html import lines_page
from ispolkom_bot.surfaces.telegram import words
from ispolkom_bot.surfaces.telegram.places import spoken_by
from ispolkom_bot.surfaces.telegram.presses import acknowledge
from ispolkom_bot.surfaces.telegram.sending import Place
from ispolkom_bot.surfaces.telegram.shared import Context, of

_log = logging.getLogger(__name__)
_ONCE_IN: Final = 10 * 60.0


async def on_error(update: object, context: Context) -> None:
    """Log where and of which kind a fault was, never with what; tell whoever is concerned."""
    number = update.update_id if isinstance(update, Update) else 0
    _log.error("update %s failed: %s", number, _kind(context.error))
    if isinstance(update, Update):
        with contextlib.suppress(TelegramError):
            await _tell(update, context)


async def _tell(update: Update, context: Context) -> None:
    """Tell somebody who pressed a button and waits, or wrote in private, now and then."""
    shared, chat = of(context), update.effective_chat
    language = spoken_by(update.effective_user)
    said = words.FAULT.say(language)
    if update.callback_query and await acknowledge(update.callback_query, said, alert=True):
        return
    if (
        chat
        and chat.type == ChatType.PRIVATE
        and shared.notices.first(("fault", chat.id), _ONCE_IN)
    ):
        page = lines_page((said,), language=language)
        await shared.outbox.send(context.bot, Place(chat.id), page)


def _kind(error: BaseException | None) -> str:
    """The names of a fault and its causes, each with the line where it was raised."""
    told = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        told.append(type(error).__name__ + where)
        error = error.__cause__
    return ", by ".join(told)

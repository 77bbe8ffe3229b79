"""Calls whose parameters are written as JSON at once, for what is called for every answer.

PTB's own methods build objects of the parameters, take them apart again and read back the whole
message: several times the work, for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct
from telegram import Bot, InlineKeyboardMarkup
from telegram.request import RequestData

from ispolkom_bot.render.html import Button, Page

JSON = dict[str, Any]


class _Ready(Struct, frozen=True):
    """What our transport asks of PTB's RequestData."""

    json_parameters: Mapping[str, object]
    contains_files: bool = False


async def call(bot: Bot, method: str, parameters: Mapping[str, object]) -> Any:
    """The result of a method as JSON; raises what PTB's own methods raise."""
    ready = cast("RequestData", _Ready(parameters))
    return await bot.request.post(f"{bot.base_url}/{method}", ready)


def keys(page: Page) -> JSON:
    """The buttons of a page as Telegram takes them."""
    return {"inline_keyboard": [[_key(button) for button in row] for row in page.buttons]}


def keyboard(page: Page) -> InlineKeyboardMarkup | None:
    """The buttons of a page as PTB takes them; None where it has none."""
    return InlineKeyboardMarkup.de_json(keys(page)) if page.buttons else None


def _key(button: Button) -> JSON:
    told = {"text": button.label}
    if button.data:
        told["callback_data"] = button.data
    if button.url:
        told["url"] = button.url
    if button.query is not None:
        told["switch_inline_query_current_chat"] = button.query
    return told

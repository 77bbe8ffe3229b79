"""Keyboards: what may stand on a button, how many there may be."""

from __future__ import annotations

from typing import Any, Final

from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
)

from tests.fakeapi.arguments import Args
from tests.fakeapi.links import checked
from tests.fakeapi.refusals import JSON, bad

_KINDS: Final = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHERS: Final = ("keyboard", "remove_keyboard", "force_reply")
_UNPARSED: Final = "Can't parse inline keyboard button: "


def of_call(args: Args) -> JSON | None:
    """The inline keyboard of a call; other kinds are checked to be one and not kept."""
    markup = args.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("Object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline(markup)
    if markup and not any(kind in markup for kind in _OTHERS):
        raise bad("Object expected as reply markup")
    return None


def inline(markup: Any) -> JSON | None:
    """A checked inline keyboard, None if there is no button on it."""
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('Can\'t parse inline keyboard: field "inline_keyboard" must be of type Array')
    kept = [[_button(button) for button in row] for row in rows if row]
    if any(len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in kept):
        raise bad("Reply markup is too long")
    if sum(map(len, kept)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad("Reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> JSON:
    if not isinstance(button, dict):
        raise bad(f"{_UNPARSED}expected an Object")
    if not str(button.get("text", "")).strip():
        raise bad("Inline keyboard button text must be non-empty")
    kinds = [kind for kind in _KINDS if kind in button]
    if not kinds:
        raise bad(f"{_UNPARSED}Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad(f"{_UNPARSED}only one of {' and '.join(kinds)} can be used")
    _check(kinds[0], button[kinds[0]])
    return button


def _check(kind: str, value: Any) -> None:
    limit = InlineKeyboardButtonLimit
    if kind == "callback_data":
        size = len(str(value).encode())
        if not limit.MIN_CALLBACK_DATA <= size <= limit.MAX_CALLBACK_DATA:
            raise bad("BUTTON_DATA_INVALID")
    elif kind == "url" and not checked(str(value)):
        raise bad(f"Inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif kind == "copy_text":
        text = value.get("text", "") if isinstance(value, dict) else ""
        if not limit.MIN_COPY_TEXT <= len(text) <= limit.MAX_COPY_TEXT:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif kind.startswith("switch_inline_query"):
        text = value.get("query", "") if isinstance(value, dict) else str(value)
        if len(text) > InlineQueryLimit.MAX_QUERY_LENGTH:
            raise bad("BUTTON_DATA_INVALID")

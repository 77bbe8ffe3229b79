"""The tags of Telegram's HTML, and the entity that each becomes."""

from __future__ import annotations

import re
from typing import Final

from telegram.constants import MessageEntityType

from tests.fakeapi.links import checked
from tests.fakeapi.refusals import JSON, bad

KINDS: Final = {
    "b": MessageEntityType.BOLD,
    "strong": MessageEntityType.BOLD,
    "i": MessageEntityType.ITALIC,
    "em": MessageEntityType.ITALIC,
    "u": MessageEntityType.UNDERLINE,
    "ins": MessageEntityType.UNDERLINE,
    "s": MessageEntityType.STRIKETHROUGH,
    "strike": MessageEntityType.STRIKETHROUGH,
    "del": MessageEntityType.STRIKETHROUGH,
    "span": MessageEntityType.SPOILER,
    "tg-spoiler": MessageEntityType.SPOILER,
    "a": MessageEntityType.TEXT_LINK,
    "tg-emoji": MessageEntityType.CUSTOM_EMOJI,
    "tg-time": MessageEntityType.DATE_TIME,
    "code": MessageEntityType.CODE,
    "pre": MessageEntityType.PRE,
    "blockquote": MessageEntityType.BLOCKQUOTE,
}
_RANK: Final = {
    MessageEntityType.BLOCKQUOTE.value: 0,
    MessageEntityType.EXPANDABLE_BLOCKQUOTE.value: 0,
    MessageEntityType.PRE.value: 1,
    MessageEntityType.CODE.value: 2,
}
KEPT: Final = {
    ("a", "href"),
    ("code", "class"),
    ("span", "class"),
    ("tg-emoji", "emoji-id"),
    ("tg-time", "unix"),
    ("tg-time", "format"),
    ("blockquote", "expandable"),
}
LANGUAGE: Final = "_language"
"""Where the language of a piece of code waits for the `pre` around it."""
_CLASS: Final = "language-"
_USER: Final = re.compile(r"tg:(?://)?user\?id=(\d+)$")


def order(entity: JSON) -> tuple[int, int, int]:
    """By which entities are sorted: by place, the longer first, then quotations, then code."""
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], len(_RANK))


def add(entities: list[JSON], tag: str, given: dict[str, str], span: JSON, inside: str) -> None:
    """Add what a tag with these attributes becomes over a span of text, if it becomes anything."""
    if tag == "pre" and _joined(entities, span):
        return
    entity = {"type": KINDS[tag].value} | span
    if tag == "a":
        href = given.get("href") or inside
        user, link = _USER.match(href), checked(href)
        if user:
            entity |= {"type": MessageEntityType.TEXT_MENTION.value, "user": int(user[1])}
        elif link:
            entity["url"] = link
        else:
            return
    elif tag == "tg-emoji":
        number = given.get("emoji-id", "")
        if not number.isascii() or not number.isdigit() or not int(number):
            raise bad("Invalid custom emoji identifier specified")
        entity["custom_emoji_id"] = number
    elif tag == "tg-time":
        number = given.get("unix", "")
        if not number.isascii() or not number.isdigit():
            raise bad("Invalid Unix time specified")
        entity |= {"unix_time": int(number), "date_time_format": given.get("format", "")}
    elif tag == "blockquote" and "expandable" in given:
        entity["type"] = MessageEntityType.EXPANDABLE_BLOCKQUOTE.value
    elif tag == "code" and given.get("class", "").startswith(_CLASS):
        entity[LANGUAGE] = given["class"].removeprefix(_CLASS)
    entities.append(entity)


def _joined(entities: list[JSON], span: JSON) -> bool:
    """Whether a `pre` became one with the `code` of a language that fills it."""
    last = entities[-1] if entities else {}
    if LANGUAGE not in last or any(last[key] != value for key, value in span.items()):
        return False
    last |= {"type": MessageEntityType.PRE.value, "language": last.pop(LANGUAGE)}
    return True

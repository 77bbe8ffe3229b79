"""Texts with their entities: cleaned, parsed, cut and counted as Telegram does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from telegram.constants import MessageEntityType, MessageLimit, ParseMode

from tests.fakeapi import html, tags
from tests.fakeapi.arguments import Args
from tests.fakeapi.refusals import JSON, bad, not_faked

RAW: Final = 32_768
"""Bytes that a text may have before it is parsed; the constants don't tell."""
_BIDI: Final = re.compile("[\u2028-\u202e]")
_CONTROL: Final = {code: " " for code in range(32) if code not in {10, 13}} | {13: None}
_WHITE: Final = " \n"
_CODE: Final = {MessageEntityType.CODE.value, MessageEntityType.PRE.value}
_QUOTE: Final = {
    MessageEntityType.BLOCKQUOTE.value,
    MessageEntityType.EXPANDABLE_BLOCKQUOTE.value,
}
_FOUND: Final = (
    (MessageEntityType.BOT_COMMAND, re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?")),
    (MessageEntityType.MENTION, re.compile(r"(?<!\w)@\w{3,32}")),
    (MessageEntityType.URL, re.compile(r"https?://[^\s<>\"]+[^\s<>\".,!?;:)]")),
    (MessageEntityType.HASHTAG, re.compile(r"(?<!\w)#\w+")),
)


def formatted(args: Args, name: str, mode: str, entities: str) -> tuple[str, list[JSON]]:
    """The text of a call and its entities, from the arguments that hold text, mode and entities."""
    text = args.text(name)
    if len(text.encode()) > RAW:
        raise bad("Text is too long")
    text = _BIDI.sub("", text.translate(_CONTROL))
    match args.text(mode).lower():
        case "html":
            text, found = html.parse(text)
        case "":
            given = args.list(entities, "message entities")
            found = sorted(given, key=tags.order)
        case "markdown" | "markdownv2":
            raise not_faked(f"parse_mode {ParseMode.MARKDOWN_V2}")
        case _:
            raise bad("Unsupported parse_mode")
    return _trimmed(text, found)


def message_text(args: Args) -> tuple[str, list[JSON]]:
    """The text of a message, from `text`."""
    text, found = formatted(args, "text", "parse_mode", "entities")
    return checked_text(text), found


def checked_text(text: str) -> str:
    """A parsed text that a message can have."""
    if len(text) < MessageLimit.MIN_TEXT_LENGTH:
        raise bad("Message text is empty")
    if len(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad("Message is too long")
    return text


def caption(args: Args) -> tuple[str, list[JSON]]:
    """The caption of a file, which may be empty."""
    text, found = formatted(args, "caption", "parse_mode", "caption_entities")
    if len(text) > MessageLimit.CAPTION_LENGTH:
        raise bad("Message caption is too long")
    return text, found


def detected(text: str) -> list[JSON]:
    """The entities that Telegram finds in what people write: commands, mentions, addresses."""
    found = sorted(
        (match.start(), match.end(), kind)
        for kind, pattern in _FOUND
        for match in pattern.finditer(text)
    )
    told: list[JSON] = []
    end = 0
    for start, stop, kind in found:
        if start >= end:
            offset, length = html.units(text[:start]), html.units(text[start:stop])
            told.append({"type": kind.value, "offset": offset, "length": length})
            end = stop
    return told


def part(text: str, entity: JSON) -> str:
    """The piece of a text that an entity is about."""
    raw = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return raw[start : start + 2 * entity["length"]].decode("utf-16-le")


def _trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Without white space around it, entities moved, those beyond the hundredth forgotten."""
    cut = len(text) - len(text.lstrip(_WHITE))
    text = text.strip(_WHITE)
    whole = html.units(text)
    moved: list[JSON] = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        stop = min(entity["offset"] + entity["length"] - cut, whole)
        if start < stop:
            moved.append(entity | {"offset": start, "length": stop - start})
    return text, list(_allowed(moved))[: MessageLimit.MESSAGE_ENTITIES]


def _allowed(entities: list[JSON]) -> Iterator[JSON]:
    """Without a quotation inside a quotation, and nothing inside code."""
    quoted = coded = 0
    for entity in entities:
        start, stop = entity["offset"], entity["offset"] + entity["length"]
        if start < coded or (entity["type"] in _QUOTE and start < quoted):
            continue
        if entity["type"] in _CODE:
            coded = stop
        if entity["type"] in _QUOTE:
            quoted = stop
        yield entity


def encoded(entities: list[JSON] | None) -> str:
    """Entities as an argument of a call."""
    return msgspec.json.encode(entities).decode() if entities else ""

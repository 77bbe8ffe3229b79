"""Telegram's HTML: exactly the tags it knows, and its own words where a text is ill-formed.

Written after what tdlib's parser does. Entities carry offsets in UTF-16 units, as the Bot API shows
them; byte offsets in complaints are those of the UTF-8 text.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from tests.fakeapi import tags
from tests.fakeapi.refusals import JSON, Refusal, bad

_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
_SPACE: Final = " \t\r\n\v"
_NAME_TOKEN: Final = re.compile(r"[A-Za-z0-9.-]*")


class _Open(Struct):
    tag: str
    given: dict[str, str]
    at: int
    piece: int


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def parse(text: str) -> tuple[str, list[JSON]]:
    """The plain text and its entities, outermost first; Refusal where Telegram can't parse it."""
    reading = _Reading(text)
    try:
        reading.run()
    except Refusal as fault:
        raise bad(f"Can't parse entities: {fault.text}") from None
    for entity in reading.entities:
        entity.pop(tags.LANGUAGE, None)
    reading.entities.sort(key=tags.order)
    return "".join(reading.pieces), reading.entities


class _Reading:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[JSON] = []

    def run(self) -> None:
        while self.at < len(self.text):
            match self.text[self.at]:
                case "<" if self.text.startswith("</", self.at):
                    self.end_tag()
                case "<":
                    self.start_tag()
                case "&":
                    self.put(self.reference())
                case _:
                    stop = self.at
                    while stop < len(self.text) and self.text[stop] not in "<&":
                        stop += 1
                    self.put(self.text[self.at : stop])
                    self.at = stop
        if self.open:
            tag = self.open[-1].tag
            raise bad(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += units(piece)

    def reference(self) -> str:
        """The character that is meant here, or the ampersand itself; steps over it."""
        found = _REFERENCE.match(self.text, self.at)
        char = ""
        if found:
            hexadecimal, decimal, name = found.groups()
            if name:
                char = _CHARACTERS.get(name, "")
            else:
                code = int(hexadecimal, 16) if hexadecimal else int(decimal)
                char = chr(code) if 0 < code < 0x10FFFF else ""
        self.at = found.end() if found and char else self.at + 1
        if "\ud800" <= char <= "\udfff":
            raise bad("Text contains invalid Unicode characters after decoding HTML entities")
        return char or "&"

    def start_tag(self) -> None:
        begun = self.at
        self.at += 1
        tag = self.until(">").lower()
        if self.ended:
            raise bad(f"Unclosed start tag at byte offset {self.bytes(begun)}")
        if tag not in tags.KINDS:
            raise bad(f'Unsupported start tag "{tag}" at byte offset {self.bytes(begun)}')
        given: dict[str, str] = {}
        while not self.here(">"):
            self.skip_space()
            if self.here(">"):
                break
            name, value = self.attribute(tag, begun)
            if (tag, name) in tags.KEPT:
                given[name] = value
        self.at += 1
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise bad(f'Tag "span" must have class "tg-spoiler" at byte offset {self.bytes(begun)}')
        self.open.append(_Open(tag, given, self.length, len(self.pieces)))

    def attribute(self, tag: str, begun: int) -> tuple[str, str]:
        name = self.until("=>")
        if not name:
            where = f'in the tag "{tag}" at byte offset {self.bytes(begun)}'
            raise bad(f"Empty attribute name {where}")
        self.skip_space()
        if not self.here("="):
            self.must_go_on(tag, begun)
            return name, ""
        self.at += 1
        self.skip_space()
        self.must_go_on(tag, begun)
        quote = self.text[self.at]
        if quote not in "'\"":
            token = _NAME_TOKEN.match(self.text, self.at)
            value = token.group() if token else ""
            start, self.at = self.at, self.at + len(value)
            if not self.ended and not self.here(">" + _SPACE):
                raise bad(f"Unexpected end of name token at byte offset {self.bytes(start)}")
            value = value.lower()
        else:
            self.at += 1
            value = ""
            while not self.ended and not self.here(quote):
                if self.here("&"):
                    value += self.reference()
                else:
                    value += self.text[self.at]
                    self.at += 1
            self.at += 1
        if self.ended:
            raise bad(f"Unclosed start tag at byte offset {self.bytes(begun)}")
        return name, value

    def end_tag(self) -> None:
        begun = self.at
        if not self.open:
            raise bad(f"Unexpected end tag at byte offset {self.bytes(begun)}")
        self.at += 2
        tag = self.until(">").lower()
        self.skip_space()
        if not self.here(">"):
            raise bad(f"Unclosed end tag at byte offset {self.bytes(begun)}")
        self.at += 1
        last = self.open.pop()
        if tag and tag != last.tag:
            raise bad(
                f"Unmatched end tag at byte offset {self.bytes(begun)}, "
                f'expected "</{last.tag}>", found "</{tag}>"'
            )
        if self.length > last.at:
            inside = "".join(self.pieces[last.piece :])
            span = {"offset": last.at, "length": self.length - last.at}
            tags.add(self.entities, last.tag, last.given, span, inside)

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    def here(self, chars: str) -> bool:
        return not self.ended and self.text[self.at] in chars

    def until(self, stops: str) -> str:
        """The text up to white space or one of `stops`; steps over it."""
        start = self.at
        while not self.ended and self.text[self.at] not in stops + _SPACE:
            self.at += 1
        return self.text[start : self.at]

    def skip_space(self) -> None:
        while self.here(_SPACE):
            self.at += 1

    def must_go_on(self, tag: str, begun: int) -> None:
        if self.ended:
            raise bad(f'Unclosed start tag "{tag}" at byte offset {self.bytes(begun)}')

    def bytes(self, at: int) -> int:
        return len(self.text[:at].encode())

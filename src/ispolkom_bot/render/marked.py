"""Text with marks on it, in the few forms that Telegram knows; what is data is escaped here only.

A text stays data until `html` is asked for, so that it can be measured and cut as Telegram counts
it: in code points, after the markup is read.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal
from urllib.parse import urlsplit

from msgspec import Struct

Tag = Literal["b", "i", "a", "blockquote", "blockquote expandable"]
MOST_SIGNS: Final = 4096
"""Code points of a message after its markup is read."""
MOST_MARKS: Final = 100
"""Marks of a message; Telegram drops those beyond, without a word."""
MOST_BYTES: Final = 32_768
"""Bytes of a message with its markup."""
_PER_SIGN, _PER_SIGN_OF_ADDRESS, _PER_MARK = 5, 6, 48
"""Bytes that these take at most when they are written: `&amp;`, `&quot;`, the longest mark."""
_LONGEST_ADDRESS: Final = 2048
_UNFIT: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
_BREAKS: Final = ("\n\n", "\n", ". ", " ")
"""Where a text that is too long is cut, the best place first."""
_FARTHEST_BACK: Final = 32
_TONES, _FLAGS = ("\U0001f3fb", "\U0001f3ff"), ("\U0001f1e6", "\U0001f1ff")
"""The first and last signs that colour an emoji, and those of which two make a flag."""


class Span(Struct, frozen=True):
    """A mark on the signs from `start` to before `end`."""

    start: int
    end: int
    tag: Tag
    url: str = ""


class Marked(Struct, frozen=True):
    """A text and its marks, outer ones before inner ones; marks never cross."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Marked) -> Marked:
        return join("", (self, other))

    @property
    def html(self) -> str:
        """The text as Telegram's HTML."""
        out: list[str] = []
        open_marks: list[Span] = []
        at = 0

        def up_to(end: int) -> None:
            nonlocal at
            out.append(html.escape(self.text[at:end], quote=False))
            at = end

        for span in sorted(self.spans, key=lambda span: (span.start, -span.end)):
            while open_marks and open_marks[-1].end <= span.start:
                up_to(open_marks[-1].end)
                out.append(f"</{open_marks.pop().tag.split()[0]}>")
            up_to(span.start)
            href = f' href="{html.escape(span.url)}"' if span.url else ""
            out.append(f"<{span.tag}{href}>")
            open_marks.append(span)
        while open_marks:
            up_to(open_marks[-1].end)
            out.append(f"</{open_marks.pop().tag.split()[0]}>")
        up_to(len(self.text))
        return "".join(out)

    @property
    def fits(self) -> bool:
        """Whether one message holds it."""
        if len(self.text) > MOST_SIGNS or len(self.spans) > MOST_MARKS:
            return False
        most = _PER_SIGN * len(self.text)
        most += sum(_PER_MARK + _PER_SIGN_OF_ADDRESS * len(span.url) for span in self.spans)
        return most <= MOST_BYTES or len(self.html.encode()) <= MOST_BYTES

    def cut(self, start: int, end: int) -> Marked:
        """The part from `start` to before `end`, without white space around it."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        part = part.strip()
        if len(part) == len(self.text):
            return self
        end = start + len(part)
        spans = (
            Span(max(s.start, start) - start, min(s.end, end) - start, s.tag, s.url)
            for s in self.spans
            if s.start < end and s.end > start
        )
        return Marked(part, tuple(spans))


def plain(said: str) -> Marked:
    """A text without marks, free of signs that Telegram refuses, drops or lets reorder others."""
    if said.isprintable():  # none of those signs is
        return Marked(said)
    return Marked(_HALVES.sub("\ufffd", _UNFIT.sub(_fit, said)))


def mark(tag: Tag, content: Marked) -> Marked:
    """The content under one more mark."""
    return _marked(Span(0, len(content.text), tag), content)


def link(content: Marked, url: str) -> Marked:
    """The content as a link where the address is a sound one, else as it is."""
    return _marked(Span(0, len(content.text), "a", url), content) if sound(url) else content


def join(glue: str, parts: Iterable[Marked]) -> Marked:
    """The parts one after the other with `glue` between them; empty ones are left out."""
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for part in parts:
        if not part.text:
            continue
        if texts:
            texts.append(glue)
            at += len(glue)
        spans += [Span(s.start + at, s.end + at, s.tag, s.url) for s in part.spans]
        texts.append(part.text)
        at += len(part.text)
    return Marked("".join(texts), tuple(spans))


def sound(url: str) -> bool:
    """Whether an address can stand behind a link: of the web, with a host, and of one piece."""
    if len(url) > _LONGEST_ADDRESS or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and "@" not in parts.netloc


def visible(text: str) -> bool:
    """Whether there is anything to see in a text."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def split(whole: Marked) -> list[Marked]:
    """The text in as few messages as its blocks allow; nothing where there is nothing to see."""
    parts: list[Marked] = []
    at = 0
    while at < len(whole.text):
        at += len(whole.text[at:]) - len(whole.text[at:].lstrip())
        end = _reach(whole, at)
        if end < len(whole.text):
            end = _break(whole, at, end)
        part = whole.cut(at, end)
        if visible(part.text):
            parts.append(part)
        at = end
    return parts


def _reach(whole: Marked, at: int) -> int:
    """The farthest end of a message that begins at `at`."""
    low, high = at + 1, min(at + MOST_SIGNS, len(whole.text))
    if whole.cut(at, high).fits:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if whole.cut(at, middle).fits:
            low = middle
        else:
            high = middle - 1
    return low


def _break(whole: Marked, at: int, end: int) -> int:
    """The best place at or before `end` to go on in another message.

    A block that has room in a message of its own is not cut; one that has not is begun here where
    otherwise most of this message would be empty.
    """
    half = at + (end - at) // 2
    for sign in _BREAKS:
        place = _last(whole, sign, at, end)
        if place is None:
            continue
        following = whole.text.find(sign, place + len(sign))
        block_end = following if following >= 0 else len(whole.text)
        if place >= half or whole.cut(place, block_end).fits:
            return place
    return _between_signs(whole, at, end)


def _last(whole: Marked, sign: str, at: int, end: int) -> int | None:
    """The last place up to `end` where `sign` ends a piece of the text and cuts no link."""
    kept = len(sign.rstrip())
    while (found := whole.text.rfind(sign, at + 1, end - kept + len(sign))) >= 0:
        around = _link_around(whole, found + kept)
        if around is None:
            return found + kept
        end = around.start
    return None


def _between_signs(whole: Marked, at: int, end: int) -> int:
    """A place at or before `end` that divides neither a link nor a sign of several code points."""
    around = _link_around(whole, end)
    if around is not None and around.start > at:
        return around.start
    for place in range(end, max(end - _FARTHEST_BACK, at), -1):
        after, before = whole.text[place], whole.text[place - 1]
        joined = (
            unicodedata.category(after)[0] == "M"
            or "\u200d" in {after, before}
            or _TONES[0] <= after <= _TONES[1]
            or _FLAGS[0] <= min(after, before) <= max(after, before) <= _FLAGS[1]
        )
        if not joined:
            return place
    return end


def _link_around(whole: Marked, place: int) -> Span | None:
    return next((s for s in whole.spans if s.url and s.start < place < s.end), None)


def _marked(span: Span, content: Marked) -> Marked:
    return Marked(content.text, (span, *content.spans)) if content.text else content


def _fit(found: re.Match[str]) -> str:
    return "" if found[0] >= "\u2000" else " "

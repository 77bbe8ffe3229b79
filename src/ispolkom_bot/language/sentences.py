"""Sentences of a text: where the first one ends."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?…][\"'»)]*\s+(?=[\"'«(]*[A-ZА-ЯЁ0-9])")
_ASKED: Final = re.compile(r"[^?]+\?+")
_LONGEST: Final = 1000
_FEWEST_WORDS: Final = 2
_MOST: Final = 3
"""Questions of one message that are answered; who asks more is asking for a lecture."""
_SHORT: Final = frozenset(
    {"no", "nos", "st", "mr", "mrs", "dr", "prof", "vol", "ed", "cf", "gen", "col", "lt", "pp"}
    | {"им", "гг", "тт", "др", "руб", "тыс", "т.е", "т.д", "т.п", "проф", "ген", "стр"}
)


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence; initials and abbreviations end none."""
    for end in _END.finditer(text):
        before = text[: end.start()].rsplit(maxsplit=1)
        last = before[-1].strip("(«\"'") if before else ""
        if end.group().startswith(".") and (len(last) == 1 or last.casefold() in _SHORT):
            continue
        return text[: end.end()].rstrip()
    return text


def questions(text: str) -> list[str]:
    """The questions of a message that asks several, each with its mark; else the text alone."""
    parts = [part.strip() for part in _ASKED.findall(text[:_LONGEST])]
    asked = [part for part in parts if len(part.split()) >= _FEWEST_WORDS]
    return asked[:_MOST] if len(asked) > 1 and text.rstrip().endswith("?") else [text]

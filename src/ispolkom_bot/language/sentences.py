"""Sentences of a text: where the first one ends."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?…][\"'»)]*\s+(?=[\"'«(]*[A-ZА-ЯЁ0-9])")
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

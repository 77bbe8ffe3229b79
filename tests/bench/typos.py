"""A seeded model of typing errors: what fingers do to a question.

The four single errors of Damerau (1964) and nothing else: a neighbouring key, a letter left out,
a letter twice, two letters swapped. One error a question, two from nine words on, in words of four
letters and more; the first letter of a word is spared four times in five, as it mostly is.
"""

from __future__ import annotations

import random
import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_NEIGHBOURS: Final = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, key in enumerate(row)
}
_LONG: Final = 9
_FIRST_SPARED: Final = 0.8


def mistype(text: str, luck: random.Random) -> str:
    """The text with a typing error or two; unchanged only if it has no word that is long enough."""
    errors = 2 if len(text.split()) >= _LONG else 1
    for _ in range(errors):
        words = list(_WORD.finditer(text))
        if not words:
            return text
        chosen = luck.choice(words)
        text = text[: chosen.start()] + _spoil(chosen.group(), luck) + text[chosen.end() :]
    return text


def _spoil(word: str, luck: random.Random) -> str:
    while True:
        at = luck.randrange(1 if luck.random() < _FIRST_SPARED else 0, len(word))
        letter = word[at]
        match luck.choice(("neighbour", "left out", "twice", "swapped")):
            case "neighbour":
                near = _NEIGHBOURS.get(letter.lower(), "")
                spoilt = word[:at] + (luck.choice(near) if near else "") + word[at + 1 :]
            case "left out":
                spoilt = word[:at] + word[at + 1 :]
            case "twice":
                spoilt = word[:at] + letter + word[at:]
            case _:
                spoilt = word[:at] + word[at + 1 : at + 2] + letter + word[at + 2 :]
        if spoilt != word:
            return spoilt

"""Text typed with the keyboard in the wrong alphabet: "rnj nfrjq" is «кто такой»."""

from __future__ import annotations

from typing import Final

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>/?&"
_CYRILLIC: Final = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ.,?"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)


def other_layout(text: str) -> str:
    """What the same keys write on the other layout: Russian ЙЦУКЕН for QWERTY and the reverse."""
    cyrillic = sum("а" <= sign <= "я" or sign == "ё" for sign in text.lower())
    return text.translate(_TO_LATIN if cyrillic else _TO_CYRILLIC)

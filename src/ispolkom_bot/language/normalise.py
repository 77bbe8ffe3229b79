"""From raw text to tokens: one spelling for what people write in many ways.

Tokens are lower case, NFKC, with ё folded to е, possessives and contractions opened, "No. 1",
"№1" and "number one" brought to the bare digit, and numbers kept apart from words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from ispolkom_bot.language.stems import stem
from ispolkom_bot.model import Lang

LONGEST_QUESTION = 1000
"""Characters of a question that are read; no honest question is longer."""

_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NOT_TEXT = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_AFTER_SIGN = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "один": "1",
    "одна": "1",
    "два": "2",
    "три": "3",
    "четыре": "4",
    "пять": "5",
    "первый": "1",
    "второй": "2",
    "третий": "3",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "odin": "1",
    "dva": "2",
    "tri": "3",
}
_NUMBER_SIGN = re.compile(
    r"(?:#|\bno\.|\bno(?=\s*\d)|\bn°|\bnr\b\.?|\bnum(?:ber|mer)?\b\.?|\bномер[а-я]?\b|\bnomer\b)"
    rf"\s*(?=\d|(?:{'|'.join(_AFTER_SIGN)})\b)"
)
_SIGNS = ("#", "no", "n°", "nr", "num", "номер")
"""One of these is in whatever the pattern above finds."""
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|-?(?:го|му|ом|ый|ой|ая|ое|ые|ых|ым|я|е|й))\b")
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,})")
_CONTRACTIONS = {
    "n't": " not",
    "'s": "",
    "'re": " are",
    "'ve": " have",
    "'ll": " will",
    "'d": " would",
    "'m": " am",
}
_ASKING = re.compile(r"\b(who|what|when|where|why|how|that|it|he|she|there|here)'s\b")
_IRREGULAR = re.compile(r"\b(?:can't|cannot|won't|shan't|ain't)\b")
_IRREGULAR_TO = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
}
_STARTS = re.compile(r"(?<!\b\w)[.!?]\s+([^\W_]+)")  # an initial ends no sentence
_POSSESSIVE = re.compile(r"'s$|'")
_NO_NAMES: frozenset[str] = frozenset()
_ENDING = re.compile(r"(n't|'s|'re|'ve|'ll|'d|'m)\b")
_QUOTES = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u2032": "'",
        "ё": "е",
        "Ё": "Е",
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2212": "-",
    }
)


class Token(Struct, frozen=True, gc=False):
    """One word of a question: its normal form and its stem.

    `name` says that it was written like a proper name: capitalised inside a sentence.
    """

    text: str
    stem: str
    name: bool = False
    number: bool = False


def fold(text: str) -> str:
    """`text` in one alphabet of signs: NFKC, no control signs, straight quotes; case is kept."""
    text = text[: LONGEST_QUESTION * 2]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if not text.isprintable():
        text = _NOT_TEXT.sub(" ", text)
    return text.replace("`", "'")[:LONGEST_QUESTION]


@lru_cache(maxsize=64)
def language_of(text: str, default: Lang = "en") -> Lang:
    """Russian if at least half the letters are Cyrillic, English if most are Latin."""
    if text.isascii():
        return "en" if _LATIN.search(text) else default
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic and not latin:
        return default
    return "ru" if cyrillic >= latin else "en"


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in their normal form, in order."""
    folded = fold(text)
    low = folded.lower()
    names = _capitalised(folded) if low[1:] != folded[1:] else _NO_NAMES
    low = _open(low)
    found: list[Token] = []
    after_sign = False
    for match in _WORD.finditer(low):
        word = match.group().replace("'", "")
        if after_sign:
            word = _AFTER_SIGN.get(word, word)
        after_sign = word == "nosign"
        if after_sign:
            continue
        found.append(_token(word, word in names))
    return tuple(found)


@lru_cache(maxsize=4096)
def _token(word: str, name: bool) -> Token:
    return Token(word, stem(word), name, word.isascii() and word.isdigit())


def _open(low: str) -> str:
    if "." in low:
        low = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", low)
    if "cannot" in low or "'" in low:
        low = _IRREGULAR.sub(lambda m: _IRREGULAR_TO[m.group()], low)
        low = _ASKING.sub(r"\1 is", low)
        low = _ENDING.sub(lambda m: _CONTRACTIONS[m.group()], low)
    if _DIGIT.search(low):
        low = _ORDINAL.sub(r"\1 ", low)
    if any([sign in low for sign in _SIGNS]):
        low = _NUMBER_SIGN.sub(" nosign ", low)
    return low


def _capitalised(folded: str) -> frozenset[str]:
    """Words capitalised where no sentence begins; none if the text shouts or titles every word."""
    words = _WORD.findall(folded)
    if not words:
        return frozenset()
    big = [word for word in words[1:] if word[0].isupper()]
    if len(words) > 3 and len(big) > 0.7 * (len(words) - 1):
        return frozenset()
    starts = set(_STARTS.findall(folded))
    return frozenset(
        [_POSSESSIVE.sub("", word.lower()) for word in big if word not in starts and len(word) > 1]
    )

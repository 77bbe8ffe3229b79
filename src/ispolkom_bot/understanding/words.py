"""The words of a question made known: fillers off, misspellings led back, each word judged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import zip_longest
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.knowledge.compiled import Compiled, listed, named_stem
from ispolkom_bot.language import spelling
from ispolkom_bot.language.normalise import Token, tokens
from ispolkom_bot.language.phrases import LIGHT, find
from ispolkom_bot.language.stems import is_cyrillic, stem
from ispolkom_bot.language.translit import sound_key
from ispolkom_bot.model import LANGUAGES

State = Literal["known", "ordinary", "corrected", "unknown"]
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
_NOTHING: frozenset[str] = frozenset()
_FAR_COMMONER = 4
_LATIN_CASES = ("ami", "ogo", "omu", "om", "oi", "oy", "ov", "am", "im", "a", "u", "e", "y", "i")


class Word(Struct, frozen=True, gc=False):
    """A word of the question: as written, as read, its stem, and how far the base knows it.

    `known`: a word of the base; `corrected`: led back to one; `ordinary`: everyday language that
    the base does not use; `unknown`: neither, perhaps a name from elsewhere.
    """

    written: str
    text: str
    stem: str
    state: State
    name: bool = False
    number: bool = False
    stop: bool = False
    filler: bool = False
    everyday: bool = False


Names = list[tuple[int, int, tuple[str, ...]]]


def read_words(base: Compiled, said: tuple[Token, ...]) -> tuple[tuple[Word, ...], Names]:
    """The words of a question and the names among them, as (start, end, things).

    Words that only fill the question are marked, unless all do.
    """
    words: list[Word] = []
    for token, after in zip_longest(said, said[1:]):
        if len(token.text) == 1 and after and after.name:
            words.append(_judged(base, token, token.text, None))  # an initial, no short "are"
        else:
            words += _mended(base, token.text, token.name)
    names = list(find([word.stem for word in words], base.aliases, base.alias_heads, LIGHT))
    fillers = list(find([word.text for word in words], base.fillers, base.filler_heads, _NOTHING))
    # A filler of several words is no name: "правда ли" does not speak of Pravda.
    names = [
        name
        for name in names
        if not any([start <= name[0] and name[1] <= end > start + 1 for start, end, _ in fillers])
    ]
    named = {n for start, end, _ in names for n in range(start, end)}
    filling = {n for start, end, _ in fillers for n in range(start, end) if n not in named}
    if len(filling) == len(words):
        return tuple(words), names
    for n in filling:
        words[n] = replace(words[n], filler=True, stop=True)
    return tuple(words), names


@lru_cache(maxsize=4096)
def _mended(base: Compiled, text: str, name: bool) -> tuple[Word, ...]:
    """One word as read: mostly one, two where a space was missing."""
    if (right := base.misspellings.get(text)) is not None:
        return tuple(
            _judged(base, part, text, "corrected" if part.text != text else None)
            for part in tokens(right)
        )
    number = text.isascii() and text.isdigit()
    word = _judged(base, Token(text, stem(text), name, number), text, None)
    if word.state != "unknown":
        return (word,)
    for right in _corrections(base, text):
        return tuple(_judged(base, part, text, "corrected") for part in tokens(right))
    return (word,)


def _judged(base: Compiled, token: Token, written: str, state: State | None) -> Word:
    text = token.text
    stemmed = named_stem(text, base.name_words) or token.stem
    if state is None:
        if (
            token.number
            or len(text) == 1
            or text in base.stopwords
            or listed(text, base.words)
            or stemmed != token.stem
            or text in base.name_words
            or stemmed in base.postings["en"]
            or stemmed in base.postings["ru"]
            or base.concepts.get(stemmed, stemmed) != stemmed
        ):
            state = "known"
        else:
            state = "ordinary" if listed(stemmed, base.ordinary) else "unknown"
    return Word(
        written,
        text,
        stemmed,
        state,
        token.name,
        token.number,
        text in base.stopwords,
        everyday=token.number or listed(token.stem, base.everyday),
    )


def _corrections(base: Compiled, text: str) -> Sequence[str]:
    """What a word that nobody knows was meant to be: at most one reading."""
    heard = _heard(base, text)
    if heard and len({_meaning(base, word) for word in heard}) == 1:
        same = [word for word in heard if is_cyrillic(word) == is_cyrillic(text)]
        return (same or heard)[:1]
    near = spelling.nearest(text, base.spellings)
    if len({_meaning(base, word) for word in near}) == 1:
        return near[:1]
    named = [word for word in near if word in base.name_words]
    if named and len({_meaning(base, word) for word in named}) == 1:
        return (named[0],)
    if common := _commonest(base, near):
        return (common,)
    if pair := spelling.split_pair(text, partial(_is_word, base)):
        return (" ".join(pair),)
    return ()


def _is_word(base: Compiled, text: str) -> bool:
    return listed(text, base.words) or text in base.name_words or text in base.stopwords


def _heard(base: Compiled, text: str) -> tuple[str, ...]:
    """The words of names that sound like a word, or like it without a Russian case ending."""
    if len(text) < spelling.SHORTEST - 1:
        return ()
    if found := base.sounds.get(sound_key(text)):
        return found
    if not is_cyrillic(text):
        for ending in _LATIN_CASES:
            if text.endswith(ending) and (
                found := base.sounds.get(sound_key(text[: -len(ending)]))
            ):
                return found
    return ()


def _commonest(base: Compiled, near: tuple[str, ...]) -> str:
    """The word far commoner in the base than its rivals; never a name."""
    if any(word in base.name_words for word in near):
        return ""
    used = sorted(
        (
            (
                sum(len(base.postings[lang].get(_meaning(base, word), b"")) for lang in LANGUAGES),
                word,
            )
            for word in near
        ),
        reverse=True,
    )
    if len(used) > 1 and used[0][0] >= _FAR_COMMONER * max(used[1][0], 1):
        return used[0][1]
    return ""


def _meaning(base: Compiled, word: str) -> str:
    """What makes two words one: the thing they name, else their concept."""
    stemmed = named_stem(word, base.name_words) or stem(word)
    if things := base.aliases.get(stemmed):
        return things[0]
    return base.concepts.get(stemmed, stemmed)


def as_number(word: Word) -> str:
    """The digits of a numeral after a name ("Nicholas II", "Николай 2"), or the empty text."""
    return word.text if word.number else _ROMAN.get(word.text, "")

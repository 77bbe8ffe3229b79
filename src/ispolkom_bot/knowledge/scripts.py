"""The check that every word is in one script: Latin and Cyrillic share too many shapes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, TypeAlias

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.model import Base, Fact, Lexicon, Text

Told: TypeAlias = "tuple[str, str, str]"
"""Key, language (or empty where either script may stand) and text."""


def scripts_pure(base: Base, lines: Lines) -> Iterator[Problem]:
    """No word mixes Latin and Cyrillic letters, or is written in the other script's twins."""
    for key, language, text in _texts(base):
        if not unicodedata.is_normalized("NFC", text):
            yield lines.problem(key, "holds letters in two pieces (not NFC)", "type them anew")
        if not all(script.search(text) for script in _SUSPECT[language]):
            continue
        words = _WORD.findall(text)
        for index, word in enumerate(words):
            beside = words[max(index - 1, 0) : index + 2]
            if wrong := _mixed(word) or _disguised(word, language, beside):
                yield lines.problem(key, wrong, "type the word anew in one script")


_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_TWINS: Final = {
    "ru": (re.compile(r"[aceopxyABCEHKMOPTX]+"), _CYRILLIC),
    "en": (re.compile(r"[асеорхуАВСЕНКМОРТХ]+"), _LATIN),
}
_SUSPECT: Final = {"en": (_CYRILLIC,), "ru": (_LATIN,), "": (_LATIN, _CYRILLIC)}
"""The scripts that a text must hold before its words are worth a look."""

_ROMAN: Final = re.compile(r"\b[IVXLC]+\b")


def _mixed(word: str) -> str:
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return ""
    few, script = (latin, "Latin") if len(latin) <= len(cyrillic) else (cyrillic, "Cyrillic")
    return f"{word!r} mixes in {script} {', '.join(dict.fromkeys(few))}"


def _disguised(word: str, language: str, beside: list[str]) -> str:
    """What is wrong with a word that looks like one of the other script, unless in a quotation."""
    twins, own = _TWINS.get(language, (None, _LATIN))
    if twins is None or not twins.fullmatch(word) or _ROMAN.fullmatch(word):
        return ""
    foreign = [near for near in beside if not own.search(near) and not twins.fullmatch(near)]
    script = "Latin" if language == "ru" else "Cyrillic"
    return "" if foreign else f"{word!r} is written in {script} look-alikes"


def _texts(base: Base) -> Iterator[Told]:
    """Every text that people read or match, with its key."""
    yield from _both("base:title", base.title)
    yield from _both("base:scope", base.scope)
    for source in base.sources.values():
        yield f"sources:{source.id}.title", "", source.title
        yield f"sources:{source.id}.author", "", source.author
    for thing in base.things.values():
        yield from _both(f"{thing.id}.name", thing.name)
        yield from _both(f"{thing.id}.way_out", thing.way_out)
        for field, words in (("aliases", thing.aliases), ("prefers", thing.prefers)):
            yield from ((f"{thing.id}.{field}.{at}", "", word) for at, word in enumerate(words))
    for full_id, _, fact in facts(base):
        yield from _fact_texts(full_id, fact)
    for lexicon in base.lexicons.values():
        yield from _lexicon_texts(lexicon)


def _fact_texts(full_id: str, fact: Fact) -> Iterator[Told]:
    yield from _both(f"{full_id}.question", fact.question)
    yield from _both(f"{full_id}.text", fact.text)
    yield from _both(f"{full_id}.caveat", fact.caveat)
    yield from _both(f"{full_id}.claim.says", fact.claim.says if fact.claim else None)
    if fact.value:
        yield from _both(f"{full_id}.value.unit", fact.value.unit)
        yield from _both(f"{full_id}.value.text", fact.value.text)
    for index, side in enumerate(fact.dispute):
        yield from _both(f"{full_id}.dispute.{index}.says", side.says)
    for index, event in enumerate(fact.dates):
        yield from _both(f"{full_id}.dates.{index}.what", event.what)
    for language, asks in (("en", fact.asks_en), ("ru", fact.asks_ru)):
        yield from (
            (f"{full_id}.asks.{language}.{at}", language, ask) for at, ask in enumerate(asks)
        )
    for index, source in enumerate(fact.sources):
        yield f"{full_id}.sources.{index}.where", "", source.where


def _lexicon_texts(lexicon: Lexicon) -> Iterator[Told]:
    for name in ("stopwords", "fillers", "polar", "pronouns"):
        for at, word in enumerate(getattr(lexicon, name)):
            yield f"{lexicon.language}:{name}.{at}", "", word
    for name in ("kinds", "shapes", "roles", "posts"):
        for key, cues in getattr(lexicon, name).items():
            for at, cue in enumerate(cues):
                yield f"{lexicon.language}:{name}.{key}.{at}", "", cue
    for name in ("synonyms", "months"):
        for index, group in enumerate(getattr(lexicon, name)):
            for at, word in enumerate(group):
                yield f"{lexicon.language}:{name}.{index}.{at}", "", word
    for key, message in lexicon.messages.items():
        yield f"{lexicon.language}:messages.{key}", "", message
    for index, talk in enumerate(lexicon.smalltalk):
        yield f"{lexicon.language}:smalltalk.{index}.says", "", talk.says


def _both(key: str, text: Text | None) -> Iterator[Told]:
    if text:
        yield f"{key}.en", "en", text.en
        yield f"{key}.ru", "ru", text.ru

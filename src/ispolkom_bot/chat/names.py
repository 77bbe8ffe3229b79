"""Which thing a name means that stands alone: aliases and slips forgiven, part of a name enough."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.language.phrases import LIGHT
from ispolkom_bot.understanding.read import Reading, read

_MOST: Final = 6


class Named(Struct, frozen=True):
    """What a name may mean: the thing, if it is clear; others whose names hold the same words.

    `asked` says that the words are more than a name: they ask something of it.
    """

    thing: str = ""
    others: tuple[str, ...] = ()
    asked: bool = False


def named(base: Compiled, text: str) -> Named:
    """The covered thing that a text names."""
    reading = read(base, text)
    things = [
        thing
        for mention in reading.mentions
        if not mention.wrong_number
        for thing in mention.things[:1]
        if base.heads[thing].kind != "outside"
    ]
    told = [term for term in reading.terms if term.state != "unknown"]
    if things and (told or reading.kinds or len(set(things)) > 1):
        return Named(things[0] if not told and len(set(things)) == 1 else "", asked=True)
    if things and not reading.terms:
        people = base.heads[things[0]].kind == "person"
        others = _holding(base, _stems(reading)) if people else ()
        return Named(things[0], tuple(other for other in others if other != things[0])[:_MOST])
    if things or any(mention.outside for mention in reading.mentions):
        return Named(asked=True)
    found = _holding(base, _stems(reading))
    if len(found) == 1:
        return Named(found[0])
    return Named(others=found[:_MOST], asked=not found)


def _stems(reading: Reading) -> frozenset[str]:
    return frozenset(
        word.stem for word in reading.words if not word.filler and word.stem not in LIGHT
    )


def _holding(base: Compiled, stems: frozenset[str]) -> tuple[str, ...]:
    """The things with a name that holds all these words, those most is told of first."""
    if not stems:
        return ()
    by_word = _by_word(base)
    found = set.intersection(*(by_word.get(stem, set()) for stem in stems))
    return tuple(sorted(found, key=lambda thing: (-_told(base, thing), thing)))


def _told(base: Compiled, thing: str) -> int:
    return len(unpack(base.things.get(thing, b""))[0])


@lru_cache(maxsize=2)
def _by_word(base: Compiled) -> dict[str, set[str]]:
    """The covered things by each word of each of their names."""
    found: dict[str, set[str]] = {}
    for name, things in base.aliases.items():
        for thing in things:
            if own_facts(base, thing):
                for word in name.split(" "):
                    found.setdefault(word, set()).add(thing)
    return found
